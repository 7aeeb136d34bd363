package dev.netgen.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** Inputs good and bad, written into a folder: what the tests of errors are fed with. */
final class Inputs {
  static final String GRAPH =
      """
      apiVersion: netgen/v1
      kind: CommunicationGraph
      peers:
        - {id: "docker:shop/backend", network: [shop_default], observed: [egress, ingress]}
        - {id: "docker:shop/redis", network: [shop_default], observed: [egress, ingress]}
      links:
        - {from: "docker:shop/backend", to: "docker:shop/redis", port: 6379/tcp, speaks: redis, encryption: plaintext}
      """;

  private static final int FILE_HEADER = 24;
  private static final int FRAME_HEADER = 16;
  private static final int LINK_TYPE_AT = 20;
  private static final int FRAMES = 5;
  private static final int ENOUGH = 1 << 14;

  private Inputs() {}

  /** The first frames of a sample, as a capture file of its own. */
  static byte[] capture() throws IOException {
    return capture(FRAMES);
  }

  /** So many frames of it. */
  static byte[] capture(int frames) throws IOException {
    byte[] begin;
    try (InputStream in =
        Files.newInputStream(Samples.KUBERNETES.resolve("packets/calife631ed16bf-0001.pcap"))) {
      begin = in.readNBytes(ENOUGH);
    }
    ByteBuffer in = ByteBuffer.wrap(begin).order(ByteOrder.LITTLE_ENDIAN);
    int end = FILE_HEADER;
    for (int i = 0; i < frames; i++) {
      end += FRAME_HEADER + in.getInt(end + 8);
    }
    if (end > begin.length) {
      throw new IOException("frames are larger than thought");
    }
    return Arrays.copyOf(begin, end);
  }

  /** Everything the tables name; {@code folder} is new. */
  static void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    byte[] capture = capture();
    Files.write(folder.resolve("good.pcap"), capture);
    Files.write(folder.resolve("empty.pcap"), new byte[0]);
    Files.write(folder.resolve("short.pcap"), Arrays.copyOf(capture, 10));
    Files.write(folder.resolve("strange.pcap"), withLinkType(capture, 147));
    Files.write(folder.resolve("text.pcap"), "hello\nworld\n".getBytes(StandardCharsets.UTF_8));
    Files.write(folder.resolve("text.txt"), "hello\nworld\n".getBytes(StandardCharsets.UTF_8));
    Files.write(folder.resolve("binary.pcap"), new byte[] {1, 2, 3, 4, 0, 0, 0, 0, 9, 9});
    Files.write(folder.resolve("packed.pcap"), "PK\3\4abcdefgh".getBytes(StandardCharsets.UTF_8));
    Files.write(folder.resolve("odd.pcap.gz"), new byte[] {0x1f, (byte) 0x8b, 9, 9, 9, 9, 9, 9});
    Files.write(folder.resolve("capture.yaml"), capture);
    Files.createDirectories(folder.resolve("nothing"));
    Files.createDirectories(folder.resolve("torn"));
    Files.writeString(folder.resolve("torn/recording.yaml"), "apiVersion: netgen/v1\nkind: Reco");
    Files.writeString(folder.resolve("graph.yaml"), GRAPH);
    Files.writeString(folder.resolve("other.yaml"), GRAPH);
    Path recording = folder.resolve("badinventory");
    copy(Samples.ROOT.resolve("samples/scenarios/kube-named-port/recording"), recording);
    Files.writeString(inventory(recording), "{\"ap");
  }

  /** The first inventory of a recording. */
  static Path inventory(Path recording) throws IOException {
    try (Stream<Path> files = Files.list(recording.resolve("inventory"))) {
      return files.sorted().findFirst().orElseThrow();
    }
  }

  static byte[] withLinkType(byte[] capture, int linkType) {
    byte[] other = capture.clone();
    ByteBuffer.wrap(other).order(ByteOrder.LITTLE_ENDIAN).putInt(LINK_TYPE_AT, linkType);
    return other;
  }

  static void copy(Path from, Path to) throws IOException {
    try (var walk = Files.walk(from)) {
      for (Path path : (Iterable<Path>) walk::iterator) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
  }
}
