package dev.netgen.analyzer.detect;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.network.LinkMessageDetector;
import dev.netgen.analyzer.detect.routing.RoutingDetector;
import dev.netgen.analyzer.detect.underlay.EchoDetector;
import dev.netgen.analyzer.detect.underlay.EspDetector;

/** All detectors, by what carries them. */
final class Detectors {
  /** Over ESP. */
  static final ImmutableList<Detector> ESP = ImmutableList.of(new EspDetector());

  /** Over ICMP. */
  static final ImmutableList<Detector> ICMP = ImmutableList.of(EchoDetector.v4());

  /** Over ICMPv6. */
  static final ImmutableList<Detector> ICMPV6 =
      ImmutableList.of(
          EchoDetector.v6(), LinkMessageDetector.neighbours(), LinkMessageDetector.listeners());

  /** Over the numbers of IP that routers have for themselves. */
  static final ImmutableList<Detector> IGMP = ImmutableList.of(RoutingDetector.igmp());

  static final ImmutableList<Detector> EIGRP = ImmutableList.of(RoutingDetector.eigrp());
  static final ImmutableList<Detector> OSPF = ImmutableList.of(RoutingDetector.ospf());
  static final ImmutableList<Detector> PIM = ImmutableList.of(RoutingDetector.pim());
  static final ImmutableList<Detector> VRRP = ImmutableList.of(RoutingDetector.vrrp());

  private Detectors() {}

  /** Those for what stood behind a preamble: datagrams, or a stream. */
  static ImmutableList<Detector> behind(Exchange rest) {
    return rest.client().messages() + rest.server().messages() > 0
        ? DatagramDetectors.LIST
        : StreamDetectors.LIST;
  }

  /** Those of an IP protocol, by its number. */
  static ImmutableList<Detector> of(int protocol) {
    return switch (protocol) {
      case 6 -> StreamDetectors.LIST;
      case 17 -> DatagramDetectors.LIST;
      case 50 -> ESP;
      case 1 -> ICMP;
      case 58 -> ICMPV6;
      case 2 -> IGMP;
      case 88 -> EIGRP;
      case 89 -> OSPF;
      case 103 -> PIM;
      case 112 -> VRRP;
      default -> ImmutableList.of();
    };
  }
}
