package dev.netgen.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A process of {@code echo.py}, here or in a container. */
final class EchoServer {
  private EchoServer() {}

  /**
   * Waits, without sending anything, until the process has bound the port that it was given last:
   * an engine says that a container runs before that.
   */
  static void await(long pid, String lastPort) throws Exception {
    Path sockets = Path.of("/proc", Long.toString(pid), "net/udp6");
    String bound = String.format(Locale.ROOT, ":%04X ", Integer.parseInt(lastPort));
    for (int i = 0; i < 600; i++) {
      if (Files.exists(sockets) && Files.readString(sockets).contains(bound)) {
        return;
      }
      Thread.sleep(50);
    }
    throw new AssertionError("process " + pid + " has not bound port " + lastPort);
  }
}
