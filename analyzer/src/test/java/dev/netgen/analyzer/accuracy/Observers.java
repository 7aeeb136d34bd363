package dev.netgen.analyzer.accuracy;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.testing.TimedPacket;
import dev.netgen.model.net.IpAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A second observer of the same packets. */
final class Observers {
  private static final long CLOCK_NANOS = 4_000_000L;
  private static final int LOST_PERCENT = 2;
  private static final long HOP_NANOS = 1_000L;
  private static final int SERVICE_PORTS = 10_000;
  private static final int NODE_PORTS = 61_000;
  private static final IpAddress SERVICE4 = IpAddress.parse("198.18.0.0");
  private static final IpAddress SERVICE6 = IpAddress.parse("2001:2::");
  private static final IpAddress NODE4 = IpAddress.parse("198.19.0.1");
  private static final IpAddress NODE6 = IpAddress.parse("2001:2:0:1::1");

  private Observers() {}

  static ImmutableList<CaptureFile> second(Subject subject) {
    List<TimedPacket> copy =
        subject.file().packets().stream()
            .filter(packet -> subject.random().nextInt(100) >= LOST_PERCENT)
            .map(packet -> Orders.shifted(packet, CLOCK_NANOS))
            .toList();
    return ImmutableList.of(subject.file(), subject.file().with(copy));
  }

  /** The given capture is behind the translation: it has the real server. */
  static ImmutableList<CaptureFile> destinationTranslated(Subject subject) {
    Map<IpAddress, IpAddress> services = new HashMap<>();
    Rewriting rewriting =
        (address, port) ->
            new Place(
                services.computeIfAbsent(address, known -> service(known, services.size() + 1)),
                port >= 2 * SERVICE_PORTS ? port - SERVICE_PORTS : port + SERVICE_PORTS);
    return ImmutableList.of(seen(subject, false, rewriting), subject.file());
  }

  private static IpAddress service(IpAddress address, int number) {
    IpAddress range = address.v6() ? SERVICE6 : SERVICE4;
    return new IpAddress(range.high(), range.low() + number, address.v6());
  }

  /** The given capture is in front of the translation: it has the real client. */
  static ImmutableList<CaptureFile> sourceTranslated(Subject subject) {
    Map<Place, Integer> ports = new HashMap<>();
    Rewriting rewriting =
        (address, port) ->
            new Place(
                address.v6() ? NODE6 : NODE4,
                ports.computeIfAbsent(
                    new Place(address, port), known -> NODE_PORTS - ports.size() % NODE_PORTS));
    return ImmutableList.of(subject.file(), seen(subject, true, rewriting));
  }

  private record Place(IpAddress address, int port) {}

  private interface Rewriting {
    Place of(IpAddress address, int port);
  }

  /** What the observer across the translation sees, a hop away. */
  private static CaptureFile seen(Subject subject, boolean client, Rewriting rewriting) {
    List<TimedPacket> packets = new ArrayList<>();
    for (TimedPacket packet : subject.file().packets()) {
      Headers headers = subject.headers(packet);
      packets.add(headers == null ? packet : seen(subject, packet, headers, client, rewriting));
    }
    return subject.file().with(Orders.sorted(packets));
  }

  private static TimedPacket seen(
      Subject subject, TimedPacket packet, Headers headers, boolean client, Rewriting rewriting) {
    Boolean request = isRequest(subject, Tuple.of(headers, packet.bytes()));
    if (request == null) {
      return packet;
    }
    boolean source = request == client;
    byte[] frame = packet.bytes();
    Place place =
        source
            ? rewriting.of(headers.source(frame), headers.sourcePort(frame))
            : rewriting.of(headers.destination(frame), headers.destinationPort(frame));
    byte[] changed = headers.rewritten(frame, source, place.address(), place.port());
    long later = request == client ? HOP_NANOS : -HOP_NANOS;
    return new TimedPacket(packet.nanos() + later, changed, packet.wire());
  }

  /** Null where it is nothing to translate: unlabelled, or within one host. */
  private static @Nullable Boolean isRequest(Subject subject, Tuple tuple) {
    if (tuple.withinHost()) {
      return null;
    }
    for (Label label : subject.labels()) {
      if (tuple.isRequestOf(label)) {
        return true;
      }
      if (tuple.isAnswerOf(label)) {
        return false;
      }
    }
    return null;
  }
}
