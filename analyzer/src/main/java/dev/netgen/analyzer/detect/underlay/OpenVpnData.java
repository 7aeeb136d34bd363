package dev.netgen.analyzer.detect.underlay;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Speech;

/**
 * What the data packets of one side of OpenVPN show. Packets inside one tunnel have addresses and
 * header fields in common; under a cipher no two have four bytes in common at one place.
 *
 * <pre>
 *  | 5 opcode 6 or 9, 3 key id | 9: 3 peer | 4 number | 16 tag | encrypted
 *  | the same without a cipher               | 4 number | compression | IP packet, frame or keep-alive
 * </pre>
 *
 * @param readable whether an IP packet, ARP or OpenVPN's keep-alive stands in one of them
 * @param unlike whether there are two or more, in none of which anything of another comes again
 */
record OpenVpnData(boolean readable, boolean unlike) {
  private static final int V1 = 6;
  private static final int V2 = 9;
  private static final int CONTENT = 8;
  private static final int LEAST = CONTENT + 16;
  private static final int MAX_PACKETS = 64;

  /** HMAC, number and compression at most; an Ethernet header. */
  private static final int DEEPEST = 1 + 64 + 16 + 8 + 18;

  private static final String KEEP_ALIVE = "*\u0018{\u00f3d\u001e\u00b4\u00cb";
  private static final String ARP = "\u0008\u0006\u0000\u0001\u0008\u0000\u0006\u0004";

  /** Of datagrams, or of a stream's packets behind their length. */
  static OpenVpnData of(Speech side, boolean stream) {
    return stream ? ofStream(side.bytes()) : ofDatagrams(side);
  }

  private static OpenVpnData ofDatagrams(Speech side) {
    Seen seen = new Seen();
    int most = Math.min(side.messages(), MAX_PACKETS);
    for (int i = 0; i < most; i++) {
      seen.take(side.message(i));
    }
    return seen.told();
  }

  private static OpenVpnData ofStream(Bytes bytes) {
    Seen seen = new Seen();
    int at = 0;
    for (int i = 0; i < MAX_PACKETS && bytes.has(at, 2) && bytes.has(at + 2, bytes.u16(at)); i++) {
      seen.take(bytes.slice(at + 2, bytes.u16(at)));
      at += 2 + bytes.u16(at);
    }
    seen.readable |= bytes.from(at).looksClear();
    return seen.told();
  }

  /** What was seen so far. */
  private static final class Seen {
    private Bytes before = Bytes.EMPTY;
    private int packets;
    private boolean readable;
    private boolean alike;

    void take(Bytes packet) {
      readable |= packet.looksClear();
      int opcode = packet.has(0, LEAST) ? packet.u8(0) >> 3 : 0;
      if (opcode != V1 && opcode != V2) {
        return;
      }
      readable |= reads(packet);
      alike |= alike(packet, before);
      before = packet;
      packets++;
    }

    OpenVpnData told() {
      return new OpenVpnData(readable, packets >= 2 && !alike);
    }
  }

  private static boolean reads(Bytes packet) {
    int deepest = Math.min(packet.length(), DEEPEST);
    if (packet.find(KEEP_ALIVE, 1, deepest) >= 0 || packet.find(ARP, 1, deepest) >= 0) {
      return true;
    }
    for (int at = 1; at < deepest && packet.has(at, 20); at++) {
      int rest = packet.length() - at;
      boolean v4 = packet.u8(at) == 0x45 && packet.u16(at + 2) == rest;
      boolean v6 = packet.u8(at) >> 4 == 6 && packet.u16(at + 4) == rest - 40;
      if (v4 || v6) {
        return true;
      }
    }
    return false;
  }

  private static boolean alike(Bytes one, Bytes other) {
    int end = Math.min(one.length(), other.length()) - 4;
    for (int at = CONTENT; at <= end; at++) {
      if (one.u32(at) == other.u32(at)) {
        return true;
      }
    }
    return false;
  }
}
