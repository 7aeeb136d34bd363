package dev.netgen.analyzer.detect.industry;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;

/**
 * DNP3 over TCP and UDP (IEEE 1815): link frames whose header carries its own checksum.
 *
 * <pre>
 * 05 64  length  control  destination  source  CRC        little-endian
 * </pre>
 */
public final class Dnp3Detector implements Detector {
  private static final int HEADER = 10;
  private static final int POLYNOMIAL = 0xA6BC;
  private static final int SEARCHED = 512;

  @Override
  public Card card() {
    return Card.of("dnp3", "DNP3 over TCP and UDP", "IEEE 1815")
        .tells(Ability.ROLES, Ability.MID_STREAM);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    boolean none = none(client, exchange.client().fromStart());
    if (none || none(server, exchange.server().fromStart())) {
      return Outcome.no("no start of a frame");
    }
    int one = control(client, exchange.client().fromStart());
    int other = control(server, exchange.server().fromStart());
    if (one < 0 && other < 0) {
      return Outcome.needMore("header cut");
    }
    // The highest bit of the control field: from the master, who asks.
    boolean asks = one < 0 || (one & 0x80) != 0;
    boolean answers = other < 0 || (other & 0x80) == 0;
    return asks && answers
        ? Finding.plaintext("dnp3", "DNP3 frames with their checksums").match()
        : Outcome.no("frames of the other direction");
  }

  private static boolean none(Bytes bytes, boolean fromStart) {
    return fromStart
        && !bytes.isEmpty()
        && (bytes.u8(0) != 5 || (bytes.has(1, 1) && bytes.u8(1) != 0x64));
  }

  /** The control field of the first frame whose checksum is right, or -1. */
  private static int control(Bytes bytes, boolean fromStart) {
    int limit = fromStart ? 1 : Math.min(SEARCHED, bytes.length());
    for (int at = 0; at < limit; at++) {
      boolean frame =
          bytes.has(at, HEADER)
              && bytes.u16(at) == 0x0564
              && bytes.u8(at + 2) >= 5
              && crc(bytes, at) == (bytes.u8(at + 8) | (bytes.u8(at + 9) << 8));
      if (frame) {
        return bytes.u8(at + 3);
      }
    }
    return -1;
  }

  private static int crc(Bytes bytes, int at) {
    int crc = 0;
    for (int i = 0; i < 8; i++) {
      crc ^= bytes.u8(at + i);
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ POLYNOMIAL;
      }
    }
    return ~crc & 0xFFFF;
  }
}
