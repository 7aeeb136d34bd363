package dev.netgen.analyzer.detect;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Detector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What netgen can recognise, taken from the detectors themselves. */
public final class Protocols {
  /**
   * One protocol over one transport.
   *
   * @param transport {@code tcp}, {@code udp}, or the lower-case IANA keyword of the IP protocol
   * @param card what its detector says of itself
   */
  public record Entry(String transport, Card card) {}

  private Protocols() {}

  /** All, by name and then transport. */
  public static ImmutableList<Entry> all() {
    List<Entry> entries = new ArrayList<>();
    add(entries, "tcp", Detectors.STREAM);
    add(entries, "udp", Detectors.DATAGRAM);
    add(entries, "esp", Detectors.ESP);
    add(entries, "icmp", Detectors.ICMP);
    add(entries, "ipv6-icmp", Detectors.ICMPV6);
    return ImmutableList.sortedCopyOf(
        Comparator.comparing((Entry entry) -> entry.card().protocol())
            .thenComparing(Entry::transport),
        entries);
  }

  private static void add(
      List<Entry> entries, String transport, ImmutableList<Detector> detectors) {
    Iterables.transform(detectors, detector -> new Entry(transport, detector.card()))
        .forEach(entries::add);
  }
}
