package dev.netgen.analyzer.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The way back of the buffers in which flows were handed out, from the thread that has looked at
 * them to the one that fills them. Nothing may read a flow's bytes once it was given.
 *
 * <p>Bounded: beyond {@link #MOST_BYTES} that nobody took, buffers are left to the collector.
 */
public final class SpentPrefixes {
  private static final int TOGETHER = 128;
  private static final int MOST_BYTES = 8 << 20;

  /** Of the thread that gives. */
  private final List<byte[]> given = new ArrayList<>(TOGETHER + 1);

  private final Object lock = new Object();
  private final List<byte[]> offered = new ArrayList<>();
  private int bytes;

  /** Gives back a flow, each once. */
  public void give(Flow flow) {
    give(flow.aToB().data());
    give(flow.bToA().data());
    if (given.size() >= TOGETHER) {
      offer();
      given.clear();
    }
  }

  private void give(byte[] buffer) {
    if (buffer.length > 0) {
      given.add(buffer);
    }
  }

  private void offer() {
    synchronized (lock) {
      for (int i = 0; i < given.size() && bytes < MOST_BYTES; i++) {
        offered.add(given.get(i));
        bytes += given.get(i).length;
      }
    }
  }

  /** Takes all that were given. */
  void takeAll(Consumer<byte[]> taker) {
    synchronized (lock) {
      offered.forEach(taker);
      offered.clear();
      bytes = 0;
    }
  }
}
