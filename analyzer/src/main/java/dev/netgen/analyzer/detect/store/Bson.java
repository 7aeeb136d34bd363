package dev.netgen.analyzer.detect.store;

import dev.netgen.analyzer.detect.api.Bytes;

/**
 * The few things that are read of a BSON document (bsonspec.org): a length that counts itself, then
 * elements of a type, a name and a value, then NUL.
 */
final class Bson {
  private static final int SHORTEST = 5;
  private static final int LONGEST = 48 << 20;
  private static final int LONGEST_NAME = 64;
  private static final int STRING = 2;

  private Bson() {}

  /** Whether a document may begin here: its length, and the first element as far as it is kept. */
  static boolean begins(Bytes bytes, int at) {
    if (!bytes.has(at, 4)) {
      return true;
    }
    long length = bytes.u32Le(at);
    if (length < SHORTEST || length > LONGEST) {
      return false;
    }
    boolean whole = bytes.has(at, length);
    if (whole && bytes.u8((int) (at + length - 1)) != 0) {
      return false;
    }
    return length == SHORTEST || !bytes.has(at + 4, 2) || element(bytes, at + 4);
  }

  private static boolean element(Bytes bytes, int at) {
    int type = bytes.u8(at);
    int first = bytes.u8(at + 1);
    return ((type >= 1 && type <= 0x13) || type == 0x7F || type == 0xFF)
        && (first == 0 || (first >= 0x20 && first != 0x7F));
  }

  /** The name of the first element, which is a command's; empty where it is not kept. */
  static String firstName(Bytes bytes, int at) {
    int nul = bytes.indexOf(0, at + 5, at + 5 + LONGEST_NAME);
    boolean named = nul > at + 5 && bytes.isPrintable(at + 5, nul - at - 5);
    return named ? bytes.text(at + 5, nul - at - 5) : "";
  }

  /** The value of the first text element of this name, however deep, or empty. */
  static String text(Bytes bytes, String name) {
    String mark = (char) STRING + name + "\0";
    int found = bytes.find(mark, 0, bytes.length());
    int at = found + mark.length();
    if (found < 0 || !bytes.has(at, 4)) {
      return "";
    }
    long length = bytes.u32Le(at) - 1;
    boolean kept = length > 0 && length <= LONGEST_NAME && bytes.has(at + 4, length);
    return kept ? bytes.text(at + 4, (int) length) : "";
  }

  /** Whether an element {@code ok} of value 1 is there, as number of whichever kind. */
  static boolean isOk(Bytes bytes) {
    int end = bytes.length();
    return bytes.find("\1ok\0\0\0\0\0\0\0\u00f0\77", 0, end) >= 0
        || bytes.find("\20ok\0\1\0\0\0", 0, end) >= 0
        || bytes.find("\10ok\0\1", 0, end) >= 0;
  }
}
