package dev.netgen.analyzer.accuracy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.netgen.analyzer.testing.TimedPacket;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which conversations of TCP and UDP have packets outside of tunnels, read without netgen.
 *
 * @param payload the conversations, and whether any of their packets has payload
 */
record Traces(ImmutableMap<Tuple, Boolean> payload) {

  static Traces of(Collection<CaptureFile> files) {
    Map<Tuple, Boolean> payload = new LinkedHashMap<>();
    for (CaptureFile file : files) {
      for (TimedPacket packet : file.packets()) {
        Headers headers = Headers.of(file.linkType(), packet.bytes());
        if (headers != null) {
          payload.merge(
              Tuple.of(headers, packet.bytes()).conversation(),
              headers.payloadLength() > 0,
              Boolean::logicalOr);
        }
      }
    }
    return new Traces(ImmutableMap.copyOf(payload));
  }

  ImmutableSet<Tuple> conversations() {
    return payload.keySet();
  }

  /** Whether packets of a label that names both ports are there. */
  boolean has(Label label) {
    return label.conversation().map(payload::containsKey).orElse(false);
  }

  /** Whether the same ends talked by the other of TCP and UDP only: then the label is mistaken. */
  boolean contradict(Label label) {
    return !has(label) && label.otherTransport().map(payload::containsKey).orElse(false);
  }

  /** The conversations that a label for all of two ends stands for, as labels of their own. */
  ImmutableList<Label> each(Label label) {
    return payload.entrySet().stream()
        .flatMap(entry -> label.concrete(entry.getKey(), entry.getValue()).stream())
        .collect(ImmutableList.toImmutableList());
  }
}
