package dev.netgen.analyzer.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * Measures what an input costs: memory and processor time are at most a fixed part and so much for
 * each byte of input. The bounds are wide, since instrumented code is slow; what they catch is
 * memory or time that an attacker can multiply.
 *
 * @param fixedBytes allocated whatever the input
 * @param bytesPerByte allocated for each byte of input
 */
public record Effort(long fixedBytes, long bytesPerByte) {
  private static final long FIXED_NANOS = 4_000_000_000L;
  private static final long NANOS_PER_BYTE = 200_000;
  private static final int TRIES = 3;

  /**
   * Runs this, up to three times while it costs too much; running it twice must do no harm.
   *
   * @param size bytes of the input that the work may be in proportion to
   */
  public void within(long size, Runnable work) {
    String excess = excess(size, work);
    for (int again = 1; again < TRIES && !excess.isEmpty(); again++) {
      excess = excess(size, work); // the first time classes are loaded
    }
    if (!excess.isEmpty()) {
      throw new AssertionError(excess);
    }
  }

  private String excess(long size, Runnable work) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long allocated = threads.getCurrentThreadAllocatedBytes();
    long nanos = threads.getCurrentThreadCpuTime();
    work.run();
    long cost = threads.getCurrentThreadAllocatedBytes() - allocated;
    long time = threads.getCurrentThreadCpuTime() - nanos;
    return excess("bytes allocated", cost, fixedBytes + bytesPerByte * size, size)
        + excess("nanoseconds", time, FIXED_NANOS + NANOS_PER_BYTE * size, size);
  }

  private static String excess(String what, long cost, long most, long size) {
    return cost > most
        ? cost + " " + what + " for " + size + " bytes, more than " + most + "; "
        : "";
  }
}
