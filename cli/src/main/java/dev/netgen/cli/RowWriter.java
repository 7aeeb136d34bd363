package dev.netgen.cli;

import dev.netgen.model.flow.SettledFlow;
import dev.netgen.report.FlowFormat;
import dev.netgen.report.TextBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Writes flows in the order given. Many are written by a thread of its own, while whoever gives
 * them goes on; what writing throws is thrown at {@link #end}.
 */
final class RowWriter {
  private static final int BATCH = 256;
  private static final int MOST_BATCHES = 4;
  private static final int WRITE_AT = 1 << 16;

  private final FlowFormat format;
  private final RowOutput out;
  private final TextBytes text = new TextBytes();
  private final ArrayBlockingQueue<List<SettledFlow>> queue =
      new ArrayBlockingQueue<>(MOST_BATCHES);
  private List<SettledFlow> batch = new ArrayList<>();
  private @Nullable Thread thread;
  private volatile @Nullable Throwable failure;

  /** A writer that has written what stands before the first flow. */
  RowWriter(FlowFormat format, RowOutput out) {
    this.format = format;
    this.out = out;
    format.begin(text);
  }

  /** The next flow. */
  void row(SettledFlow flow) {
    batch.add(flow);
    if (batch.size() == BATCH) {
      if (thread == null) {
        thread = new Thread(this::work, "rows");
        thread.setDaemon(true);
        thread.start();
      }
      hand();
    }
  }

  private void hand() {
    try {
      queue.put(batch);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    batch = new ArrayList<>(BATCH);
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted", e);
  }

  /** Takes batches up to an empty one. */
  private void work() {
    try {
      for (List<SettledFlow> rows = queue.take(); !rows.isEmpty(); rows = queue.take()) {
        if (failure == null) {
          attempt(rows);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void attempt(List<SettledFlow> rows) {
    try {
      write(rows);
    } catch (RuntimeException | Error e) {
      failure = e;
    }
  }

  private void write(List<SettledFlow> rows) {
    for (int i = 0; i < rows.size(); i++) {
      format.row(rows.get(i), text);
      if (text.length() >= WRITE_AT) {
        out.write(text.bytes(), text.length());
        text.clear();
      }
    }
  }

  /** Writes what is left, and what stands after the last flow. */
  void end() {
    List<SettledFlow> rest = batch;
    Thread writing = thread;
    if (writing != null) {
      batch = new ArrayList<>();
      hand();
      join(writing);
    }
    write(rest);
    format.end(text);
    out.write(text.bytes(), text.length());
  }

  private void join(Thread writing) {
    try {
      writing.join();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    Throwable thrown = failure;
    if (thrown instanceof Error error) {
      throw error;
    }
    if (thrown instanceof RuntimeException exception) {
      throw exception;
    }
  }
}
