package dev.netgen.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.analyzer.testing.Pcap;
import dev.netgen.analyzer.testing.TcpTalk;
import dev.netgen.analyzer.testing.TimedPacket;
import dev.netgen.model.flow.SettledFlow;
import dev.netgen.model.graph.Encryption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The listing tells what the graph tells, and also of what is no link. */
class ListingTest {
  private static final long START = 1_800_000_000_000_000_000L;

  @TempDir private Path work;

  private static List<TimedPacket> midStream(int clientPort, String client, String server) {
    return TcpTalk.between(client, clientPort, server, 40_000)
        .at(START + clientPort)
        .sequences(7L * clientPort, 11L * clientPort)
        .client("one")
        .server("two")
        .client("three")
        .packets();
  }

  private List<SettledFlow> list(List<TimedPacket> packets) throws IOException {
    List<TimedPacket> ordered = new ArrayList<>(packets);
    ordered.sort(Comparator.comparingLong(TimedPacket::nanos));
    Path file = Files.write(work.resolve("a.pcap"), Pcap.ethernet(ordered));
    List<SettledFlow> rows = new ArrayList<>();
    Analysis analysis =
        Analyzer.list(List.of(file), List.of(), AnalyzerOptions.defaults(), rows::add);
    assertThat(analysis.graph().links()).isEmpty();
    return rows;
  }

  /** Ports alone say nothing here: all are of the range that clients use. */
  @Test
  void lateEvidenceDirectsRowsThatAreNoLinks() throws IOException {
    List<TimedPacket> packets = new ArrayList<>();
    for (int port : new int[] {50_001, 50_002, 50_003}) {
      packets.addAll(midStream(port, "127.0.0.1", "127.0.0.1"));
    }
    assertThat(list(packets))
        .hasSize(3)
        .allSatisfy(row -> assertThat(row.serverPort()).isEqualTo(40_000))
        .extracting(SettledFlow::directionBasis)
        .containsOnly("several remote ports talk to it");
  }

  /** Two remote ports may be chance. */
  @Test
  void tooLittleEvidenceLeavesThemOpen() throws IOException {
    List<TimedPacket> packets = midStream(50_001, "127.0.0.1", "127.0.0.1");
    assertThat(list(packets)).extracting(SettledFlow::directionBasis).containsOnly("undecided");
  }

  /** What a file holds is no protocol's; that it was announced says that it crosses in clear. */
  @Test
  void announcedDataAreListedAsWhatTheyAreFor() {
    List<SettledFlow> rows = new ArrayList<>();
    Analyzer.list(
        List.of(Path.of("..", "samples", "scenarios", "protocol-ftp", "recording")),
        List.of(),
        AnalyzerOptions.defaults(),
        rows::add);
    List<SettledFlow> data =
        rows.stream().filter(row -> row.encryptionBasis().contains("ftp-data")).toList();
    assertThat(data).hasSizeGreaterThan(3);
    assertThat(data).extracting(SettledFlow::application).containsOnly("ftp");
    assertThat(data).extracting(SettledFlow::encryption).containsOnly(Encryption.PLAINTEXT);
  }
}
