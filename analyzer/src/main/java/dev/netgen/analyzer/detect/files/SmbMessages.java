package dev.netgen.analyzer.detect.files;

import dev.netgen.analyzer.detect.api.Bytes;

/**
 * SMB messages of one direction, each behind a length of 24 bits (MS-SMB2 section 2.1, RFC 1002
 * section 4.3).
 *
 * <pre>
 * 00 length  FF 'SMB'  SMB 1          00 length  FE 'SMB'  SMB 2 and 3
 * 00 length  FD 'SMB'  encrypted      00 length  FC 'SMB'  compressed
 * 81 session request, 82 and 83 its answers, 85 keep-alive
 * </pre>
 *
 * @param one messages of SMB 1
 * @param two messages of SMB 2 and 3 in clear
 * @param encrypted encrypted ones
 * @param clearData messages in clear that carry what is neither negotiation nor login
 * @param response whether the first one is an answer
 * @param session whether a NetBIOS session request or its answer comes first
 * @param clean false where bytes follow that are no message
 */
record SmbMessages(
    int one,
    int two,
    int encrypted,
    boolean clearData,
    boolean response,
    boolean session,
    boolean clean) {
  private static final int HEADER = 4;
  private static final int MAX_MESSAGES = 256;

  static SmbMessages read(Bytes bytes, int offset) {
    Reader reader = new Reader(bytes, offset);
    reader.run();
    return new SmbMessages(
        reader.one,
        reader.two,
        reader.encrypted,
        reader.clearData,
        reader.response,
        reader.session,
        reader.clean);
  }

  int count() {
    return one + two + encrypted;
  }

  private static final class Reader {
    private final Bytes bytes;
    private long at;
    private int one;
    private int two;
    private int encrypted;
    private boolean clearData;
    private boolean response;
    private boolean session;
    private boolean clean = true;

    Reader(Bytes bytes, int at) {
      this.bytes = bytes;
      this.at = at;
    }

    void run() {
      for (int i = 0; i < MAX_MESSAGES && clean && bytes.has(at, HEADER); i++) {
        int start = (int) at;
        int type = bytes.u8(start);
        long length = bytes.u24(start + 1);
        at += HEADER + length;
        if (type == 0) {
          message(start + HEADER, length);
        } else {
          clean = service(type, length, i == 0);
        }
      }
    }

    private boolean service(int type, long length, boolean first) {
      boolean request = type == 0x81 && length >= 34 && length <= 600;
      boolean answer = (type == 0x82 && length == 0) || (type == 0x83 && length == 1);
      session |= first && (request || answer);
      response |= first && answer;
      return (first && (request || answer)) || (type == 0x85 && length == 0);
    }

    private void message(int start, long length) {
      if (!bytes.has(start, 4)) {
        return;
      }
      int kind = bytes.u8(start);
      boolean named = bytes.at(start + 1, "SMB") && length >= 32;
      boolean first = count() == 0;
      if (!named || kind < 0xFC) {
        clean = false;
      } else if (kind == 0xFF) {
        one++;
        flags(first, bytes.has(start, 10) && (bytes.u8(start + 9) & 0x80) != 0);
      } else if (kind == 0xFE) {
        two++;
        flags(first, bytes.has(start, 20) && (bytes.u8(start + 16) & 1) != 0);
        clearData |= bytes.has(start, 14) && data(bytes.u8(start + 12));
      } else {
        encrypted += kind == 0xFD ? 1 : 0;
        two += kind == 0xFC ? 1 : 0;
        clearData |= kind == 0xFC;
      }
    }

    private int count() {
      return one + two + encrypted;
    }

    private void flags(boolean first, boolean fromServer) {
      response |= first && fromServer;
    }

    /** Beyond NEGOTIATE, SESSION_SETUP, LOGOFF, TREE_CONNECT and the validation by IOCTL. */
    private static boolean data(int command) {
      return command > 4 && command != 11 && command != 12 && command != 13;
    }
  }
}
