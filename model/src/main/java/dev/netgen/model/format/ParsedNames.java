package dev.netgen.model.format;

import dev.netgen.model.graph.PeerId;
import dev.netgen.model.net.Port;
import java.util.HashMap;
import java.util.Map;

/**
 * What a document names over and over: each name is parsed and kept once. Not for several threads.
 */
final class ParsedNames {
  private final Map<String, PeerId> peers = new HashMap<>();
  private final Map<String, Port> ports = new HashMap<>();
  private final Map<String, String> texts = new HashMap<>();

  /** As {@link PeerId#parse}. */
  PeerId peer(String text) {
    return peers.computeIfAbsent(text, PeerId::parse);
  }

  /** As {@link Port#parse}. */
  Port port(String text) {
    return ports.computeIfAbsent(text, Port::parse);
  }

  /** The same text. */
  String text(String text) {
    String known = texts.putIfAbsent(text, text);
    return known == null ? text : known;
  }
}
