package dev.netgen.analyzer.decode;

/**
 * Numbers in network byte order inside a byte array. Callers have checked the bounds.
 *
 * <p>Implementation note: wider numbers are made of narrower ones, each short enough for the quick
 * compiler to put it where it is used (35 bytes of code).
 */
public final class Bytes {
  private Bytes() {}

  /** 8 bits, unsigned. */
  public static int u8(byte[] buffer, int offset) {
    return buffer[offset] & 0xFF;
  }

  /** 16 bits, unsigned. */
  public static int u16(byte[] buffer, int offset) {
    return (buffer[offset] & 0xFF) << 8 | (buffer[offset + 1] & 0xFF);
  }

  /** 32 bits as they are. */
  public static int i32(byte[] buffer, int offset) {
    return u16(buffer, offset) << 16 | u16(buffer, offset + 2);
  }

  /** 32 bits, unsigned. */
  public static long u32(byte[] buffer, int offset) {
    return i32(buffer, offset) & 0xFFFF_FFFFL;
  }

  /** 64 bits as they are. */
  public static long i64(byte[] buffer, int offset) {
    return (long) i32(buffer, offset) << 32 | u32(buffer, offset + 4);
  }
}
