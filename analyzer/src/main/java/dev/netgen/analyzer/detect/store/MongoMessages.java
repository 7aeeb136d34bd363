package dev.netgen.analyzer.detect.store;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.detect.api.Bytes;

/**
 * Messages of the MongoDB wire protocol in one direction; least significant byte first.
 *
 * <pre>
 * length 32 | request 32 | response to 32 | operation 32 | ...
 * OP_MSG 2013         flags 32 | 0 | document | ...
 * OP_QUERY 2004       flags 32 | collection NUL | skip 32 | count 32 | document
 * OP_REPLY 1          flags 32 | cursor 64 | from 32 | count 32 | documents
 * OP_COMPRESSED 2012  operation 32 | size 32 | compressor 8 | ...
 * </pre>
 *
 * @param messages in order; the last may be cut
 * @param clean false where bytes follow that are no message
 */
record MongoMessages(ImmutableList<Message> messages, boolean clean) {
  static final int HEADER = 16;
  static final int REPLY = 1;
  static final int QUERY = 2004;
  static final int COMPRESSED = 2012;
  static final int MSG = 2013;

  private static final int MAX_MESSAGES = 128;
  private static final int LONGEST = 48_000_000 + 16_384;
  private static final int MAX_NAME = 128;

  /**
   * One message.
   *
   * @param document the body of its first document as far as it is kept, or empty
   */
  record Message(long request, long responseTo, int operation, boolean whole, Bytes document) {
    /** The command in it, or empty. */
    String command() {
      return Bson.firstName(document, 0);
    }
  }

  /** Whether the first sixteen bytes are a header. */
  static boolean begins(Bytes bytes) {
    return bytes.has(0, HEADER) && headerAt(bytes, 0);
  }

  private static boolean headerAt(Bytes bytes, int at) {
    long length = bytes.u32Le(at);
    int operation = (int) bytes.u32Le(at + 12);
    boolean known =
        operation == REPLY
            || operation == MSG
            || (operation >= 2001 && operation <= 2007 && operation != 2003)
            || (operation >= 2010 && operation <= COMPRESSED);
    return known && length >= HEADER + 4 && length <= LONGEST;
  }

  static MongoMessages read(Bytes bytes) {
    ImmutableList.Builder<Message> messages = ImmutableList.builder();
    long at = 0;
    for (int count = 0; count < MAX_MESSAGES && bytes.has(at, HEADER); count++) {
      int start = (int) at;
      if (!headerAt(bytes, start)) {
        return new MongoMessages(messages.build(), false);
      }
      long length = bytes.u32Le(start);
      int kept = (int) Math.min(length, (long) bytes.length() - start);
      Bytes message = bytes.slice(start, kept);
      int operation = (int) message.u32Le(12);
      int document = documentAt(message, operation);
      if (document < 0 || !Bson.begins(message, document)) {
        return new MongoMessages(messages.build(), false);
      }
      Bytes body = operation == COMPRESSED ? Bytes.EMPTY : message.from(document);
      messages.add(
          new Message(message.u32Le(4), message.u32Le(8), operation, kept == length, body));
      at += length;
    }
    return new MongoMessages(messages.build(), true);
  }

  /** Where the first document begins, perhaps behind what is kept; -1 where there is none. */
  private static int documentAt(Bytes message, int operation) {
    return switch (operation) {
      case MSG -> msg(message);
      case QUERY -> query(message);
      case COMPRESSED -> compressed(message);
      case REPLY -> HEADER + 20;
      default -> message.length();
    };
  }

  private static int msg(Bytes message) {
    if (!message.has(HEADER, 5)) {
      return message.length();
    }
    boolean known = (message.u32Le(HEADER) & 0xFFFEFFFCL) == 0;
    int kind = message.u8(HEADER + 4);
    // A sequence of documents may stand first; the body is then looked for no further.
    return !known || kind > 1 ? -1 : kind == 0 ? HEADER + 5 : message.length();
  }

  private static int query(Bytes message) {
    int nul = message.indexOf(0, HEADER + 4, HEADER + 4 + MAX_NAME);
    if (nul < 0) {
      int kept = message.length() - HEADER - 4;
      boolean cut = kept < MAX_NAME && (kept <= 0 || message.isPrintable(HEADER + 4, kept));
      return cut ? message.length() : -1;
    }
    boolean named =
        nul > HEADER + 4
            && message.isPrintable(HEADER + 4, nul - HEADER - 4)
            && message.indexOf('.', HEADER + 4, nul) > 0;
    return named ? nul + 9 : -1;
  }

  private static int compressed(Bytes message) {
    if (!message.has(HEADER, 9)) {
      return message.length();
    }
    long inner = message.u32Le(HEADER);
    boolean known = inner == MSG || inner == QUERY || inner == REPLY;
    return known && message.u8(HEADER + 8) <= 3 ? message.length() : -1;
  }
}
