package dev.netgen.analyzer.settle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.analyzer.Analysis;
import dev.netgen.analyzer.Analyzer;
import dev.netgen.analyzer.AnalyzerOptions;
import dev.netgen.analyzer.testing.Packets;
import dev.netgen.analyzer.testing.Pcap;
import dev.netgen.analyzer.testing.TcpTalk;
import dev.netgen.analyzer.testing.TimedPacket;
import dev.netgen.model.graph.LinkEvidence;
import dev.netgen.model.graph.LinkNote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Media streams from the packets that announce them to the graph. */
final class MediaTest {
  private static final String PLAYER = "10.0.0.1";
  private static final String SERVER = "10.0.0.2";
  private static final String LINK = "unresolved:10.0.0.1 -> unresolved:10.0.0.2 554/tcp";

  @TempDir Path folder;

  private static List<TimedPacket> played(String transport, String sender) {
    List<TimedPacket> packets =
        new ArrayList<>(
            TcpTalk.between(PLAYER, 40_000, SERVER, 554)
                .handshake()
                .client("SETUP rtsp://b/1 RTSP/1.0\r\n\r\n")
                .server("RTSP/1.0 200 OK\r\nTransport: " + transport + "\r\n\r\n")
                .packets());
    long at = packets.get(packets.size() - 1).nanos();
    for (int i = 1; i < 20; i++) {
      String media = "media " + i;
      packets.add(udp(at + i * 20_000_000L, sender, 6256, PLAYER, 4588, media));
    }
    packets.add(udp(at + 500_000_000L, sender, 6257, PLAYER, 4589, "sent so much"));
    packets.add(udp(at + 510_000_000L, PLAYER, 4589, sender, 6257, "received so much"));
    return packets;
  }

  private static TimedPacket udp(
      long at, String from, int port, String to, int other, String text) {
    return new TimedPacket(at, Packets.udp(from, port, to, other).payload(text).ethernet());
  }

  private Analysis analyze(List<TimedPacket> packets) throws IOException {
    Path file = Files.write(folder.resolve("media.pcap"), Pcap.ethernet(packets));
    return Analyzer.analyze(List.of(file), List.of(), AnalyzerOptions.defaults());
  }

  @Test
  void mediaAndItsControlArePartOfTheLinkThatAnnouncedThem() throws IOException {
    String transport = "RTP/AVP;client_port=4588-4589;server_port=6256-6257";
    Analysis analysis = analyze(played(transport, SERVER));
    assertThat(analysis.graph().links().keySet())
        .extracting(Object::toString)
        .containsExactly(LINK);
    assertThat(analysis.graph().links().firstEntry().getValue().notes())
        .contains(LinkNote.DYNAMIC_PORTS);
    LinkEvidence evidence = analysis.evidence().links().firstEntry().getValue();
    assertThat(evidence.flows()).isEqualTo(1);
    assertThat(evidence.packetsDown()).isGreaterThan(20);
    assertThat(evidence.facts().get("dynamic.ports")).containsExactly("rtp");
    assertThat(analysis.evidence().attempts()).isEmpty();
  }

  /** Who calls without an answer does not become a client by sending on. */
  @Test
  void mediaAfterACallThatNobodyAnsweredMakesNoLink() throws IOException {
    String sdp = "\r\n\r\nv=0\r\nc=IN IP4 " + PLAYER + "\r\nm=audio 4588 RTP/AVP 0\r\n";
    String invite = "INVITE sip:b@x SIP/2.0" + sdp;
    List<TimedPacket> packets = new ArrayList<>();
    packets.add(udp(1_000_000_000L, PLAYER, 5060, SERVER, 5060, invite));
    for (int i = 1; i < 20; i++) {
      packets.add(udp(1_000_000_000L + i * 20_000_000L, PLAYER, 4588, SERVER, 7000, "media " + i));
    }
    Analysis analysis = analyze(packets);
    assertThat(analysis.graph().links()).isEmpty();
    assertThat(analysis.evidence().attempts()).isNotEmpty();
  }

  @Test
  void mediaOfAnotherSenderIsNone() throws IOException {
    String transport = "RTP/AVP;client_port=4588-4589;server_port=6256-6257";
    Analysis analysis = analyze(played(transport, "10.0.0.9"));
    assertThat(analysis.graph().links().get(analysis.graph().links().firstKey()).notes())
        .doesNotContain(LinkNote.DYNAMIC_PORTS);
    assertThat(analysis.evidence().links().firstEntry().getValue().packetsDown()).isLessThan(5);
  }
}
