package dev.netgen.analyzer.detect.directory;

import dev.netgen.analyzer.detect.api.Bytes;

/** Recognises one Kerberos message by its first elements (RFC 4120 section 5.4 to 5.9). */
final class KerberosMessage {
  static final int AS_REQUEST = 10;
  static final int AS_REPLY = 11;
  static final int TGS_REQUEST = 12;
  static final int TGS_REPLY = 13;
  static final int AP_REQUEST = 14;
  static final int ERROR = 30;

  /** Longest header before the message type. */
  private static final int HEAD = 6 + 6 + 10;

  private KerberosMessage() {}

  /**
   * The message type of a message that begins here and has this length, 0 where the bytes end
   * before it is known, -1 where it is none.
   *
   * <p>A message that was cut may go on behind these.
   *
   * <pre>
   * 60+type length  30 length  A0|A1 03 02 01 05  A1|A2 03 02 01 type
   * </pre>
   */
  static int type(Bytes bytes, int offset, long length, boolean cut) {
    if (!bytes.has(offset, 1)) {
      return 0;
    }
    int tag = bytes.u8(offset);
    int type = tag - 0x60;
    if (!known(type)) {
      return -1;
    }
    Ber outer = Ber.at(bytes, offset);
    Ber sequence = outer == null ? null : Ber.inside(bytes, outer);
    if (outer == null || sequence == null) {
      return bytes.has(offset, HEAD) ? -1 : 0;
    }
    boolean ends = outer.end() == offset + length || (cut && outer.end() > offset + length);
    boolean fits = ends && sequence.tag() == Ber.SEQUENCE;
    boolean request = type == AS_REQUEST || type == TGS_REQUEST;
    return fits && sequence.end() == outer.end()
        ? inner(bytes, sequence.start(), request ? 0xA1 : 0xA0, type)
        : -1;
  }

  private static boolean known(int type) {
    return (type >= AS_REQUEST && type <= 15) || (type >= 20 && type <= 22) || type == ERROR;
  }

  private static int inner(Bytes bytes, int at, int firstTag, int type) {
    int[] expected = {firstTag, 3, 2, 1, 5, firstTag + 1, 3, 2, 1, type};
    for (int i = 0; i < expected.length; i++) {
      if (!bytes.has(at + i, 1)) {
        return 0;
      }
      if (bytes.u8(at + i) != expected[i]) {
        return -1;
      }
    }
    return type;
  }
}
