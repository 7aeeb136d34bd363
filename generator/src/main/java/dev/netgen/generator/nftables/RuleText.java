package dev.netgen.generator.nftables;

import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.generator.nftables.Entry.Way;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.model.firewall.RuleSet;
import dev.netgen.model.net.Cidr;
import java.util.List;

/**
 * Writes a plan as one table of family inet with chains of its own on forward, input and output, in
 * front of an engine's own: a drop there is final, an accept leaves the packet to the engine's
 * rules (nft(8), "chains").
 *
 * <p>Implementation note: answers pass by the direction conntrack knows, and whatever goes in the
 * direction a conversation began must match a rule each time. So a conversation from before the
 * rules, or of an address that has left its set, ends with its next packet. On output a translated
 * packet still bears the interface it was routed to before translation: the address decides there,
 * but for the host's own, as what it sends to itself is nobody else's.
 */
final class RuleText {
  private static final String BEFORE_ENGINE = "priority filter - 10; policy accept;";
  private static final String PORTS = "meta l4proto { tcp, udp, sctp }";
  private static final String NEIGHBOUR =
      "icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } ip6 hoplimit 255 accept";

  private final RulePlan plan;
  private final SetNames names;
  private final boolean check;
  private final NftWriter nft = new NftWriter();

  private RuleText(RulePlan plan, SetNames names, boolean check) {
    this.plan = plan;
    this.names = names;
    this.check = check;
  }

  /** The rules that drop. */
  static GeneratedFile enforcing(RulePlan plan, SetNames names) {
    return new RuleText(plan, names, false).file(".nft");
  }

  /** The same rules counting what they would drop. */
  static GeneratedFile checking(RulePlan plan, SetNames names) {
    return new RuleText(plan, names, true).file(".check.nft");
  }

  private GeneratedFile file(String suffix) {
    nft.comment(0, "Rules for the containers of Docker project " + plan.project() + ".")
        .comment(
            0,
            check
                ? "CHECK: what they would drop is counted and passes."
                : "What is not named here is dropped and counted.");
    if (plan.fixed().isEmpty()) {
      nft.comment(0, "netgen enforce loads them and fills the sets. By nft -f alone the sets are")
          .comment(0, "empty: no container of the project is known, and none is let through.");
    } else {
      nft.comment(0, "The addresses are those of the Compose files written with these rules; load")
          .comment(0, "them by nft -f before the containers start.");
    }
    nft.line(0, "table inet " + plan.table())
        .line(0, "delete table inet " + plan.table())
        .open(0, "table inet " + plan.table());
    new SetText(plan, names, nft).write();
    forward();
    input();
    output();
    between();
    outgoing();
    incoming();
    host(Way.TO_HOST, "to_host", "saddr");
    host(Way.FROM_HOST, "from_host", "daddr");
    SetText.REFUSALS.forEach(this::refuse);
    nft.close(0);
    return new GeneratedFile("nftables/" + plan.project() + suffix, nft.text());
  }

  private void forward() {
    base("forward");
    nft.line(2, "iifname != @bridges oifname != @bridges return").line(2, NEIGHBOUR);
    verified("iifname", "saddr");
    verified("oifname", "daddr");
    answers();
    nft.line(2, "iifname @bridges oifname @bridges goto between")
        .line(2, "iifname @bridges goto outgoing")
        .line(2, "goto incoming")
        .close(1);
  }

  private void input() {
    base("input");
    nft.line(2, "iifname != @bridges return").line(2, NEIGHBOUR);
    verified("iifname", "saddr");
    answers();
    nft.line(2, "goto to_host").close(1);
  }

  private void output() {
    base("output");
    nft.line(2, "fib daddr type local return")
        .line(2, "oifname @bridges goto host")
        .line(2, "ip daddr @" + RuleSet.SUBNETS + "4 goto host")
        .line(2, "ip6 daddr @" + RuleSet.SUBNETS + "6 goto host")
        .close(1);
    nft.open(1, "chain host").line(2, NEIGHBOUR);
    for (boolean v6 : new boolean[] {false, true}) {
      nft.line(
          2,
          "ct direction reply ct state established oifname . "
              + address(v6, "daddr")
              + " @"
              + family(RuleSet.HERE, v6)
              + " accept");
    }
    related();
    nft.line(2, "goto from_host").close(1);
  }

  private void base(String hook) {
    nft.open(1, "chain " + hook).line(2, "type filter hook " + hook + " " + BEFORE_ENGINE);
  }

