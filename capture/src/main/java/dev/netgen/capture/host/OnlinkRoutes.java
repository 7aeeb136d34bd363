package dev.netgen.capture.host;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.IpAddress;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The ranges the kernel reaches directly through an interface, without a gateway, from {@code
 * /proc/net/route} and {@code /proc/net/ipv6_route} (proc(5)) of this network namespace. Default
 * routes, link-local, loopback and multicast ranges and rejected ones are left out.
 */
public final class OnlinkRoutes {
  private static final Splitter BLANKS =
      Splitter.onPattern("\\s+").omitEmptyStrings().trimResults();

  // linux/route.h and linux/ipv6_route.h
  private static final long UP = 0x1;
  private static final long GATEWAY = 0x2;
  private static final long REJECT = 0x200;
  private static final long ANYCAST = 0x0010_0000L;
  private static final long LOCAL = 0x8000_0000L;

  private OnlinkRoutes() {}

  /** The ranges of this interface now. */
  public static ImmutableSortedSet<Cidr> of(String device) {
    return Stream.concat(
            lines("/proc/net/route").map(line -> v4(line, device)),
            lines("/proc/net/ipv6_route").map(line -> v6(line, device)))
        .flatMap(Optional::stream)
        .collect(ImmutableSortedSet.toImmutableSortedSet(Comparator.naturalOrder()));
  }

  private static Stream<String> lines(String file) {
    try {
      return Files.readAllLines(Path.of(file)).stream();
    } catch (IOException e) {
      return Stream.empty(); // a kernel without this address family
    }
  }

  /** Iface Destination Gateway Flags RefCnt Use Metric Mask ...: words in the machine's order. */
  static Optional<Cidr> v4(String line, String device) {
    List<String> field = BLANKS.splitToList(line);
    if (field.size() < 8 || !field.get(0).equals(device)) {
      return Optional.empty();
    }
    long flags = Long.parseLong(field.get(3), 16);
    if ((flags & UP) == 0 || (flags & (GATEWAY | REJECT)) != 0) {
      return Optional.empty();
    }
    int mask = word(field.get(7));
    return kept(new Cidr(IpAddress.ofV4(word(field.get(1))), Integer.bitCount(mask)));
  }

  private static int word(String hex) {
    int word = Integer.parseUnsignedInt(hex, 16);
    return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? Integer.reverseBytes(word) : word;
  }

  /** Destination, length, source, length, next hop, metric, references, use, flags, device. */
  static Optional<Cidr> v6(String line, String device) {
    List<String> field = BLANKS.splitToList(line);
    if (field.size() < 10 || !field.get(9).equals(device)) {
      return Optional.empty();
    }
    long flags = Long.parseLong(field.get(8), 16);
    if ((flags & UP) == 0 || (flags & (GATEWAY | REJECT | ANYCAST | LOCAL)) != 0) {
      return Optional.empty();
    }
    IpAddress base =
        IpAddress.ofV6(
            Long.parseUnsignedLong(field.get(0).substring(0, 16), 16),
            Long.parseUnsignedLong(field.get(0).substring(16), 16));
    return kept(new Cidr(base, Integer.parseInt(field.get(1), 16)));
  }

  private static Optional<Cidr> kept(Cidr range) {
    IpAddress base = range.base();
    boolean out =
        range.prefix() == 0 || base.isLinkLocal() || base.isLoopback() || base.isMulticast();
    return out ? Optional.empty() : Optional.of(range);
  }
}
