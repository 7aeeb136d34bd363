package dev.netgen.capture;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What {@link InterfaceCaptureIT} runs in other network namespaces. */
final class CaptureProcess {
  private CaptureProcess() {}

  /**
   * {@code send ADDRESS COUNT}, {@code docker DIR SECONDS PROJECT}, or {@code DIR SECONDS ROTATE
   * INTERFACE}.
   */
  public static void main(String[] args) throws Exception {
    if (args[0].equals("send")) {
      send(InetAddress.getByName(args[1]), Integer.parseInt(args[2]));
      return;
    }
    if (args[0].equals("docker")) {
      CaptureOptions options =
          CaptureOptions.to(Path.of(args[1])).lasting(Duration.ofSeconds(Long.parseLong(args[2])));
      new DockerCapture(options, args[3]).run(new StopLatch(), line -> {});
      return;
    }
    CaptureOptions options =
        new CaptureOptions(
            Path.of(args[0]),
            Optional.of(Duration.ofSeconds(Long.parseLong(args[1]))),
            CaptureOptions.DEFAULT_SNAP_LENGTH,
            "",
            Long.parseLong(args[2]),
            CaptureOptions.DEFAULT_MAX_BYTES);
    new InterfaceCapture(options, List.of(args[3]), List.of()).run(new StopLatch(), line -> {});
  }

  private static void send(InetAddress to, int count) throws Exception {
    byte[] payload = new byte[500];
    try (DatagramSocket socket = new DatagramSocket()) {
      for (int i = 0; i < count; i++) {
        socket.send(new DatagramPacket(payload, payload.length, to, 9));
      }
    }
  }
}
