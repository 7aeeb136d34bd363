package dev.netgen.generator.packets;

import com.google.common.collect.ImmutableList;
import dev.netgen.model.net.Port;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One rule of a policy as matches of nftables, for one pod that it isolates: an independent reading
 * of the API's documentation (networking.k8s.io/v1, "NetworkPolicyPeer" and "NetworkPolicyPort").
 * Selectors become the addresses that the pods have, named ports the numbers that they stand for.
 *
 * @param pods all pods there are
 * @param own the isolated pod
 * @param home the policy's namespace
 * @param ingress else egress
 */
record PolicyRules(ImmutableList<Host> pods, Host own, String home, boolean ingress) {
  private enum Family {
    BOTH,
    IPV4,
    IPV6
  }

  /** A part of a match, and of which family the packets are that it can match. */
  private record Part(Family family, String text) {
    static Part of(String text) {
      return new Part(Family.BOTH, text);
    }

    /** What begins with a field of the header of IP, compared to this. */
    static Part address(String field, String address, String compared) {
      return Host.isV6(address)
          ? new Part(Family.IPV6, "ip6 " + field + " " + compared)
          : new Part(Family.IPV4, "ip " + field + " " + compared);
    }

    boolean fits(Part other) {
      return family == Family.BOTH || other.family == Family.BOTH || family == other.family;
    }

    Part and(Part other) {
      return new Part(
          family == Family.BOTH ? other.family : family, (text + " " + other.text).strip());
    }
  }

  /** The matches, each of which suffices; an empty text matches everything. */
  List<String> matches(Map<?, ?> rule) {
    List<String> matches = new ArrayList<>();
    for (Part peer : peers(PolicyTree.list(rule.get(ingress ? "from" : "to")))) {
      for (Part port : ports(PolicyTree.list(rule.get("ports")))) {
        if (peer.fits(port)) {
          matches.add(peer.and(port).text());
        }
      }
    }
    return matches;
  }

  /** No peers, or an empty list, is everybody. */
  private List<Part> peers(List<?> peers) {
    List<Part> parts = new ArrayList<>();
    if (peers.isEmpty()) {
      parts.add(Part.of(""));
    }
    for (Object each : peers) {
      Map<?, ?> peer = PolicyTree.map(each);
      if (peer.containsKey("ipBlock")) {
        parts.add(block(PolicyTree.map(peer.get("ipBlock"))));
      } else {
        parts.addAll(selected(peer));
      }
    }
    return parts;
  }

  private Part block(Map<?, ?> block) {
    String field = ingress ? "saddr" : "daddr";
    String cidr = (String) block.get("cidr");
    Part part = Part.address(field, cidr, cidr);
    if (cidr.endsWith("/0")) {
      part = new Part(part.family(), Host.isV6(cidr) ? "meta nfproto ipv6" : "meta nfproto ipv4");
    }
    for (Object each : PolicyTree.list(block.get("except"))) {
      String except = (String) each;
      part = part.and(Part.address(field, except, "!= " + except));
    }
    return part;
  }

  /** Without namespaceSelector the policy's namespace; without podSelector all pods there. */
  private List<Part> selected(Map<?, ?> peer) {
    Object namespaces = peer.get("namespaceSelector");
    SelectorTree selector = SelectorTree.of(peer.get("podSelector"));
    List<String> addresses = new ArrayList<>();
    for (Host pod : pods) {
      boolean there =
          namespaces == null
              ? pod.namespace().equals(home)
              : SelectorTree.of(namespaces).matches(pod.namespaceLabels());
      if (there && selector.matches(pod.labels())) {
        addresses.addAll(pod.addresses());
      }
    }
    return among(ingress ? "saddr" : "daddr", addresses);
  }

  private static List<Part> among(String field, List<String> addresses) {
    List<Part> parts = new ArrayList<>();
    addresses.stream()
        .collect(Collectors.partitioningBy(Host::isV6))
        .values()
        .forEach(
            some -> {
              if (!some.isEmpty()) {
                parts.add(Part.address(field, some.get(0), "{ " + String.join(", ", some) + " }"));
              }
            });
    return parts;
  }

  /** No ports, or an empty list, is all of every protocol. */
  private List<Part> ports(List<?> ports) {
    List<Part> parts = new ArrayList<>();
    if (ports.isEmpty()) {
      parts.add(Part.of(""));
    }
    for (Object each : ports) {
      Map<?, ?> port = PolicyTree.map(each);
      Object protocol = port.get("protocol");
      String transport = protocol == null ? "tcp" : protocol.toString().toLowerCase(Locale.ROOT);
      Object number = port.get("port");
      if (number == null) {
        parts.add(Part.of("meta l4proto " + transport));
      } else if (number instanceof Integer first) {
        Object last = port.get("endPort");
        parts.add(Part.of(transport + " dport " + first + (last == null ? "" : "-" + last)));
      } else {
        parts.addAll(named((String) number, transport));
      }
    }
    return parts;
  }

  /** A name stands for what the pod that listens means by it. */
  private List<Part> named(String name, String transport) {
    List<Part> parts = new ArrayList<>();
    for (Host server : ingress ? List.of(own) : pods) {
      for (Port port : server.ports().get(name)) {
        if (port.transport().keyword().equals(transport)) {
          Part there = Part.of(transport + " dport " + port.number());
          among("daddr", server.addresses()).forEach(address -> parts.add(address.and(there)));
        }
      }
    }
    return parts;
  }
}
