package dev.netgen.analyzer.detect.rpc;

import dev.netgen.analyzer.detect.api.Bytes;

/**
 * The PDUs of one direction of connection-oriented DCE/RPC (C706 chapter 12, MS-RPCE 2.2.2).
 *
 * <pre>
 * 05 00|01  type  flags  drep drep drep drep  fragment length  auth length  call id
 * </pre>
 *
 * @param count how many whole headers chain
 * @param clean false where bytes follow that are no header
 * @param first the first PDU's type, -1 without one
 * @param level the greatest authentication level that is named, 0 without one
 * @param data whether a request or response is among them
 * @param fault whether a bind was refused or a call failed
 */
record DcePdus(int count, boolean clean, int first, int level, boolean data, boolean fault) {
  static final int REQUEST = 0;
  static final int RESPONSE = 2;
  static final int BIND = 11;
  static final int ALTER_CONTEXT = 14;
  static final int AUTH3 = 16;
  private static final int HEADER = 16;
  private static final int TRAILER = 8;
  private static final int MAX_PDUS = 256;

  static DcePdus read(Bytes bytes, int offset, boolean fromServer) {
    int at = offset;
    int count = 0;
    int first = -1;
    int level = 0;
    boolean data = false;
    boolean fault = false;
    while (count < MAX_PDUS && bytes.has(at, HEADER)) {
      if (!headerAt(bytes, at, fromServer)) {
        return new DcePdus(count, false, first, level, data, fault);
      }
      int type = bytes.u8(at + 2);
      first = count == 0 ? type : first;
      data |= type == REQUEST || type == RESPONSE;
      fault |= type == 3 || type == 13;
      level = Math.max(level, level(bytes, at));
      at += length(bytes, at);
      count++;
    }
    return new DcePdus(count, true, first, level, data, fault);
  }

  private static boolean little(Bytes bytes, int at) {
    return (bytes.u8(at + 4) & 0x10) != 0;
  }

  private static int length(Bytes bytes, int at) {
    return number(bytes, at, 8);
  }

  private static int number(Bytes bytes, int at, int field) {
    int big = bytes.u16(at + field);
    return little(bytes, at) ? ((big & 0xFF) << 8) | (big >>> 8) : big;
  }

  static boolean headerAt(Bytes bytes, int at, boolean fromServer) {
    if (!bytes.has(at, HEADER) || bytes.u8(at) != 5 || bytes.u8(at + 1) > 1) {
      return false;
    }
    int drep = bytes.u8(at + 4);
    boolean format =
        (drep == 0 || drep == 1 || drep == 0x10 || drep == 0x11)
            && bytes.u8(at + 5) <= 3
            && bytes.u16(at + 6) == 0;
    int auth = number(bytes, at, 10);
    int length = length(bytes, at);
    return format
        && type(bytes.u8(at + 2), fromServer)
        && length >= HEADER
        && (auth == 0 || auth + HEADER + TRAILER <= length);
  }

  private static boolean type(int type, boolean fromServer) {
    return fromServer
        ? type == RESPONSE
            || type == 3
            || type == 12
            || type == 13
            || type == 15
            || type == 17
            || type == 20
        : type == REQUEST
            || type == BIND
            || type == ALTER_CONTEXT
            || type == AUTH3
            || type == 17
            || type == 18
            || type == 19
            || type == 20;
  }

  /** The authentication level in the trailer: 5 integrity, 6 privacy. */
  private static int level(Bytes bytes, int at) {
    int auth = number(bytes, at, 10);
    int trailer = at + length(bytes, at) - auth - TRAILER;
    return auth > 0 && bytes.has(trailer, 2) ? bytes.u8(trailer + 1) : 0;
  }
}
