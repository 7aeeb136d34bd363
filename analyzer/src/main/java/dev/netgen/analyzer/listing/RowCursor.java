package dev.netgen.analyzer.listing;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The next row of a sorted sequence, in memory or in a file. */
final class RowCursor implements Comparable<RowCursor> {
  private static final int HEADER = RowBlock.HEADER;
  private static final int FIRST = 512;

  private final @Nullable RowBlock block;
  private final int[] order;
  private final @Nullable InputStream stream;
  private byte[] bytes;
  private int start;
  private int index = -1;
  private boolean on;

  private RowCursor(@Nullable RowBlock block, int[] order, @Nullable InputStream stream)
      throws IOException {
    this.bytes = new byte[stream == null ? 0 : FIRST];
    this.block = block;
    this.order = order;
    this.stream = stream;
    next();
  }

  static RowCursor ofMemory(RowBlock block, int[] order) throws IOException {
    return new RowCursor(block, order, null);
  }

  static RowCursor ofStream(InputStream stream) throws IOException {
    return new RowCursor(null, new int[0], stream);
  }

  boolean isOn() {
    return on;
  }

  byte[] bytes() {
    return bytes;
  }

  int start() {
    return start;
  }

  /** Goes on; false at the end. */
  boolean next() throws IOException {
    if (block != null) {
      on = ++index < order.length;
      bytes = on ? block.bytes(order[index]) : bytes;
      start = on ? block.start(order[index]) : 0;
    } else if (stream != null) {
      on = read(stream);
    }
    return on;
  }

  private boolean read(InputStream from) throws IOException {
    int header = from.readNBytes(bytes, 0, HEADER);
    if (header == 0) {
      return false;
    }
    int length = header == HEADER ? RowKey.length(bytes, 0) : 0;
    if (bytes.length < HEADER + length) {
      bytes = Arrays.copyOf(bytes, HEADER + length);
    }
    if (header < HEADER || from.readNBytes(bytes, HEADER, length) < length) {
      throw new EOFException("cut short");
    }
    return true;
  }

  @Override
  public int compareTo(RowCursor other) {
    return RowKey.compare(bytes, start, other.bytes, other.start);
  }
}
