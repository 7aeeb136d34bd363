package dev.netgen.analyzer.input;

import java.io.Closeable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All sources' packets in the order of their times; ties by source, within a source as they stand
 * in its files, whatever their times.
 *
 * <p>Implementation note: a binary heap over the sources, each with its next packet ready.
 */
final class PacketMerge implements Closeable {
  private final SourceReader[] heap;
  private final int[] rank;
  private final List<SourceReader> sources;
  private int size;
  private boolean begun;

  PacketMerge(List<SourceReader> sources) {
    this.sources = sources;
    heap = new SourceReader[sources.size()];
    rank = new int[sources.size()];
  }

  /** The source whose packet comes next, or null at the end. */
  @Nullable SourceReader next() {
    if (!begun) {
      begin();
    } else if (!heap[0].next()) {
      size--;
      heap[0] = heap[size];
      rank[0] = rank[size];
      sink(0);
    } else if (size > 1) {
      sink(0);
    }
    return size == 0 ? null : heap[0];
  }

  private void begin() {
    begun = true;
    for (int i = 0; i < sources.size(); i++) {
      SourceReader source = sources.get(i);
      if (source.next()) {
        heap[size] = source;
        rank[size] = i;
        size++;
      }
    }
    for (int i = size / 2 - 1; i >= 0; i--) {
      sink(i);
    }
  }

  private void sink(int from) {
    int i = from;
    while (2 * i + 1 < size) {
      int child = 2 * i + 1;
      if (child + 1 < size && before(child + 1, child)) {
        child++;
      }
      if (!before(child, i)) {
        return;
      }
      swap(i, child);
      i = child;
    }
  }

  private boolean before(int one, int two) {
    long a = heap[one].packet().nanos;
    long b = heap[two].packet().nanos;
    return a != b ? a < b : rank[one] < rank[two];
  }

  private void swap(int one, int two) {
    SourceReader reader = heap[one];
    heap[one] = heap[two];
    heap[two] = reader;
    int number = rank[one];
    rank[one] = rank[two];
    rank[two] = number;
  }

  @Override
  public void close() {
    sources.forEach(SourceReader::close);
  }
}
