package dev.netgen.analyzer;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Hands work to a second thread, which does it one after the other in the order given, so that
 * results do not depend on there being two. What the work throws is thrown to whoever hands the
 * next over; nothing is done after it.
 *
 * <p>Bounded: beyond a number of batches whoever hands over waits.
 */
final class Relay implements AutoCloseable {
  private static final int MOST_STEPS = 256;
  private static final int MOST_BYTES = 1 << 17;
  private static final int MOST_BATCHES = 16;

  /** Work handed over together; {@code done} is told after it, even when nothing was done. */
  private record Batch(List<Runnable> steps, @Nullable CountDownLatch done, boolean last) {}

  private final ArrayBlockingQueue<Batch> queue = new ArrayBlockingQueue<>(MOST_BATCHES);
  private final Thread thread = new Thread(this::work, "flows");
  private List<Runnable> steps = new ArrayList<>(MOST_STEPS);
  private int bytes;
  private volatile @Nullable Throwable failure;

  Relay() {
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Hands one step over.
   *
   * @param weight bytes it holds on to
   */
  void later(Runnable step, int weight) {
    steps.add(step);
    bytes += weight;
    if (steps.size() == MOST_STEPS || bytes >= MOST_BYTES) {
      hand(null, false);
    }
  }

  /** Hands one step over at once, with all before it. */
  void soon(Runnable step) {
    steps.add(step);
    hand(null, false);
  }

  /** Hands one step over and waits until it and all before it are done. */
  void now(Runnable step) {
    CountDownLatch done = new CountDownLatch(1);
    steps.add(step);
    hand(done, false);
    try {
      done.await();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    check();
  }

  private void hand(@Nullable CountDownLatch done, boolean last) {
    check();
    put(new Batch(steps, done, last));
    steps = new ArrayList<>(MOST_STEPS);
    bytes = 0;
  }

  private void put(Batch batch) {
    try {
      queue.put(batch);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted", e);
  }

  private void check() {
    Throwable thrown = failure;
    if (thrown instanceof Error error) {
      throw error;
    }
    if (thrown instanceof RuntimeException exception) {
      throw exception;
    }
  }

  private void work() {
    try {
      boolean last = false;
      while (!last) {
        Batch batch = queue.take();
        last = batch.last();
        doAll(batch);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void doAll(Batch batch) {
    try {
      if (failure == null) {
        batch.steps().forEach(Runnable::run);
      }
    } catch (RuntimeException | Error e) {
      failure = e;
    }
    if (batch.done() != null) {
      batch.done().countDown();
    }
  }

  /** Ends the second thread; what was handed over last without being waited for may be left out. */
  @Override
  public void close() {
    put(new Batch(List.of(), null, true));
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }
}
