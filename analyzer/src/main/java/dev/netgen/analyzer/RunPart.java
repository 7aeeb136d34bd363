package dev.netgen.analyzer;

import com.google.common.collect.ImmutableSortedMap;
import dev.netgen.analyzer.fold.Unit;
import dev.netgen.analyzer.input.Observer;
import dev.netgen.analyzer.resolve.CapturePoint;
import dev.netgen.analyzer.resolve.DnsHop;
import dev.netgen.analyzer.resolve.DnsListener;
import dev.netgen.analyzer.resolve.Explanation;
import dev.netgen.analyzer.resolve.NameTable;
import dev.netgen.analyzer.resolve.Resolver;
import dev.netgen.analyzer.settle.Exposure;
import dev.netgen.analyzer.settle.Vantage;
import dev.netgen.model.inventory.Inventory;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.recording.CaptureSource;
import dev.netgen.model.recording.RecordingManifest;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** What belongs to one recording, or to the plain capture files, of a run. */
final class RunPart {
  private static final long NANOS = 1_000_000_000L;
  private static final long LATEST_SECOND = 9_000_000_000L;

  /** What Linux calls it in every network namespace. */
  private static final String LOOPBACK = "lo";

  private final Inventory inventory;
  private final Resolver resolver;
  private final DnsListener dns;
  private final Exposure exposure;
  private final TreeMap<Integer, CapturePoint> points = new TreeMap<>();
  private Instant started = Instant.MAX;
  private Instant ended = Instant.EPOCH;

  RunPart(Inventory inventory, NameTable table) {
    this.inventory = inventory;
    this.resolver = new Resolver(inventory);
    this.dns = new DnsListener(resolver, inventory, table);
    this.exposure = new Exposure(inventory);
  }

  void add(Observer observer) {
    points.put(
        observer.index(),
        observer
            .manifest()
            .map(RunPart::point)
            .orElseGet(() -> CapturePoint.of("file:" + observer.name())));
  }

  private static CapturePoint point(CaptureSource source) {
    boolean loopback = source.name().equals(LOOPBACK);
    return new CapturePoint(source.scope(), source.network(), source.onlink(), loopback);
  }

  private CapturePoint point(int observer) {
    CapturePoint point = points.get(observer);
    if (point == null) {
      throw new IllegalStateException("flow of an observer that never began");
    }
    return point;
  }

  /** What is known where this observer stands. */
  Vantage vantage(int observer) {
    return new Vantage(point(observer), resolver, exposure);
  }

  void dns(DnsHop hop, byte[] message) {
    dns.heard(point(hop.observer()), hop, message, 0, message.length);
  }

  void recorded(RecordingManifest manifest) {
    started = earlier(started, manifest.started());
  }

  void ended(Observer observer) {
    if (observer.packets() > 0) {
      started = earlier(started, Resolver.instant(observer.firstNanos()));
      Instant last = Resolver.instant(observer.lastNanos());
      ended = last.isAfter(ended) ? last : ended;
    }
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  Inventory inventory() {
    return inventory;
  }

  /** How an address is resolved here; after all observers have ended. */
  Explanation explain(IpAddress address, Moment moment) {
    return Explanation.explain(
        inventory, points.values().stream().findFirst(), address, moment.within(started, ended));
  }

  /** When that is here, in nanoseconds since 1970; empty for any time. */
  OptionalLong nanos(Moment moment) {
    return moment.within(started, ended).stream().mapToLong(RunPart::nanos).findFirst();
  }

  /** Of times that packets can have. */
  private static long nanos(Instant time) {
    long seconds = Math.max(0, Math.min(time.getEpochSecond(), LATEST_SECOND));
    return seconds * NANOS + time.getNano();
  }

  Unit unit() {
    return new Unit(inventory, ImmutableSortedMap.copyOf(points), started, ended);
  }

  /** What the resolver and the inventory count. */
  Map<String, Long> counts() {
    TreeMap<String, Long> counts = new TreeMap<>(resolver.counts());
    counts.putAll(dns.counts());
    inventory
        .unused()
        .forEach((reason, count) -> counts.merge("inventory: " + reason, count, Long::sum));
    if (!inventory.conflicts().isEmpty()) {
      counts.merge(
          "inventory: what two sources tell differently",
          (long) inventory.conflicts().size(),
          Long::sum);
    }
    return counts;
  }
}
