package dev.netgen.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.analyzer.testing.Pcap;
import dev.netgen.analyzer.testing.TcpTalk;
import dev.netgen.analyzer.testing.TimedPacket;
import dev.netgen.model.graph.Encryption;
import dev.netgen.model.graph.LinkEvidence;
import dev.netgen.model.graph.VerdictEvidence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A link's verdicts: how many flows had each, why, and the packet that shows it. */
final class VerdictEvidenceTest {
  private static final String REQUEST = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String STATUS = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
  private static final long SECOND = 1_000_000_000L;

  @TempDir Path folder;

  private List<VerdictEvidence> verdicts(List<TimedPacket> packets) throws IOException {
    Path file = folder.resolve("some.pcap");
    Files.write(file, Pcap.ethernet(packets));
    Analysis analysis = Analyzer.analyze(List.of(file), List.of(), AnalyzerOptions.defaults());
    assertThat(analysis.evidence().links()).hasSize(1);
    LinkEvidence link = analysis.evidence().links().values().iterator().next();
    return link.verdicts();
  }

  private static List<TimedPacket> talk(int port, int after, String said, String answered) {
    return TcpTalk.between("10.0.0.1", port, "10.0.0.2", 80)
        .at(1_800_000_000_000_000_000L + after * SECOND)
        .handshake()
        .client(said)
        .server(answered)
        .close()
        .packets();
  }

  @Test
  void eachVerdictIsCountedAndShownByThePacketThatBeginsToSpeak() throws IOException {
    List<TimedPacket> packets = new ArrayList<>(talk(40_000, 0, REQUEST, STATUS));
    int before = packets.size();
    packets.addAll(talk(40_001, 60, "\1\2\3\4", "\5\6\7\10"));
    packets.addAll(talk(40_002, 120, REQUEST, STATUS));

    List<VerdictEvidence> verdicts = verdicts(packets);

    assertThat(verdicts)
        .extracting(VerdictEvidence::encryption)
        .containsExactly(Encryption.OPAQUE, Encryption.PLAINTEXT);
    assertThat(verdicts).extracting(VerdictEvidence::speaks).containsExactly("", "http");
    assertThat(verdicts).extracting(VerdictEvidence::flows).containsExactly(1L, 2L);
    assertThat(verdicts.get(1).reason()).isEqualTo("HTTP/1 request line");
    // SYN, SYN-ACK and ACK come before the first word.
    assertThat(verdicts.get(1).packet().frame()).isEqualTo(4);
    assertThat(verdicts.get(0).packet().frame()).isEqualTo(before + 4);
  }

  @Test
  void withoutPayloadTheFirstPacketShowsIt() throws IOException {
    List<TimedPacket> packets =
        TcpTalk.between("10.0.0.1", 40_000, "10.0.0.2", 80).handshake().close().packets();

    List<VerdictEvidence> verdicts = verdicts(packets);

    assertThat(verdicts).hasSize(1);
    assertThat(verdicts.get(0).encryption()).isEqualTo(Encryption.NONE);
    assertThat(verdicts.get(0).packet().frame()).isEqualTo(1);
  }
}
