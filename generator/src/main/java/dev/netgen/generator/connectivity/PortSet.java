package dev.netgen.generator.connectivity;

import com.google.common.collect.ContiguousSet;
import com.google.common.collect.DiscreteDomain;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableRangeSet;
import com.google.common.collect.Range;
import com.google.common.collect.RangeSet;
import com.google.common.collect.TreeRangeSet;
import dev.netgen.model.net.Port;
import dev.netgen.model.net.Transport;
import java.util.ArrayList;
import java.util.List;

/**
 * Ports of the transports that policies know, SCTP, TCP and UDP, 1 to 65535 each.
 *
 * <p>Implementation note: one line of numbers, the transports behind one another with a gap.
 */
@SuppressWarnings(
    "ReferenceEquality") // a shortcut: nothing and everything are mostly the constants
record PortSet(ImmutableRangeSet<Integer> ports) {
  private static final int LAST = 65_535;
  private static final int STEP = 1 << 17;
  private static final ImmutableList<Transport> ORDER =
      ImmutableList.of(Transport.SCTP, Transport.TCP, Transport.UDP);

  static final PortSet NONE = new PortSet(ImmutableRangeSet.of());
  static final PortSet ALL = union(ORDER.stream().map(t -> span(t, 1, LAST)).toList());

  /** From one port to another, both included. */
  static PortSet span(Transport transport, int first, int last) {
    int base = ORDER.indexOf(transport) * STEP;
    return new PortSet(ImmutableRangeSet.of(Range.closedOpen(base + first, base + last + 1)));
  }

  /** Every port of a transport. */
  static PortSet all(Transport transport) {
    return span(transport, 1, LAST);
  }

  static PortSet of(Port port) {
    return span(port.transport(), port.number(), port.number());
  }

  static PortSet union(Iterable<PortSet> sets) {
    RangeSet<Integer> all = TreeRangeSet.create();
    sets.forEach(set -> all.addAll(set.ports));
    return new PortSet(ImmutableRangeSet.copyOf(all));
  }

  PortSet intersection(PortSet other) {
    if (this == ALL || other == NONE) {
      return other;
    }
    return other == ALL ? this : new PortSet(ports.intersection(other.ports));
  }

  boolean isEmpty() {
    return ports.isEmpty();
  }

  boolean contains(Port port) {
    return ports.contains(ORDER.indexOf(port.transport()) * STEP + port.number());
  }

  /** {@code All Connections}, {@code No Connections}, or {@code TCP 80,8080-8090; UDP 53}. */
  String words() {
    if (equals(ALL)) {
      return "All Connections";
    }
    List<String> words = new ArrayList<>();
    for (Transport transport : ORDER) {
      int base = ORDER.indexOf(transport) * STEP;
      List<String> spans =
          ports.subRangeSet(Range.closedOpen(base, base + STEP)).asRanges().stream()
              .map(range -> span(range, base))
              .toList();
      if (!spans.isEmpty()) {
        words.add(transport + " " + String.join(",", spans));
      }
    }
    return words.isEmpty() ? "No Connections" : String.join("; ", words);
  }

  private static String span(Range<Integer> range, int base) {
    ContiguousSet<Integer> numbers = ContiguousSet.create(range, DiscreteDomain.integers());
    int first = numbers.first() - base;
    int last = numbers.last() - base;
    return first == last ? String.valueOf(first) : first + "-" + last;
  }
}
