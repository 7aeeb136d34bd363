package dev.netgen.generator.verify;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.netgen.generator.verify.NftAllowance.End;
import dev.netgen.generator.verify.NftAllowance.Side;
import dev.netgen.model.net.Port;
import dev.netgen.model.problem.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Follows the chains of an nftables table from its hooks to whatever they accept (nft(8)). It knows
 * the statements that companion rules are made of; anything else is refused, as what it does not
 * know might let more through, or less.
 */
final class NftReader {
  private static final Pattern HOOK =
      Pattern.compile("type filter hook (\\w+) priority filter - 10; policy accept;");
  private static final Pattern JUMP =
      Pattern.compile(
          "(?<i>iifname @bridges )?(?<o>oifname @bridges )?"
              + "(?:(?<f>ip6?) (?<s>[sd])addr (?<a>@\\S+) )?goto (?<chain>\\S+)");
  private static final Pattern ACCEPT =
      Pattern.compile(
          "(?:(?<f>ip6?) (?<s>[sd])addr (?<a>(?:!= )?\\S+) )?"
              + "(?:(?<t>tcp|udp|sctp) dport (?<p>\\d+) )?accept comment \"[^\"]*\"");

  /** These concern no conversation that begins, or nobody who is verified. */
  private static final ImmutableSet<String> PASSED_OVER =
      ImmutableSet.of(
          "iifname != @bridges oifname != @bridges return",
          "iifname != @bridges return",
          "fib daddr type local return",
          "icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert } ip6 hoplimit 255 accept",
          "iifname @bridges iifname . ip saddr != @here4 goto refuse_unknown",
          "iifname @bridges iifname . ip6 saddr != @here6 goto refuse_unknown",
          "oifname @bridges oifname . ip daddr != @here4 goto refuse_unknown",
          "oifname @bridges oifname . ip6 daddr != @here6 goto refuse_unknown",
          "ct direction reply ct state established accept",
          "ct direction reply ct state established oifname . ip daddr @here4 accept",
          "ct direction reply ct state established oifname . ip6 daddr @here6 accept",
          "ct state related meta l4proto { icmp, ipv6-icmp } accept",
          "oifname @foreign goto refuse_outgoing",
          "iifname @foreign goto refuse_incoming");

  private final String name;
  private final Map<String, List<String>> chains = new LinkedHashMap<>();
  private final Set<NftAllowance> found = new LinkedHashSet<>();

  private NftReader(String name) {
    this.name = name;
  }

  /** All that the text accepts of conversations that begin. */
  static ImmutableList<NftAllowance> read(String name, String text) {
    NftReader reader = new NftReader(name);
    reader.split(text);
    reader.chains.forEach(reader::hook);
    return ImmutableList.copyOf(reader.found);
  }

  private void split(String text) {
    List<String> current = new ArrayList<>();
    for (String raw : Splitter.on('\n').split(text)) {
      String line = raw.strip();
      if (line.startsWith("chain ")) {
        current = new ArrayList<>();
        chains.put(line.substring(6, line.length() - 2), current);
      } else if (line.equals("}")) {
        current = new ArrayList<>();
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        current.add(line);
      }
    }
  }

  private void hook(String chain, List<String> rules) {
    Matcher hook = HOOK.matcher(rules.isEmpty() ? "" : rules.get(0));
    if (!hook.matches()) {
      return;
    }
    switch (hook.group(1)) {
      case "forward" -> follow(chain, End.ANY.at(Side.OUTSIDE), End.ANY.at(Side.OUTSIDE), 0);
      case "input" -> follow(chain, End.ANY.at(Side.INSIDE), End.ANY.at(Side.HOST), 0);
      case "output" -> follow(chain, End.ANY.at(Side.HOST), End.ANY.at(Side.INSIDE), 0);
      default -> throw unknown(rules.get(0));
    }
  }

  private void follow(String chain, End from, End to, int depth) {
    List<String> rules = chains.get(chain);
    if (rules == null || depth > 8) {
      throw unknown("goto " + chain);
    }
    if (chain.startsWith("refuse_")) {
      refuses(rules);
      return;
    }
    for (String rule : rules) {
      if (HOOK.matcher(rule).matches() || PASSED_OVER.contains(rule)) {
        continue;
      }
      Matcher jump = JUMP.matcher(rule);
      Matcher accept = ACCEPT.matcher(rule);
      if (jump.matches()) {
        jump(jump, from, to, depth);
      } else if (accept.matches()) {
        accept(accept, from, to);
      } else {
        throw unknown(rule);
      }
    }
  }

  /** What is left when both named sides were followed is traffic that comes in. */
  private void jump(Matcher jump, End from, End to, int depth) {
    boolean forward = from.side() == Side.OUTSIDE && to.side() == Side.OUTSIDE;
    boolean in = jump.group("i") != null;
    boolean out = jump.group("o") != null;
    End source = forward && in ? from.at(Side.INSIDE) : from;
    End target = forward && (out || !in) ? to.at(Side.INSIDE) : to;
    if (jump.group("a") != null && !jump.group("a").startsWith("@subnets")) {
      boolean v6 = jump.group("f").equals("ip6");
      source = jump.group("s").equals("s") ? source.with(jump.group("a"), v6) : source;
      target = jump.group("s").equals("d") ? target.with(jump.group("a"), v6) : target;
    }
    follow(jump.group("chain"), source, target, depth + 1);
  }

  private void accept(Matcher accept, End from, End to) {
    End source = from;
    End target = to;
    if (accept.group("a") != null) {
      boolean v6 = accept.group("f").equals("ip6");
      boolean ofSource = accept.group("s").equals("s");
      End narrowed = ofSource ? from : to;
      if (!narrowed.address().isEmpty()) {
        throw unknown(accept.group());
      }
      source = ofSource ? from.with(accept.group("a"), v6) : from;
      target = ofSource ? to : to.with(accept.group("a"), v6);
      if (source.v6().isPresent() && target.v6().isPresent() && !source.v6().equals(target.v6())) {
        return;
      }
    }
    Optional<Port> port =
        accept.group("p") == null
            ? Optional.empty()
            : Optional.of(Port.parse(accept.group("p") + "/" + accept.group("t")));
    found.add(new NftAllowance(source, target, port, accept.group()));
  }

  private void refuses(List<String> rules) {
    if (rules.isEmpty() || !rules.get(rules.size() - 1).matches("counter name \\S+ drop")) {
      throw unknown("a chain of refusals that does not drop");
    }
  }

  private ProblemException unknown(String rule) {
    return ProblemException.input(
        "rules cannot be judged: " + (rule.length() > 100 ? rule.substring(0, 100) : rule),
        name,
        "only rules that netgen generated can be read back");
  }
}
