package dev.netgen.cli;

import com.google.common.collect.ImmutableMap;
import dev.netgen.capture.StopLatch;
import dev.netgen.capture.StopReason;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets a capture end in order on SIGINT, SIGTERM and SIGHUP; a second signal ends the process at
 * once.
 *
 * <p>Implementation note: a shutdown hook could neither tell the signals apart nor end with exit
 * code 0, so {@code sun.misc.Signal} of the module jdk.unsupported is used; by reflection, because
 * javac warns of it in a way that cannot be switched off. Where it is missing, signals do what they
 * always do.
 */
final class StopSignals {
  private static final ImmutableMap<String, StopReason> REASONS =
      ImmutableMap.of(
          "INT", StopReason.INTERRUPTED,
          "TERM", StopReason.TERMINATED,
          "HUP", StopReason.TERMINATED);
  private static final int KILLED_BY_SIGNAL = 130;

  private StopSignals() {}

  static void install(StopLatch stop) {
    AtomicBoolean asked = new AtomicBoolean();
    REASONS.forEach(
        (signal, reason) ->
            handle(
                signal,
                () -> {
                  if (asked.getAndSet(true)) {
                    Runtime.getRuntime().halt(KILLED_BY_SIGNAL);
                  }
                  stop.request(reason);
                }));
  }

  private static void handle(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              StopSignals.class.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  action.run();
                }
                return null;
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      // the signal then ends the process as usual; what is on disk is readable at any instant
    }
  }
}
