package dev.netgen.generator.verify;

import dev.netgen.model.net.Port;
import dev.netgen.model.net.Transport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A set of ports of all transports.
 *
 * <p>Implementation note: disjoint ranges {@code first, last} in order, on one line of numbers:
 * 65536 times the transport's place, plus the port. Ports begin at 1, so that ranges of two
 * transports never touch.
 */
final class PortRanges {
  static final int LAST = 65_535;
  private static final int STEP = 1 << 16;

  /** No port. */
  static final PortRanges NONE = new PortRanges(new int[0]);

  /** Every port. */
  static final PortRanges ALL = all();

  private final int[] bounds;

  private PortRanges(int[] bounds) {
    this.bounds = bounds;
  }

  private static PortRanges all() {
    PortRanges all = NONE;
    for (Transport transport : Transport.values()) {
      all = all.with(span(transport, 1, LAST));
    }
    return all;
  }

  private static int base(Transport transport) {
    return switch (transport) {
      case TCP -> 0;
      case UDP -> STEP;
      case SCTP -> 2 * STEP;
    };
  }

  private static Transport transport(int step) {
    return step == 0 ? Transport.TCP : step == 1 ? Transport.UDP : Transport.SCTP;
  }

  /** From one port to another, both included. */
  static PortRanges span(Transport transport, int first, int last) {
    int base = base(transport);
    return new PortRanges(new int[] {base + first, base + last});
  }

  static PortRanges of(Port port) {
    return span(port.transport(), port.number(), port.number());
  }

  boolean isEmpty() {
    return bounds.length == 0;
  }

  boolean contains(Port port) {
    int at = base(port.transport()) + port.number();
    for (int i = 0; i < bounds.length; i += 2) {
      if (bounds[i] <= at && at <= bounds[i + 1]) {
        return true;
      }
    }
    return false;
  }

  /** Whether every port of the other set is in this one. */
  boolean contains(PortRanges other) {
    return other.without(this).isEmpty();
  }

  /** Either set's ports. */
  PortRanges with(PortRanges other) {
    if (other.isEmpty()) {
      return this;
    }
    if (isEmpty()) {
      return other;
    }
    List<int[]> ranges = new ArrayList<>();
    add(ranges, bounds);
    add(ranges, other.bounds);
    ranges.sort((one, two) -> Integer.compare(one[0], two[0]));
    int[] merged = new int[ranges.size() * 2];
    int length = 0;
    for (int[] range : ranges) {
      if (length > 0 && range[0] <= merged[length - 1] + 1) {
        merged[length - 1] = Math.max(merged[length - 1], range[1]);
      } else {
        merged[length++] = range[0];
        merged[length++] = range[1];
      }
    }
    return new PortRanges(Arrays.copyOf(merged, length));
  }

  private static void add(List<int[]> ranges, int[] bounds) {
    for (int i = 0; i < bounds.length; i += 2) {
      ranges.add(new int[] {bounds[i], bounds[i + 1]});
    }
  }

  /** Ports of both sets. */
  PortRanges and(PortRanges other) {
    List<int[]> ranges = new ArrayList<>();
    for (int i = 0; i < bounds.length; i += 2) {
      for (int j = 0; j < other.bounds.length; j += 2) {
        int first = Math.max(bounds[i], other.bounds[j]);
        int last = Math.min(bounds[i + 1], other.bounds[j + 1]);
        if (first <= last) {
          ranges.add(new int[] {first, last});
        }
      }
    }
    return of(ranges);
  }

  /** This set's ports that the other does not have. */
  PortRanges without(PortRanges other) {
    List<int[]> ranges = new ArrayList<>();
    for (int i = 0; i < bounds.length; i += 2) {
      int first = bounds[i];
      for (int j = 0; j < other.bounds.length; j += 2) {
        if (other.bounds[j] <= bounds[i + 1] && other.bounds[j + 1] >= first) {
          if (other.bounds[j] > first) {
            ranges.add(new int[] {first, other.bounds[j] - 1});
          }
          first = other.bounds[j + 1] + 1;
        }
      }
      if (first <= bounds[i + 1]) {
        ranges.add(new int[] {first, bounds[i + 1]});
      }
    }
    return of(ranges);
  }

  private static PortRanges of(List<int[]> ranges) {
    int[] all = new int[ranges.size() * 2];
    for (int i = 0; i < ranges.size(); i++) {
      all[2 * i] = ranges.get(i)[0];
      all[2 * i + 1] = ranges.get(i)[1];
    }
    return new PortRanges(all);
  }

  /** The ranges one by one, in the order of {@link #words}. */
  List<PortRanges> parts() {
    if (equals(ALL)) {
      return List.of(this);
    }
    List<PortRanges> parts = new ArrayList<>();
    for (int i = 0; i < bounds.length; i += 2) {
      parts.add(new PortRanges(new int[] {bounds[i], bounds[i + 1]}));
    }
    return parts;
  }

  /** {@code 53/udp}, {@code 8080-8090/tcp}, {@code all ports of sctp}; {@code all ports}. */
  List<String> words() {
    if (equals(ALL)) {
      return List.of("all ports");
    }
    List<String> words = new ArrayList<>();
    for (int i = 0; i < bounds.length; i += 2) {
      String transport = transport(bounds[i] / STEP).keyword();
      int first = bounds[i] % STEP;
      int last = bounds[i + 1] % STEP;
      if (first <= 1 && last == LAST) {
        words.add("all ports of " + transport);
      } else {
        words.add((first == last ? "" + first : first + "-" + last) + "/" + transport);
      }
    }
    return words;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PortRanges that && Arrays.equals(bounds, that.bounds);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bounds);
  }

  @Override
  public String toString() {
    return String.join(",", words());
  }
}
