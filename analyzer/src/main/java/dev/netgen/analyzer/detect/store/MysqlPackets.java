package dev.netgen.analyzer.detect.store;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.detect.api.Bytes;

/**
 * Packets of the MySQL protocol in one direction ("MySQL Packets" in its documentation).
 *
 * <pre>length 24, least significant byte first | sequence 8 | length bytes</pre>
 *
 * @param packets in order; the last may be cut
 * @param end offset behind the last whole packet
 */
record MysqlPackets(ImmutableList<Packet> packets, int end) {
  static final int HEADER = 4;

  private static final int MAX_PACKETS = 256;
  private static final int OK = 0x00;
  private static final int ERROR = 0xFF;
  private static final int EOF = 0xFE;
  private static final int MAX_COLUMNS = 4096;

  /** One packet: its number, its length, and the bytes kept of it. */
  record Packet(int sequence, int length, Bytes body) {
    boolean complete() {
      return body.length() == length;
    }

    /** The first byte, or -1 where none is kept. */
    int first() {
      return body.isEmpty() ? -1 : body.u8(0);
    }

    boolean isOk() {
      return first() == OK && length >= 7;
    }

    /** An error: its code, then text. */
    boolean isError() {
      return first() == ERROR && body.has(1, 2) && body.u16Le(1) >= 1000;
    }
  }

  static MysqlPackets read(Bytes bytes) {
    ImmutableList.Builder<Packet> packets = ImmutableList.builder();
    long at = 0;
    int end = 0;
    for (int count = 0; count < MAX_PACKETS && bytes.has(at, HEADER); count++) {
      int start = (int) at;
      int length = bytes.u24Le(start);
      int kept = Math.min(length, bytes.length() - start - HEADER);
      packets.add(new Packet(bytes.u8(start + 3), length, bytes.slice(start + HEADER, kept)));
      at += HEADER + (long) length;
      end = kept == length ? (int) at : end;
    }
    return new MysqlPackets(packets.build(), end);
  }

  /** Whether each packet is a command: number 0, a command's code, a length it can have. */
  boolean areCommands() {
    boolean whole = false;
    for (Packet packet : packets) {
      if (packet.sequence() != 0 || packet.length() == 0 || !command(packet)) {
        return false;
      }
      whole |= packet.complete();
    }
    return whole;
  }

  private static boolean command(Packet packet) {
    return switch (packet.first()) {
      case -1 -> true;
      case 0x01, 0x09, 0x0E, 0x1F -> packet.length() == 1; // quit, statistics, ping, reset
      case 0x02, 0x04, 0x11, 0x12, 0x15 -> packet.length() > 1; // init db, fields, user, binlog
      case 0x03, 0x16 -> packet.length() > 1 && text(packet.body()); // query, prepare
      case 0x17, 0x18 -> packet.length() >= 7; // execute, long data
      case 0x19, 0x1A -> packet.length() == 5; // close, reset
      case 0x1B -> packet.length() == 3; // set option
      case 0x1C -> packet.length() == 9; // fetch
      default -> false;
    };
  }

  /** Whether the last bytes of what is kept of a statement look like text. */
  private static boolean text(Bytes body) {
    int from = Math.max(1, body.length() - 16);
    for (int i = from; i < body.length(); i++) {
      int c = body.u8(i);
      if (c < 0x20 && c != '\n' && c != '\r' && c != '\t') {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether packets are numbered as answers are: 1, 2, 3, and from 1 again; the first an answer.
   */
  boolean areAnswers() {
    int expected = 1;
    boolean whole = false;
    for (Packet packet : packets) {
      if (packet.sequence() != 1 && packet.sequence() != expected) {
        return false;
      }
      if (packet.sequence() == 1 && packet.complete() && !answer(packet)) {
        return false;
      }
      expected = (packet.sequence() + 1) & 0xFF;
      whole |= packet.complete();
    }
    return whole;
  }

  /** The first packet of an answer: OK, an error, an end, or the number of columns. */
  private static boolean answer(Packet packet) {
    return packet.isOk()
        || packet.isError()
        || (packet.first() == EOF && packet.length() <= 9)
        || (packet.length() == 1 && packet.first() > 0 && packet.first() <= 250)
        || (packet.length() == 3 && packet.first() == 252 && packet.body().u16Le(1) <= MAX_COLUMNS)
        || statistics(packet);
  }

  private static boolean statistics(Packet packet) {
    return packet.body().startsWith("Uptime: ");
  }
}
