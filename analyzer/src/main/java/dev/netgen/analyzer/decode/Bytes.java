package dev.netgen.analyzer.decode;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in network byte order inside a byte array. Callers have checked the bounds. */
public final class Bytes {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private Bytes() {}

  /** 8 bits, unsigned. */
  public static int u8(byte[] buffer, int offset) {
    return buffer[offset] & 0xFF;
  }

  /** 16 bits, unsigned. */
  public static int u16(byte[] buffer, int offset) {
    return (short) SHORT.get(buffer, offset) & 0xFFFF;
  }

  /** 32 bits as they are. */
  public static int i32(byte[] buffer, int offset) {
    return (int) INT.get(buffer, offset);
  }

  /** 32 bits, unsigned. */
  public static long u32(byte[] buffer, int offset) {
    return (int) INT.get(buffer, offset) & 0xFFFF_FFFFL;
  }

  /** 64 bits as they are. */
  public static long i64(byte[] buffer, int offset) {
    return (long) LONG.get(buffer, offset);
  }
}
