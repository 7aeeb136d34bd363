package dev.netgen.analyzer.listing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Rows in, in any order; out by packet, in ascending order. Rows beyond {@code memory} bytes go to
 * temporary files, each sorted, which are merged at the end and removed.
 *
 * <p>The order is that of time, then of the frame's number, then of the file's.
 */
final class RowStore implements AutoCloseable {
  /** Takes rows back; the bytes are valid during the call. */
  interface Taker {
    void take(byte[] bytes, int offset, int length);
  }

  /** Time (8 bytes), frame (8), file (4). */
  static final int KEY = 20;

  private static final int HEADER = KEY + Integer.BYTES;

  private final int memory;
  private final List<SpilledRows> spilled = new ArrayList<>();
  private byte[] block;
  private int used;
  private int[] starts = new int[1024];
  private int rows;

  /** An empty store that holds at most this many bytes of rows in memory. */
  RowStore(int memory) {
    this.memory = memory;
    this.block = new byte[Math.min(memory, 1 << 16)];
  }

  /** Adds a row. */
  void add(long nanos, long frame, int file, RowBytes row) {
    int size = HEADER + row.length();
    if (rows > 0 && used + size + Integer.BYTES * rows > memory) {
      spill();
    }
    if (block.length - used < size) {
      block = Arrays.copyOf(block, Math.max(Math.min(memory, 2 * block.length), used + size));
    }
    if (rows == starts.length) {
      starts = Arrays.copyOf(starts, 2 * rows);
    }
    starts[rows++] = used;
    RowKey.write(block, used, nanos, frame, file, row.length());
    System.arraycopy(row.bytes(), 0, block, used + HEADER, row.length());
    used += size;
  }

  private void spill() {
    try {
      spilled.add(SpilledRows.write(block, sorted()));
    } catch (IOException e) {
      throw new UncheckedIOException("temporary file for rows: " + e.getMessage(), e);
    }
    used = 0;
    rows = 0;
  }

  private int[] sorted() {
    return RowOrder.sorted(block, Arrays.copyOf(starts, rows));
  }

  /** Gives all rows back in order. */
  void forEach(Taker taker) {
    int[] order = sorted();
    if (spilled.isEmpty()) {
      for (int start : order) {
        taker.take(block, start + HEADER, RowKey.length(block, start));
      }
      return;
    }
    try {
      merge(order, taker);
    } catch (IOException e) {
      throw new UncheckedIOException("temporary file for rows: " + e.getMessage(), e);
    }
  }

  private void merge(int[] order, Taker taker) throws IOException {
    PriorityQueue<RowCursor> heads = new PriorityQueue<>(Comparator.naturalOrder());
    for (int i = 0; i < spilled.size(); i++) {
      heads.add(spilled.get(i).open());
    }
    heads.add(RowCursor.ofMemory(block, order));
    heads.removeIf(cursor -> !cursor.isOn());
    while (!heads.isEmpty()) {
      RowCursor head = heads.remove();
      taker.take(head.bytes(), head.start() + HEADER, RowKey.length(head.bytes(), head.start()));
      if (head.next()) {
        heads.add(head);
      }
    }
  }

  /** The files that hold rows now. */
  List<Path> files() {
    return spilled.stream().map(SpilledRows::path).toList();
  }

  @Override
  public void close() {
    spilled.forEach(SpilledRows::close);
  }
}
