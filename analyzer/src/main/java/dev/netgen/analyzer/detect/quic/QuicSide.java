package dev.netgen.analyzer.detect.quic;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Speech;
import dev.netgen.analyzer.detect.quic.QuicPacket.Kind;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What one side sent.
 *
 * @param packets in order
 * @param clean whether all datagrams are made of packets
 */
record QuicSide(ImmutableList<QuicPacket> packets, boolean clean) {
  private static final int MOST_IDS = 4;

  /**
   * Initial packets opened.
   *
   * @param stream handshake bytes
   * @param opened how many
   */
  record Opened(CryptoStream stream, int opened) {}

  static QuicSide read(Speech speech) {
    ImmutableList.Builder<QuicPacket> packets = ImmutableList.builder();
    boolean clean = true;
    for (int i = 0; i < speech.messages(); i++) {
      ImmutableList<QuicPacket> inside = QuicPacket.readAll(speech.message(i));
      clean &= !inside.isEmpty();
      packets.addAll(inside);
    }
    return new QuicSide(packets.build(), clean);
  }

  boolean has(Kind kind) {
    return packets.stream().anyMatch(packet -> packet.kind() == kind);
  }

  /** Whether it got past Initial packets. */
  boolean wentOn() {
    return has(Kind.HANDSHAKE) || has(Kind.SHORT);
  }

  /** Whether a datagram that looks like a short header's is readable instead. */
  boolean readable() {
    return packets.stream()
        .anyMatch(packet -> packet.kind() == Kind.SHORT && packet.whole().looksClear());
  }

  /** The version of its last long header that tells one, or 0. */
  long version() {
    long version = 0;
    for (QuicPacket packet : packets) {
      version = packet.version() == 0 ? version : packet.version();
    }
    return version;
  }

  /** The connection ids a client's first packets went to: the first of all, those after Retry. */
  ImmutableList<Bytes> destinations() {
    Set<String> seen = new LinkedHashSet<>();
    ImmutableList.Builder<Bytes> ids = ImmutableList.builder();
    for (QuicPacket packet : packets) {
      if (packet.kind() == Kind.INITIAL
          && seen.size() < MOST_IDS
          && seen.add(packet.destination().text())) {
        ids.add(packet.destination());
      }
    }
    return ids.build();
  }

  /** The ids under which it wants to be reached, as long headers tell. */
  ImmutableSet<String> sources() {
    return packets.stream()
        .filter(packet -> packet.kind() != Kind.SHORT)
        .map(packet -> packet.source().text())
        .collect(ImmutableSet.toImmutableSet());
  }

  /** Opens its Initial packets with keys by any of these ids. */
  Opened open(ImmutableList<Bytes> ids, boolean client) {
    CryptoStream stream = new CryptoStream();
    int opened = 0;
    for (QuicPacket packet : packets) {
      for (int i = 0; packet.kind() == Kind.INITIAL && i < ids.size(); i++) {
        Bytes frames = QuicKeys.of(packet.version(), ids.get(i), client).open(packet);
        if (frames != null) {
          stream.add(frames);
          opened++;
          break;
        }
      }
    }
    return new Opened(stream, opened);
  }
}
