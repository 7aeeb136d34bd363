package dev.netgen.analyzer.accuracy;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.testing.TimedPacket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Less of a capture. */
final class Losses {
  private static final int HEADS = 3;
  private static final int SNAP = 128;

  private Losses() {}

  static ImmutableList<CaptureFile> handshakes(Subject subject) {
    return ImmutableList.of(subject.keeping((headers, frame) -> !headers.flag(frame, Headers.SYN)));
  }

  /** Of UDP the first datagrams go too: a conversation begun before the capture. */
  static ImmutableList<CaptureFile> handshakesAndHeads(Subject subject) {
    Map<Tuple, Integer> seen = new HashMap<>();
    return ImmutableList.of(
        subject.keeping(
            (headers, frame) ->
                !headers.flag(frame, Headers.SYN)
                    && (headers.payloadLength() == 0
                        || seen.merge(Tuple.of(headers, frame), 1, Integer::sum) > HEADS)));
  }

  static ImmutableList<CaptureFile> oneDirection(Subject subject) {
    boolean greater = subject.random().nextBoolean();
    return ImmutableList.of(
        subject.keeping((headers, frame) -> Tuple.of(headers, frame).fromGreater() == greater));
  }

  static ImmutableList<CaptureFile> head(Subject subject) {
    List<TimedPacket> packets = subject.file().packets();
    return packets.isEmpty()
        ? ImmutableList.of()
        : only(subject, packets.subList(subject.random().nextInt(packets.size()), packets.size()));
  }

  static ImmutableList<CaptureFile> tail(Subject subject) {
    List<TimedPacket> packets = subject.file().packets();
    return packets.isEmpty()
        ? ImmutableList.of()
        : only(subject, packets.subList(0, subject.random().nextInt(packets.size()) + 1));
  }

  static ImmutableList<CaptureFile> snapped(Subject subject) {
    return only(
        subject, subject.file().packets().stream().map(packet -> packet.snapped(SNAP)).toList());
  }

  private static ImmutableList<CaptureFile> only(Subject subject, List<TimedPacket> packets) {
    return ImmutableList.of(subject.file().with(packets));
  }
}
