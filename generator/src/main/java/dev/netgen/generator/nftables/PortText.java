package dev.netgen.generator.nftables;

import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.model.firewall.RuleSet;
import dev.netgen.model.net.Cidr;
import java.util.List;

/**
 * Writes the table of family bridge that ties each address to the port of the bridge at which it
 * was verified: an address that a new container takes over, or that one forges, is closed before
 * anything else looks at it, and nothing is delivered to another port. Frames of other protocols,
 * VLAN tags among them, which rules for IP do not see, stop here too. It keeps no state, as few
 * kernels track connections on a bridge.
 */
final class PortText {
  private static final String SUBNETS = " @" + RuleSet.SUBNETS;
  private static final String PORTS = " != @" + RuleSet.PORTS;

  private final RulePlan plan;
  private final NftWriter nft = new NftWriter();

  PortText(RulePlan plan) {
    this.plan = plan;
  }

  GeneratedFile file() {
    nft.comment(0, "Ports of the bridges of Docker project " + plan.project() + ".")
        .comment(0, "Loaded by netgen enforce with the rules, where the kernel knows the family.")
        .line(0, "table bridge " + plan.table())
        .line(0, "delete table bridge " + plan.table())
        .open(0, "table bridge " + plan.table());
    SetText.families(
        (v6, type) -> nft.set(RuleSet.SUBNETS + SetText.digit(v6), type, "interval", subnets(v6)));
    SetText.families(
        (v6, type) ->
            nft.set(RuleSet.PORTS + SetText.digit(v6), "ifname . " + type, "", List.of()));
    nft.comment(1, "Ports of verified containers.")
        .set(RuleSet.KNOWN_PORTS, "ifname", "", List.of())
        .open(1, "counter refused_port")
        .close(1);
    nft.open(1, "chain arriving")
        .line(2, "type filter hook prerouting priority -310; policy accept;");
    nft.line(
        2,
        "iifname @"
            + RuleSet.KNOWN_PORTS
            + " ether type != { ip, arp, ip6 } counter name refused_port drop");
    drop("ip saddr", "iifname", 4);
    drop("arp saddr ip", "iifname", 4);
    drop("ip6 saddr", "iifname", 6);
    nft.close(1)
        .open(1, "chain leaving")
        .line(2, "type filter hook postrouting priority 310; policy accept;");
    drop("ip daddr", "oifname", 4);
    drop("ip6 daddr", "oifname", 6);
    nft.close(1).close(0);
    return new GeneratedFile("nftables/" + plan.project() + ".ports.nft", nft.text());
  }

  private void drop(String address, String side, int digit) {
    nft.line(
        2,
        address
            + SUBNETS
            + digit
            + " "
            + side
            + " . "
            + address
            + PORTS
            + digit
            + " counter name refused_port drop");
  }

  private List<String> subnets(boolean v6) {
    return plan.subnets().stream()
        .filter(range -> range.base().v6() == v6)
        .map(Cidr::toString)
        .toList();
  }
}
