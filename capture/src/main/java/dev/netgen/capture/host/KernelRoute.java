package dev.netgen.capture.host;

import com.google.common.base.Splitter;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.IpAddress;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A route of this network namespace as {@code /proc/net/route} (IPv4, the main table) and {@code
 * /proc/net/ipv6_route} (all tables) tell it (proc(5)).
 *
 * @param device the interface; {@code *} or lo where it leads nowhere
 * @param range its destination
 * @param flags RTF_ of linux/route.h and linux/ipv6_route.h
 */
record KernelRoute(String device, Cidr range, long flags) {
  // linux/route.h and linux/ipv6_route.h
  private static final long UP = 0x1;
  private static final long GATEWAY = 0x2;
  private static final long REJECT = 0x200;
  private static final long ANYCAST = 0x0010_0000L;
  private static final long LOCAL = 0x8000_0000L;

  private static final Splitter BLANKS =
      Splitter.onPattern("\\s+").omitEmptyStrings().trimResults();

  /** Those in use, of both families; default, link-local, loopback and multicast ones left out. */
  static Stream<KernelRoute> all() {
    return Stream.concat(
            lines("/proc/net/route").map(KernelRoute::v4),
            lines("/proc/net/ipv6_route").map(KernelRoute::v6))
        .flatMap(Optional::stream);
  }

  private static Stream<String> lines(String file) {
    try {
      return Files.readAllLines(Path.of(file)).stream();
    } catch (IOException e) {
      return Stream.empty(); // a kernel without this address family
    }
  }

  /** Iface Destination Gateway Flags RefCnt Use Metric Mask ...: words in the machine's order. */
  static Optional<KernelRoute> v4(String line) {
    List<String> field = BLANKS.splitToList(line);
    if (field.size() < 8 || field.get(0).equals("Iface")) {
      return Optional.empty();
    }
    int prefix = Integer.bitCount(word(field.get(7)));
    return kept(
        new KernelRoute(
            field.get(0),
            new Cidr(IpAddress.ofV4(word(field.get(1))), prefix),
            Long.parseLong(field.get(3), 16)));
  }

  private static int word(String hex) {
    int word = Integer.parseUnsignedInt(hex, 16);
    return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? Integer.reverseBytes(word) : word;
  }

  /** Destination, length, source, length, next hop, metric, references, use, flags, device. */
  static Optional<KernelRoute> v6(String line) {
    List<String> field = BLANKS.splitToList(line);
    if (field.size() < 10) {
      return Optional.empty();
    }
    IpAddress base =
        IpAddress.ofV6(
            Long.parseUnsignedLong(field.get(0).substring(0, 16), 16),
            Long.parseUnsignedLong(field.get(0).substring(16), 16));
    Cidr range = new Cidr(base, Integer.parseInt(field.get(1), 16));
    return kept(new KernelRoute(field.get(9), range, Long.parseLong(field.get(8), 16)));
  }

  private static Optional<KernelRoute> kept(KernelRoute route) {
    IpAddress base = route.range.base();
    boolean none =
        route.range.prefix() == 0
            || base.isLinkLocal()
            || base.isLoopback()
            || base.isMulticast()
            || (route.flags & UP) == 0;
    return none ? Optional.empty() : Optional.of(route);
  }

  /** Whether what it leads to is reached directly, without a gateway. */
  boolean onLink() {
    return (flags & (GATEWAY | REJECT)) == 0 && !own();
  }

  /** Whether what is sent there is refused. */
  boolean rejects() {
    return (flags & REJECT) != 0;
  }

  /** Whether it is for an address of this machine. */
  boolean own() {
    return range.base().v6() && (flags & (ANYCAST | LOCAL)) != 0;
  }
}
