package dev.netgen.generator.connectivity;

import com.google.common.collect.ImmutableList;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.IpAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Divides the addresses outside into the spans that a set of ipBlocks can tell apart. IPv6 appears
 * only where a block names it.
 */
final class IpBlocks {
  private static final IpAddress FIRST_V4 = IpAddress.parse("0.0.0.0");
  private static final IpAddress LAST_V4 = IpAddress.parse("255.255.255.255");
  private static final IpAddress FIRST_V6 = IpAddress.parse("::");
  private static final IpAddress LAST_V6 = new IpAddress(-1, -1, true);

  private IpBlocks() {}

  /** One ipBlock (networking.k8s.io/v1 IPBlock): a range without some ranges in it. */
  record Block(Cidr cidr, ImmutableList<Cidr> except) {
    boolean contains(IpAddress address) {
      return cidr.contains(address) && except.stream().noneMatch(e -> e.contains(address));
    }
  }

  /** The spans, in the order of addresses, IPv4 first. */
  static ImmutableList<AddressSpan> divide(Collection<Block> blocks) {
    TreeSet<IpAddress> begins = new TreeSet<>(List.of(FIRST_V4));
    for (Block block : blocks) {
      cut(begins, block.cidr());
      block.except().forEach(except -> cut(begins, except));
    }
    if (begins.last().v6()) {
      begins.add(FIRST_V6);
    }
    ImmutableList.Builder<AddressSpan> spans = ImmutableList.builder();
    IpAddress from = FIRST_V4;
    for (IpAddress begin : begins.tailSet(FIRST_V4, false)) {
      if (begin.v6() != from.v6() || !inside(blocks, begin).equals(inside(blocks, from))) {
        spans.add(new AddressSpan(from, begin.v6() == from.v6() ? before(begin) : LAST_V4));
        from = begin;
      }
    }
    return spans.add(new AddressSpan(from, from.v6() ? LAST_V6 : LAST_V4)).build();
  }

  private static void cut(NavigableSet<IpAddress> begins, Cidr range) {
    begins.add(range.base());
    IpAddress last = last(range);
    if (!last.equals(LAST_V4) && !last.equals(LAST_V6)) {
      begins.add(after(last));
    }
  }

  private static List<Block> inside(Collection<Block> blocks, IpAddress address) {
    List<Block> inside = new ArrayList<>();
    for (Block block : blocks) {
      if (block.contains(address)) {
        inside.add(block);
      }
    }
    return inside;
  }

  private static IpAddress last(Cidr range) {
    IpAddress base = range.base();
    if (!base.v6()) {
      return new IpAddress(0, base.low() | 0xFFFF_FFFFL >>> range.prefix(), false);
    }
    int prefix = range.prefix();
    long high = prefix >= 64 ? 0 : -1L >>> prefix;
    long low = prefix == 128 ? 0 : prefix <= 64 ? -1L : -1L >>> (prefix - 64);
    return new IpAddress(base.high() | high, base.low() | low, true);
  }

  private static IpAddress after(IpAddress address) {
    long low = address.low() + 1;
    return new IpAddress(
        address.v6() && low == 0 ? address.high() + 1 : address.high(), low, address.v6());
  }

  private static IpAddress before(IpAddress address) {
    long high = address.v6() && address.low() == 0 ? address.high() - 1 : address.high();
    return new IpAddress(high, address.low() - 1, address.v6());
  }
}
