package dev.netgen.capture;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Asks a running capture to end, from any thread; the first reason stands. */
public final class StopLatch {
  private final CountDownLatch requested = new CountDownLatch(1);
  private final AtomicReference<@Nullable StopReason> reason = new AtomicReference<>();

  /** Asks to end. */
  public void request(StopReason why) {
    reason.compareAndSet(null, why);
    requested.countDown();
  }

  /** Waits this long for a request; the reason once there is one. */
  public Optional<StopReason> await(Duration time) {
    try {
      if (requested.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
        return Optional.ofNullable(reason.get());
      }
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      request(StopReason.TERMINATED);
      return Optional.ofNullable(reason.get());
    }
  }
}
