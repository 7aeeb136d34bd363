package dev.netgen.analyzer.listing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
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

  private final int memory;
  private final List<SpilledRows> spilled = new ArrayList<>();
  private final RowBlock block = new RowBlock();

  /** An empty store that holds at most this many bytes of rows in memory. */
  RowStore(int memory) {
    this.memory = memory;
  }

  /** Adds a row. */
  void add(long nanos, long frame, int file, RowBytes row) {
    if (block.rows() > 0 && block.heldWith(row.length()) > memory) {
      spill();
    }
    block.add(nanos, frame, file, row);
  }

  private void spill() {
    try {
      spilled.add(SpilledRows.write(block, RowOrder.of(block)));
    } catch (IOException e) {
      throw new UncheckedIOException("temporary file for rows: " + e.getMessage(), e);
    }
    block.clear();
  }

  /** Gives all rows back in order. */
  void forEach(Taker taker) {
    int[] order = RowOrder.of(block);
    if (spilled.isEmpty()) {
      for (int row : order) {
        byte[] bytes = block.bytes(row);
        int start = block.start(row);
        taker.take(bytes, start + RowBlock.HEADER, RowKey.length(bytes, start));
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
      taker.take(
          head.bytes(), head.start() + RowBlock.HEADER, RowKey.length(head.bytes(), head.start()));
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
