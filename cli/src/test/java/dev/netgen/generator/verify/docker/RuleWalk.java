package dev.netgen.generator.verify.docker;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.netgen.generator.verify.docker.Arrival.Hop;
import dev.netgen.generator.verify.docker.LiveEngine.Cable;
import dev.netgen.model.firewall.RuleSet;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.IpAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Walks the first packet of a connection through the text of companion rules, statement by
 * statement (nft(8)), as if every container were verified: whether it passes a hook. It knows no
 * more statements than occur; any other is an error, not a pass.
 */
final class RuleWalk {
  private static final Pattern SIDE = Pattern.compile("([io])ifname (!= )?@(\\w+)( |$)");
  private static final Pattern HERE =
      Pattern.compile("[io]ifname \\. (ip6?) ([sd])addr (!= )?@here[46]( |$)");
  private static final Pattern ADDRESS = Pattern.compile("(ip6?) ([sd])addr (!= )?(\\S+)( |$)");
  private static final Pattern PORT = Pattern.compile("(tcp|udp|sctp) dport (\\d+)( |$)");
  private static final Pattern NEVER_FIRST =
      Pattern.compile("(icmpv6 type|ct direction reply|ct state related) .*");
  private static final Pattern COMMENT = Pattern.compile("accept( comment \".*\")?");
  private static final String LOCAL = "fib daddr type local ";
  private static final int DEEPEST = 8;

  private final ImmutableSet<String> project;
  private final Map<String, List<String>> chains = new HashMap<>();
  private final Map<String, List<String>> elements = new HashMap<>();
  private final Map<String, String> services = new HashMap<>();
  private final UnaryOperator<String> bridges;

  /**
   * Of this text.
   *
   * @param known what goes with it
   * @param bridges the interface of a network; empty for none
   */
  RuleWalk(RuleSet known, String text, UnaryOperator<String> bridges) {
    this.project = ImmutableSet.copyOf(known.services().keySet());
    this.bridges = bridges;
    known
        .services()
        .forEach((service, sets) -> sets.both().forEach(set -> services.put(set, service)));
    List<String> lines = new ArrayList<>();
    for (String raw : text.lines().toList()) {
      String line = raw.strip();
      if (line.startsWith("chain ") || line.startsWith("set ")) {
        String name = line.substring(line.indexOf(' ') + 1, line.length() - 2);
        lines = new ArrayList<>();
        (line.startsWith("chain ") ? chains : elements).put(name, lines);
      } else if (!line.isEmpty() && !line.startsWith("#") && !line.equals("}")) {
        lines.add(line);
      }
    }
  }

  /** Whether it passes wherever the host's firewall sees it. */
  boolean passes(Arrival arrival) {
    return arrival.hops().stream().allMatch(this::passes);
  }

  private boolean passes(Hop hop) {
    String chain =
        switch (hop.hook()) {
          case FORWARD -> "forward";
          case INPUT -> "input";
          case OUTPUT -> "output";
        };
    return passes(chain, hop, 0);
  }

  private boolean passes(String chain, Hop hop, int depth) {
    List<String> rules = chains.get(chain);
    if (rules == null || depth > DEEPEST) {
      throw new IllegalStateException("chain " + chain);
    }
    for (String rule : rules) {
      String verdict = verdict(rule, hop);
      if (verdict.startsWith("goto ")) {
        return passes(verdict.substring("goto ".length()), hop, depth + 1);
      }
      if (!verdict.isEmpty()) {
        return !verdict.equals("drop");
      }
    }
    return true;
  }

  /** What the rule says of it; empty where it says nothing. */
  private String verdict(String rule, Hop hop) {
    if (rule.startsWith("type filter hook ") || rule.startsWith("meta l4proto ")) {
      return "";
    }
    String rest = rule;
    while (true) {
      Matcher side = SIDE.matcher(rest);
      Matcher here = HERE.matcher(rest);
      Matcher address = ADDRESS.matcher(rest);
      Matcher port = PORT.matcher(rest);
      Matcher found;
      boolean holds;
      if (NEVER_FIRST.matcher(rest).matches()) {
        return "";
      } else if (rest.startsWith(LOCAL)) {
        found = null;
        holds = hop.to() == Place.HOST;
      } else if (here.lookingAt()) {
        found = here;
        holds = family(here, hop) && verified(end(here.group(2), hop)) == (here.group(3) == null);
      } else if (side.lookingAt()) {
        found = side;
        String bridge = bridges.apply(side.group(1).equals("i") ? hop.in() : hop.out());
        holds = listed(side.group(3), bridge) == (side.group(2) == null);
      } else if (address.lookingAt()) {
        found = address;
        holds =
            family(address, hop)
                && within(address.group(4), end(address.group(2), hop), hop.ipv6())
                    == (address.group(3) == null);
      } else if (port.lookingAt()) {
        found = port;
        holds = hop.port().toString().equals(port.group(2) + "/" + port.group(1));
      } else {
        return end(rest);
      }
      if (!holds) {
        return "";
      }
      rest = rest.substring(found == null ? LOCAL.length() : found.end());
    }
  }

  private static String end(String rest) {
    if (rest.startsWith("goto ") || rest.equals("return")) {
      return rest;
    }
    if (COMMENT.matcher(rest).matches()) {
      return "accept";
    }
    if (rest.matches("counter name \\w+ drop")) {
      return "drop";
    }
    throw new IllegalStateException("a statement that is not known: " + rest);
  }

  private static boolean family(Matcher rule, Hop hop) {
    return rule.group(1).equals("ip6") == hop.ipv6();
  }

  private static Place end(String side, Hop hop) {
    return side.equals("s") ? hop.from() : hop.to();
  }

  private boolean verified(Place place) {
    return place instanceof Place.Of of && project.contains(of.service());
  }

  private boolean listed(String set, String name) {
    return !name.isEmpty() && values(set).contains('"' + name + '"');
  }

  private ImmutableList<String> values(String set) {
    List<String> lines = elements.get(set);
    if (lines == null) {
      throw new IllegalStateException("set " + set);
    }
    return lines.stream()
        .filter(line -> line.startsWith("elements = { "))
        .flatMap(line -> List.of(line.substring(13, line.length() - 2).split(", ", -1)).stream())
        .collect(ImmutableList.toImmutableList());
  }

  private boolean within(String operand, Place place, boolean ipv6) {
    if (!operand.startsWith("@")) {
      return contains(operand, place, ipv6);
    }
    String set = operand.substring(1);
    if (services.containsKey(set)) {
      return place.equals(new Place.Of(services.getOrDefault(set, "")));
    }
    boolean inside = place instanceof Place.Of;
    return inside || values(set).stream().anyMatch(range -> contains(range, place, ipv6));
  }

  private static boolean contains(String range, Place place, boolean ipv6) {
    if (place instanceof Place.Of || place == Place.HOST) {
      return false;
    }
    Cable cable = place == Place.OUTSIDE ? Cable.OUTSIDE : Cable.ROUTED;
    IpAddress address = IpAddress.parse(ipv6 ? cable.machine6 : cable.machine);
    return range.contains("/")
        ? Cidr.parse(range).contains(address)
        : IpAddress.parse(range).equals(address);
  }
}
