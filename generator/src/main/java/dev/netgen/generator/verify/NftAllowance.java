package dev.netgen.generator.verify;

import dev.netgen.model.net.Port;
import java.util.Optional;

/**
 * What one rule of an nftables text lets through.
 *
 * @param from who sends
 * @param to who is sent to
 * @param port the server's; empty for all
 * @param rule the rule, for people
 */
record NftAllowance(End from, End to, Optional<Port> port, String rule) {
  /**
   * One end, as narrow as the rules on the way there tell it.
   *
   * @param side where it is
   * @param address what else is asked of the address: {@code @set}, an address or range, after
   *     {@code !=} its opposite; empty where nothing is
   * @param v6 the family; empty where it is either
   */
  record End(Side side, String address, Optional<Boolean> v6) {
    static final End ANY = new End(Side.ANYWHERE, "", Optional.empty());

    End at(Side newSide) {
      return new End(newSide, address, v6);
    }

    End with(String text, boolean isV6) {
      return new End(side, text, Optional.of(isV6));
    }
  }

  /** Where an end is. */
  enum Side {
    ANYWHERE,
    INSIDE,
    OUTSIDE,
    HOST
  }
}
