package dev.netgen.analyzer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netgen.analyzer.resolve.DnsMessages;
import dev.netgen.analyzer.testing.Packets;
import dev.netgen.analyzer.testing.Pcap;
import dev.netgen.analyzer.testing.TcpTalk;
import dev.netgen.analyzer.testing.TimedPacket;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Capture files and inventories as users give them, through the whole analysis. */
final class AnalyzerTest {
  private static final long START = 1_800_000_000_000_000_000L;
  private static final String CONTAINER =
      """
      {"Id": "%1$s", "Name": "/%1$s", "Config": {"Labels": {}}, "HostConfig": {}, "State": {},
       "NetworkSettings": {"Ports": {}, "Networks": {"net": {"IPAddress": "%2$s"}}}}""";

  @TempDir private Path directory;

  private Path inventory() throws IOException {
    String text =
        "["
            + CONTAINER.formatted("web", "10.0.0.1")
            + ","
            + CONTAINER.formatted("db", "10.0.0.2")
            + "]";
    return Files.writeString(directory.resolve("containers.json"), text);
  }

  private Path capture(String name, List<TimedPacket> packets) throws IOException {
    return Files.write(directory.resolve(name), Pcap.ethernet(packets));
  }

  private Path inside() throws IOException {
    return capture(
        "inside.pcap",
        TcpTalk.between("10.0.0.1", 40_000, "10.0.0.2", 6379)
            .at(START)
            .handshake()
            .client("*1\r\n$4\r\nPING\r\n")
            .server("+PONG\r\n")
            .close()
            .packets());
  }

  private Path outside() throws IOException {
    byte[] answer =
        DnsMessages.response("api.example.com", 60)
            .address("api.example.com", "198.51.100.7")
            .bytes();
    List<TimedPacket> packets = new ArrayList<>();
    byte[] frame = Packets.udp("203.0.113.53", 53, "10.0.0.1", 33_333).payload(answer).ethernet();
    packets.add(new TimedPacket(START, frame));
    packets.addAll(
        TcpTalk.between("10.0.0.1", 40_001, "198.51.100.7", 8080)
            .at(START + 1_000_000)
            .handshake()
            .client("GET / HTTP/1.1\r\nHost: other.example.com\r\n\r\n")
            .server("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
            .close()
            .packets());
    return capture("outside.pcap", packets);
  }

  private static Analysis analyze(List<Path> inputs, List<Path> inventories) {
    return Analyzer.analyze(inputs, inventories, AnalyzerOptions.defaults());
  }

  @Test
  void capturesAndAnInventoryGiveLinksNamesAndObservation() throws IOException {
    Analysis analysis = analyze(List.of(inside(), outside()), List.of(inventory()));
    assertThat(analysis.graph().links().keySet().toString())
        .isEqualTo(
            "[docker:web -> docker:db 6379/tcp, docker:web -> outside:api.example.com 8080/tcp]");
    assertThat(analysis.graph().peer(PeerId.parse("docker:web")).observed())
        .containsExactly(Direction.EGRESS);
    assertThat(analysis.graph().peer(PeerId.parse("docker:db")).observed())
        .containsExactly(Direction.INGRESS);
    assertThat(analysis.evidence().links().firstEntry().getValue().packets().get(0).file())
        .isEqualTo("inside.pcap");
  }

  @Test
  void orderAndRepetitionOfInputsDoNotMatter() throws IOException {
    Path one = inside();
    Path other = outside();
    List<Path> inventories = List.of(inventory());
    assertThat(analyze(List.of(other, one, other), inventories))
        .isEqualTo(analyze(List.of(one, other), inventories));
  }

  @Test
  void withoutInventoryNothingIsInvented() throws IOException {
    assertThat(analyze(List.of(inside()), List.of()).graph().links().keySet().toString())
        .isEqualTo("[unresolved:10.0.0.1 -> unresolved:10.0.0.2 6379/tcp]");
  }

  @Test
  void whatCannotBeUsedIsAProblemOfTheInput() throws IOException {
    Path capture = inside();
    Path missing = directory.resolve("missing.pcap");
    assertThatThrownBy(() -> analyze(List.of(missing), List.of()))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("missing.pcap");
    assertThatThrownBy(() -> analyze(List.of(capture), List.of(capture)))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("inside.pcap");
  }
}
