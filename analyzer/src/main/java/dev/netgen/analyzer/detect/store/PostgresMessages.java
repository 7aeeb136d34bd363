package dev.netgen.analyzer.detect.store;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.detect.api.Bytes;

/**
 * Typed messages of PostgreSQL's protocol 3 in one direction: a type byte, then a length that
 * counts itself but not the type ("Message Formats" in PostgreSQL's documentation).
 *
 * @param messages messages in order; the last may be cut
 * @param clean false where bytes follow that are no message of this direction
 */
record PostgresMessages(ImmutableList<Message> messages, boolean clean) {
  static final String FROM_CLIENT = "BCDEFHPQSXcdfp";
  static final String FROM_SERVER = "123ACDEGHIKNRSTVWZcdnstv";

  private static final int HEADER = 5;
  private static final int MAX_MESSAGES = 256;
  private static final long MAX_LENGTH = 1L << 30;

  /** ReadyForQuery: type Z, length 5, then the transaction's state. */
  private static final String READY = "Z\0\0\0\5";

  /** Sync: type S, length 4. */
  private static final String SYNC = "S\0\0\0\4";

  /** One message: its type and the bytes kept of its body. */
  record Message(char type, long length, Bytes body) {
    boolean complete() {
      return body.length() == length;
    }
  }

  static PostgresMessages fromClient(Bytes bytes) {
    return read(bytes, FROM_CLIENT);
  }

  static PostgresMessages fromServer(Bytes bytes) {
    return read(bytes, FROM_SERVER);
  }

  private static PostgresMessages read(Bytes bytes, String types) {
    ImmutableList.Builder<Message> messages = ImmutableList.builder();
    long at = 0;
    for (int count = 0; count < MAX_MESSAGES && bytes.has(at, HEADER); count++) {
      int start = (int) at;
      char type = (char) bytes.u8(start);
      long length = bytes.u32(start + 1) - 4;
      if (types.indexOf(type) < 0
          || length < 0
          || length > MAX_LENGTH
          || !plausible(type, length)) {
        return new PostgresMessages(messages.build(), false);
      }
      int kept = (int) Math.min(length, (long) bytes.length() - start - HEADER);
      messages.add(new Message(type, length, bytes.slice(start + HEADER, kept)));
      at += HEADER + length;
    }
    return new PostgresMessages(messages.build(), true);
  }

  private static boolean plausible(char type, long length) {
    return switch (type) {
      case 'Z' -> length == 1;
      case 'X', 'I', 'n', '1', '2', '3', 's', 'c' -> length == 0;
      case 'K' -> length >= 8 && length <= 260;
      default -> true;
    };
  }

  /** The offset of the first ReadyForQuery with a state that exists, or -1. */
  static int readyAt(Bytes bytes) {
    int at = bytes.find(READY, 0, bytes.length());
    while (at >= 0 && !(bytes.has(at + HEADER, 1) && state(bytes.u8(at + HEADER)))) {
      at = bytes.find(READY, at + 1, bytes.length());
    }
    return at;
  }

  /** The offset behind the first Sync, or -1. */
  static int afterSync(Bytes bytes) {
    int at = bytes.find(SYNC, 0, bytes.length());
    return at < 0 ? -1 : at + SYNC.length();
  }

  private static boolean state(int value) {
    return value == 'I' || value == 'T' || value == 'E';
  }

  boolean has(char type) {
    return messages.stream().anyMatch(message -> message.type() == type && message.complete());
  }

  long completeCount() {
    return messages.stream().filter(Message::complete).count();
  }
}
