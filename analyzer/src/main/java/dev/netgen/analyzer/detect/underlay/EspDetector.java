package dev.netgen.analyzer.detect.underlay;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.api.Speech;
import dev.netgen.model.graph.Encryption;

/**
 * ESP, RFC 4303, as an IP protocol of its own: a security parameter index, a sequence number, and a
 * payload that is aligned to 4 bytes. Payload under the NULL cipher is decoded before it comes here
 * (RFC 5879), so that what is left is taken for encrypted when it does not look like text.
 */
public final class EspDetector implements Detector {
  private static final int HEADER = 8;
  private static final int LEAST = HEADER + 16;
  private static final int MOST_INSIDE = 9216;
  private static final int RESERVED_SPIS = 256;

  @Override
  public Card card() {
    return Card.of("esp", "Encapsulating Security Payload", "RFC 4303").tells(Ability.ENCRYPTION);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    boolean any = false;
    for (Speech side : new Speech[] {exchange.client(), exchange.server()}) {
      if (side.isEmpty()) {
        continue;
      }
      Bytes bytes = side.bytes();
      if (!bytes.has(0, LEAST) || bytes.u32(0) < RESERVED_SPIS) {
        return Outcome.no("no esp header");
      }
      if (readable(bytes) || anyReadable(side)) {
        return Outcome.no("esp payload is readable");
      }
      any = true;
    }
    return any
        ? Finding.of("esp", Encryption.ENCRYPTED, "ESP, payload not readable under a NULL cipher")
            .withRolesShown(false)
            .match()
        : Outcome.no("no payload");
  }

  private static boolean anyReadable(Speech side) {
    for (int i = 0; i < side.messages(); i++) {
      if (readable(side.message(i))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether no cipher made it: text, hardly a byte of the upper half, or an IPv4 header first, of
   * packets that were cut or whose sums a network card had yet to fill in.
   */
  private static boolean readable(Bytes bytes) {
    Bytes payload = bytes.from(HEADER);
    boolean inside =
        payload.has(0, 20)
            && payload.u8(0) == 0x45
            && payload.u16(2) >= 20
            && payload.u16(2) <= MOST_INSIDE
            && (payload.u8(9) == 6 || payload.u8(9) == 17 || payload.u8(9) == 1);
    return inside || payload.looksClear() || payload.printable() * 4L > payload.length() * 3L;
  }
}
