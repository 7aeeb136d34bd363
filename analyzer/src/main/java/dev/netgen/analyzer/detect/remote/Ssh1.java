package dev.netgen.analyzer.detect.remote;

import dev.netgen.analyzer.detect.api.Bytes;

/**
 * SSH before version 2 (the internet draft "The SSH (Secure Shell) Remote Login Protocol", 1995):
 * the server sends its keys, the client a session key; all that follows is encrypted.
 *
 * <pre>
 * | length 4 | padding 1..8, up to a multiple of 8 | type 1 | data | check 4 |   length: from type on
 * server  2 | cookie 8 | keys ... | flags 4 | ciphers 4 | authentication 4
 * client  3 | cipher 1 | cookie 8 | key ... | flags 4
 * </pre>
 *
 * @param type the first packet's type, 0 where none is whole
 * @param cipher the client's choice; of a server 0 if it would do without a cipher, else 1
 * @param behind bytes behind that packet
 */
record Ssh1(int type, int cipher, int behind) {
  static final int PUBLIC_KEY = 2;
  static final int SESSION_KEY = 3;

  private static final Ssh1 NOTHING = new Ssh1(0, 0, 0);
  private static final int LONGEST = 4096;
  private static final int LEAST = 16;

  /** What follows an identification line. */
  static Ssh1 read(Bytes bytes) {
    if (!bytes.has(0, 4) || bytes.u32(0) < LEAST || bytes.u32(0) > LONGEST) {
      return NOTHING;
    }
    int length = (int) bytes.u32(0);
    int start = 4 + 8 - length % 8;
    if (!bytes.has(start, length)) {
      return NOTHING;
    }
    int type = bytes.u8(start);
    int end = start + length;
    int behind = bytes.length() - end;
    return switch (type) {
      case PUBLIC_KEY -> new Ssh1(type, 1 - (bytes.u8(end - 9) & 1), behind);
      case SESSION_KEY -> new Ssh1(type, bytes.u8(start + 1), behind);
      default -> NOTHING;
    };
  }

  /** Whether its sender went on after the keys. */
  boolean goesOn() {
    return behind >= 8;
  }

  /** A name of the client's choice. */
  String cipherName() {
    return switch (cipher) {
      case 0 -> "none";
      case 1 -> "idea";
      case 2 -> "des";
      case 3 -> "3des";
      case 5 -> "rc4";
      case 6 -> "blowfish";
      default -> "unknown";
    };
  }
}
