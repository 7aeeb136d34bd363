package dev.netgen.generator.nftables;

import com.google.common.collect.ImmutableList;
import dev.netgen.model.net.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Addresses that no outside name stands for in rules: private, of this host, of this link, of
 * groups (IANA special-purpose address registries, RFC 6890).
 */
final class ClosedRanges {
  /** In the order of the rules' text. */
  static final ImmutableList<Cidr> ALL =
      Stream.of(
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.168.0.0/16",
              "224.0.0.0/3",
              "::/127",
              "fc00::/7",
              "fe80::/10",
              "ff00::/8")
          .map(Cidr::parse)
          .collect(ImmutableList.toImmutableList());

  private ClosedRanges() {}

  /** Those of a family, and these, without any that another holds. */
  static List<Cidr> with(boolean v6, Iterable<Cidr> more) {
    List<Cidr> all = new ArrayList<>();
    ALL.forEach(all::add);
    more.forEach(all::add);
    return all.stream()
        .filter(range -> range.base().v6() == v6)
        .filter(range -> all.stream().noneMatch(o -> !o.equals(range) && o.contains(range)))
        .distinct()
        .sorted()
        .toList();
  }
}
