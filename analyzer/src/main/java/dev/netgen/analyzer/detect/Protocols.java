package dev.netgen.analyzer.detect;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.model.flow.KnownProtocol;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What netgen can recognise, taken from the detectors themselves. */
public final class Protocols {
  private Protocols() {}

  /** All, by name and then transport. */
  public static ImmutableList<KnownProtocol> all() {
    List<KnownProtocol> known = new ArrayList<>();
    add(known, "tcp", StreamDetectors.LIST);
    add(known, "udp", DatagramDetectors.LIST);
    add(known, "esp", Detectors.ESP);
    add(known, "icmp", Detectors.ICMP);
    add(known, "ipv6-icmp", Detectors.ICMPV6);
    add(known, "igmp", Detectors.IGMP);
    add(known, "eigrp", Detectors.EIGRP);
    add(known, "ospfigp", Detectors.OSPF);
    add(known, "pim", Detectors.PIM);
    add(known, "vrrp", Detectors.VRRP);
    return ImmutableList.sortedCopyOf(
        Comparator.comparing(KnownProtocol::name)
            .thenComparing(KnownProtocol::transport)
            .thenComparing(KnownProtocol::title),
        known);
  }

  private static void add(
      List<KnownProtocol> known, String transport, ImmutableList<Detector> detectors) {
    for (Detector detector : detectors) {
      Card card = detector.card();
      ImmutableList<String> tells =
          card.abilities().stream()
              .map(Card.Ability::text)
              .collect(ImmutableList.toImmutableList());
      known.add(new KnownProtocol(card.protocol(), transport, card.title(), tells, card.source()));
    }
  }
}