  private void verified(String side, String address) {
    for (boolean v6 : new boolean[] {false, true}) {
      nft.line(
          2,
          side
              + " @bridges "
              + side
              + " . "
              + address(v6, address)
              + " != @"
              + family(RuleSet.HERE, v6)
              + " goto refuse_unknown");
    }
  }

  private void answers() {
    nft.line(2, "ct direction reply ct state established accept");
    related();
  }

  /** Errors that belong to a conversation, such as a packet too big (RFC 4443 section 3.2). */
  private void related() {
    nft.line(2, "ct state related meta l4proto { icmp, ipv6-icmp } accept");
  }

  private void between() {
    dispatch("between", Way.BETWEEN, "daddr", "");
    chains(Way.BETWEEN, "refuse_between");
  }

  private void outgoing() {
    dispatch("outgoing", Way.OUT, "saddr", "oifname @foreign goto refuse_outgoing");
    chains(Way.OUT, "refuse_outgoing");
  }

  private void incoming() {
    dispatch("incoming", Way.IN, "daddr", "iifname @foreign goto refuse_incoming");
    chains(Way.IN, "refuse_incoming");
  }

  private void host(Way way, String chain, String side) {
    dispatch(chain, way, side, "");
    chains(way, "refuse_" + chain);
  }

  /** To the chain of the service the packet is of; of none, it is refused. */
  private void dispatch(String chain, Way way, String side, String first) {
    nft.open(1, "chain " + chain);
    if (!first.isEmpty()) {
      nft.line(2, first);
    }
    for (String service : plan.entries(way).keySet().stream().sorted().toList()) {
      for (boolean v6 : new boolean[] {false, true}) {
        nft.line(
            2,
            address(v6, side)
                + " @"
                + names.set(service, v6)
                + " goto "
                + names.chain(way, service));
      }
    }
    nft.line(2, "goto refuse_" + chain).close(1);
  }

  private void chains(Way way, String otherwise) {
    ImmutableListMultimap<String, Entry> entries = plan.entries(way);
    for (String service : ImmutableSortedSet.copyOf(entries.keySet())) {
      nft.open(1, "chain " + names.chain(way, service));
      for (Entry entry : entries.get(service)) {
        nft.comment(2, entry.why());
        matches(entry).forEach(match -> nft.accept(match, shortly(entry)));
      }
      nft.line(2, "goto " + otherwise).close(1);
    }
  }

  /** The link without what it carries. */
  private static String shortly(Entry entry) {
    int comma = entry.why().indexOf(", ");
    return comma < 0 ? entry.why() : entry.why().substring(0, comma);
  }

  private List<String> matches(Entry entry) {
    String port =
        entry.port().map(p -> p.transport().keyword() + " dport " + p.number()).orElse("");
    if (entry.peer() instanceof Peering.Service client) {
      return List.of(
          spaced("ip saddr @" + names.set(client.name(), false), port),
          spaced("ip6 saddr @" + names.set(client.name(), true), port));
    }
    String side = entry.way() == Way.IN ? "saddr" : "daddr";
    if (entry.peer() instanceof Peering.Ranges outside) {
      return outside.ranges().stream()
          .map(range -> spaced(address(range.base().v6(), side) + " " + text(range), port))
          .toList();
    }
    if (entry.peer() instanceof Peering.Anybody && entry.way() == Way.OUT) {
      return List.of(spaced("ip daddr != @closed4", port), spaced("ip6 daddr != @closed6", port));
    }
    return List.of(port);
  }

  private void refuse(String what) {
    nft.open(1, "chain refuse_" + what);
    for (boolean v6 : new boolean[] {false, true}) {
      nft.line(
          2,
          PORTS
              + " update @"
              + family(RuleSet.REFUSED, v6)
              + " { "
              + address(v6, "saddr")
              + " . "
              + address(v6, "daddr")
              + " . meta l4proto . th dport }");
    }
    nft.line(2, "counter name refused_" + what + (check ? " accept" : " drop")).close(1);
  }

  private static String spaced(String first, String second) {
    return second.isEmpty() ? first : first + " " + second;
  }

  static String text(Cidr range) {
    return range.prefix() == range.base().bits() ? range.base().toString() : range.toString();
  }

  private static String address(boolean v6, String side) {
    return (v6 ? "ip6 " : "ip ") + side;
  }

  private static String family(String name, boolean v6) {
    return name + (v6 ? 6 : 4);
  }
}
