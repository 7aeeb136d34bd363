package dev.netgen.analyzer.fuzz;

/** Reads decisions from bytes; beyond the end everything is zero. */
public final class Script {
  private final byte[] bytes;
  private int at;

  /** From the first byte on. */
  public Script(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Whether bytes are left. */
  public boolean more() {
    return at < bytes.length;
  }

  /** The next byte, 0 to 255. */
  public int u8() {
    return at < bytes.length ? bytes[at++] & 0xFF : 0;
  }

  /** The next two bytes. */
  public int u16() {
    return u8() << 8 | u8();
  }

  /** All that is left. */
  public byte[] rest() {
    byte[] rest = java.util.Arrays.copyOfRange(bytes, Math.min(at, bytes.length), bytes.length);
    at = bytes.length;
    return rest;
  }
}
