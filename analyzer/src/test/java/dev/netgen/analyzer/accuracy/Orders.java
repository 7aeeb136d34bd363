package dev.netgen.analyzer.accuracy;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.testing.TimedPacket;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Other orders of packets. */
final class Orders {
  private static final int PLACES = 3;
  private static final long NEAR_NANOS = 10_000_000L;

  private Orders() {}

  /** The partner begins when the capture does. */
  static ImmutableList<CaptureFile> interleaved(Subject subject) {
    List<TimedPacket> own = subject.file().packets();
    if (subject.partner().isEmpty() || own.isEmpty()) {
      return ImmutableList.of();
    }
    List<TimedPacket> other = subject.partner().get().packets();
    long shift = other.isEmpty() ? 0 : own.get(0).nanos() - other.get(0).nanos();
    List<TimedPacket> all = new ArrayList<>(own);
    other.forEach(packet -> all.add(shifted(packet, shift)));
    return ImmutableList.of(subject.file().with(sorted(all)));
  }

  static ImmutableList<CaptureFile> reordered(Subject subject) {
    List<TimedPacket> packets = new ArrayList<>(subject.file().packets());
    for (int i = 0; i + PLACES < packets.size(); i += PLACES + 1) {
      int j = i + 1 + subject.random().nextInt(PLACES);
      TimedPacket early = packets.get(i);
      TimedPacket late = packets.get(j);
      if (Math.abs(late.nanos() - early.nanos()) <= NEAR_NANOS) {
        packets.set(i, late);
        packets.set(j, early);
      }
    }
    return ImmutableList.of(subject.file().with(packets));
  }

  static TimedPacket shifted(TimedPacket packet, long nanos) {
    return new TimedPacket(packet.nanos() + nanos, packet.bytes(), packet.wire());
  }

  static List<TimedPacket> sorted(List<TimedPacket> packets) {
    return packets.stream().sorted(Comparator.comparingLong(TimedPacket::nanos)).toList();
  }
}
