package dev.netgen.analyzer.input;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.analyzer.flow.DatagramTap;
import dev.netgen.analyzer.resolve.DnsMessages;
import dev.netgen.analyzer.testing.Pcap;
import dev.netgen.analyzer.testing.TcpTalk;
import dev.netgen.analyzer.testing.TimedPacket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** DNS messages in segments of TCP, however they are cut. */
final class DnsStreamsTest {
  @TempDir private Path folder;

  private static byte[] stream(byte[]... messages) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] message : messages) {
      out.write(message.length >>> 8);
      out.write(message.length);
      out.writeBytes(message);
    }
    return out.toByteArray();
  }

  private static byte[] large(int id, int addresses) {
    DnsMessages message = DnsMessages.response("cdn.example.com", 5).id(id);
    for (int i = 0; i < addresses; i++) {
      message.address("cdn.example.com", "198.51.100." + i);
    }
    return message.bytes();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static TcpTalk talk(int port) {
    return TcpTalk.between("10.0.0.1", 40_000, "10.0.0.53", port).handshake();
  }

  private static TcpTalk cut(TcpTalk talk, byte[] stream, int... sizes) {
    int at = 0;
    for (int i = 0; at < stream.length; i++) {
      int end = Math.min(stream.length, at + sizes[i % sizes.length]);
      talk.server(text(Arrays.copyOfRange(stream, at, end)));
      at = end;
    }
    return talk;
  }

  private List<String> told(List<TimedPacket> packets) throws IOException {
    Path file = Files.write(folder.resolve("dns.pcap"), Pcap.ethernet(packets));
    List<String> told = new ArrayList<>();
    DatagramTap tap =
        (observer, vlan, src, srcPort, dst, dstPort, nanos, buffer, offset, length) ->
            told.add(src + " " + (buffer[offset + 1] & 0xFF) + " " + length);
    PacketPipeline.run(List.of(file), PipelineOptions.defaults(), flow -> {}, tap);
    return told;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 13, 14, 15, 100, 1460, 9000})
  void severalMessagesInAnySegments(int size) throws IOException {
    byte[] one = large(1, 40);
    byte[] other = large(2, 3);
    byte[] question = DnsMessages.query(1, "cdn.example.com");
    TcpTalk talk = talk(53).client(text(stream(question)));
    cut(talk, stream(one, other, one), size);
    assertThat(told(talk.packets()))
        .containsExactly(
            "10.0.0.1 1 " + question.length,
            "10.0.0.53 1 " + one.length,
            "10.0.0.53 2 " + other.length,
            "10.0.0.53 1 " + one.length);
  }

  /** On another port a segment must show that it is DNS. */
  @ParameterizedTest
  @CsvSource({"100, 1", "15, 1", "14, 0", "2, 0"})
  void onAnyPortByContent(int size, int messages) throws IOException {
    assertThat(told(cut(talk(5353), stream(large(1, 40)), size).packets())).hasSize(messages);
  }

  @Test
  void aSegmentThatIsMissingGivesTheMessageUp() throws IOException {
    List<TimedPacket> packets =
        new ArrayList<>(cut(talk(53), stream(large(1, 100), large(2, 2)), 1000).packets());
    packets.remove(packets.size() - 3);
    assertThat(told(packets)).doesNotContain("10.0.0.53 1 " + large(1, 100).length);
  }

  @Test
  void aSegmentSeenTwiceAddsNothing() throws IOException {
    byte[] message = large(1, 100);
    List<TimedPacket> packets = new ArrayList<>(cut(talk(53), stream(message), 700).packets());
    packets.add(5, packets.get(3));
    assertThat(told(packets)).containsExactly("10.0.0.53 1 " + message.length);
  }

  @Test
  void otherProtocolsAreNotTaken() throws IOException {
    TcpTalk talk = talk(80).client("GET / HTTP/1.1\r\n\r\n").server("HTTP/1.1 200 OK\r\n\r\nhello");
    assertThat(told(talk.packets())).isEmpty();
  }

  @Test
  void anyDamageIsSurvivedAndMemoryBounded() throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    List<TimedPacket> packets = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      byte[] stream = stream(large(1, 1 + random.nextInt(60)));
      stream[random.nextInt(stream.length)] = (byte) random.nextInt(256);
      TcpTalk talk = TcpTalk.between("10.0.0.1", 30_000 + i, "10.0.0.53", 53).handshake();
      packets.addAll(cut(talk, stream, 1 + random.nextInt(500)).packets());
    }
    Collections.shuffle(packets, new java.util.Random(3));
    assertThat(told(packets).size()).isLessThan(packets.size());
  }
}
