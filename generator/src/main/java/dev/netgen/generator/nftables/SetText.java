package dev.netgen.generator.nftables;

import com.google.common.collect.ImmutableList;
import dev.netgen.model.firewall.RuleSet;
import dev.netgen.model.net.Cidr;
import java.util.List;

/** Writes the sets and counters of a table of rules. */
final class SetText {
  /** What is refused, each with a counter and a chain. */
  static final ImmutableList<String> REFUSALS =
      ImmutableList.of("between", "outgoing", "incoming", "to_host", "from_host", "unknown");

  /** Attackers may choose what is refused: so many at most are told apart. */
  private static final int MOST_REFUSED = 4096;

  private final RulePlan plan;
  private final SetNames names;
  private final NftWriter nft;

  SetText(RulePlan plan, SetNames names, NftWriter nft) {
    this.plan = plan;
    this.names = names;
    this.nft = nft;
  }

  void write() {
    nft.comment(1, "The project's networks: these are governed, and nothing else.")
        .set("bridges", "ifname", "", plan.bridges().stream().map(SetText::quoted).toList());
    families((v6, type) -> nft.set(RuleSet.SUBNETS + digit(v6), type, "interval", subnets(v6)));
    nft.comment(1, "Networks of others on this engine, which count as neither inside nor outside.")
        .set(RuleSet.FOREIGN, "ifname", "", List.of(quoted(RuleSet.DEFAULT_BRIDGE)));
    nft.comment(1, "Where no outside name leads: private addresses and the project's own.");
    families(
        (v6, type) ->
            nft.set("closed" + digit(v6), type, "interval", ClosedRanges.with(v6, plan.subnets())));
    nft.comment(1, "Verified containers, each at its bridge; empty is closed.");
    families((v6, type) -> nft.set(RuleSet.HERE + digit(v6), "ifname . " + type, "", here(v6)));
    for (String service : plan.services()) {
      nft.comment(1, "Addresses of service " + service + ".");
      families((v6, type) -> nft.set(names.set(service, v6), type, "", fixed(service, v6)));
    }
    nft.comment(1, "What is refused: source, destination, protocol, port.");
    families(this::refused);
    REFUSALS.forEach(what -> nft.open(1, "counter refused_" + what).close(1));
  }

  private void refused(boolean v6, String type) {
    nft.open(1, "set " + RuleSet.REFUSED + digit(v6))
        .line(2, "type " + type + " . " + type + " . inet_proto . inet_service")
        .line(2, "size " + MOST_REFUSED)
        .line(2, "flags dynamic,timeout")
        .line(2, "counter")
        .line(2, "timeout 1d")
        .close(1);
  }

  private List<String> here(boolean v6) {
    return plan.fixed().stream()
        .filter(each -> each.address().v6() == v6)
        .map(each -> quoted(each.bridge()) + " . " + each.address())
        .toList();
  }

  private List<String> fixed(String service, boolean v6) {
    return plan.fixed().stream()
        .filter(each -> each.service().equals(service) && each.address().v6() == v6)
        .map(each -> each.address().toString())
        .toList();
  }

  private List<String> subnets(boolean v6) {
    return plan.subnets().stream()
        .filter(range -> range.base().v6() == v6)
        .map(Cidr::toString)
        .toList();
  }

  /** Something for each family. */
  interface Writer {
    void write(boolean v6, String type);
  }

  static void families(Writer writer) {
    writer.write(false, "ipv4_addr");
    writer.write(true, "ipv6_addr");
  }

  static int digit(boolean v6) {
    return v6 ? 6 : 4;
  }

  static String quoted(String name) {
    return '"' + name + '"';
  }
}
