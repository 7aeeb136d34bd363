package dev.netgen.analyzer.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.analyzer.testing.Packets;
import dev.netgen.analyzer.testing.Runs;
import dev.netgen.analyzer.testing.TcpTalk;
import dev.netgen.analyzer.testing.TimedPacket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Flows that another one announced say so, and near misses do not. */
class DynamicPortsTest {
  private static final String CLIENT = "10.0.0.1";
  private static final String SERVER = "10.0.0.2";
  private static final long SECOND = 1_000_000_000L;
  private static final long START = 1_800_000_000L * SECOND;

  private static TcpTalk control() {
    return TcpTalk.between(CLIENT, 40000, SERVER, 2121).handshake().server("220 ready\r\n");
  }

  private static List<String> expected(
      TcpTalk control, String from, int fromPort, String to, int port) {
    List<TimedPacket> packets = new ArrayList<>(control.packets());
    long later = packets.get(packets.size() - 1).nanos() + 1;
    packets.addAll(
        TcpTalk.between(from, fromPort, to, port).at(later).handshake().client("x").packets());
    return Runs.packets(packets).flows().stream().map(f -> f.context().expected()).toList();
  }

  private static TcpTalk letters(TcpTalk talk, String line) {
    line.chars().forEach(letter -> talk.client(String.valueOf((char) letter)));
    return talk;
  }

  private record Case(
      String name, TcpTalk control, String from, int fromPort, String to, int port, String word) {}

  private static Case passive(String name, TcpTalk control, int port, String word) {
    return new Case(name, control, CLIENT, 40001, SERVER, port, word);
  }

  private static Case active(String name, TcpTalk control, int port, String word) {
    return new Case(name, control, SERVER, 20, CLIENT, port, word);
  }

  @TestFactory
  Stream<DynamicTest> ftp() {
    String entering = "227 Entering Passive Mode (10,0,0,2,200,10).\r\n";
    TcpTalk other = TcpTalk.between(CLIENT, 40000, SERVER, 2121).handshake().server("250 hi\r\n");
    return Stream.of(
            passive("227", control().server(entering), 51210, "ftp-data"),
            passive(
                "227 of a connection joined later",
                TcpTalk.between(CLIENT, 40000, SERVER, 2121).client("PASV\r\n").server(entering),
                51210,
                "ftp-data"),
            passive(
                "227 before a translator",
                control().server(entering.replace("10,0,0,2", "192,168,9,9")),
                51210,
                "ftp-data"),
            passive("another port", control().server(entering), 51211, ""),
            passive("no greeting", other.server(entering), 51210, ""),
            passive("said by the client", control().client(entering), 51210, ""),
            passive("229", control().server("229 Extended (|||51210|)\r\n"), 51210, "ftp-data"),
            passive(
                "too late",
                control().server(entering).pause(121 * SECOND).client("NOOP\r\n"),
                51210,
                ""),
            active("PORT", control().client("PORT 10,0,0,1,200,11\r\n"), 51211, "ftp-data"),
            active("EPRT", control().client("EPRT |1|10.0.0.1|51211|\r\n"), 51211, "ftp-data"),
            passive(
                "227 split in its port",
                control().server(entering.substring(0, 41)).server(entering.substring(41)),
                51210,
                "ftp-data"),
            passive(
                "227 split in its port is no other port",
                control().server(entering.substring(0, 41)).server(entering.substring(41)),
                51201,
                ""),
            passive(
                "227 with another line between",
                control()
                    .server(entering.substring(0, 41))
                    .server("x\r\n")
                    .server(entering.substring(41)),
                51210,
                ""),
            passive(
                "a greeting in pieces",
                TcpTalk.between(CLIENT, 40000, SERVER, 2121)
                    .handshake()
                    .server("2")
                    .server("20 re")
                    .server("ady\r\n")
                    .server(entering),
                51210,
                "ftp-data"),
            active(
                "PORT byte by byte",
                letters(control(), "PORT 10,0,0,1,200,11\r\n"),
                51211,
                "ftp-data"),
            active(
                "PORT to a third party", control().client("PORT 10,0,0,7,200,11\r\n"), 51211, ""),
            active("PORT of nonsense", control().client("PORT 10,0,0,1,999,11\r\n"), 51211, ""))
        .map(
            c ->
                DynamicTest.dynamicTest(
                    c.name,
                    () ->
                        assertThat(expected(c.control, c.from, c.fromPort, c.to, c.port))
                            .containsExactlyInAnyOrder("", c.word)));
  }

  @Test
  void theParentIsTheServerOfTheControlConnection() {
    List<TimedPacket> packets =
        new ArrayList<>(control().server("229 x (|||51210|)\r\n").packets());
    packets.addAll(
        TcpTalk.between(CLIENT, 40001, SERVER, 51210)
            .at(packets.get(packets.size() - 1).nanos() + 1)
            .handshake()
            .packets());
    Flow data =
        Runs.packets(packets).flows().stream().filter(f -> f.portB() == 51210).toList().get(0);
    assertThat(data.context().parentServer())
        .hasValueSatisfying(a -> assertThat(a).hasToString(SERVER));
    assertThat(data.context().parentPort()).isEqualTo(2121);
  }

  private static TimedPacket udp(int at, String from, int port, String to, int other, String text) {
    return new TimedPacket(START + at, Packets.udp(from, port, to, other).payload(text).ethernet());
  }

  private static List<String> words(TimedPacket... packets) {
    return Runs.packets(List.of(packets)).flows().stream()
        .map(f -> f.context().expected())
        .toList();
  }

  @Test
  void tftpAnswersFromAPortOfItsOwn() {
    TimedPacket request = udp(0, CLIENT, 4000, SERVER, 69, "\0\1boot.img\0octet\0");
    TimedPacket answer = udp(1, SERVER, 33333, CLIENT, 4000, "\0\3\0\1data");
    TimedPacket stranger = udp(2, "10.0.0.3", 33333, CLIENT, 4000, "\0\3\0\1data");
    TimedPacket almost = udp(0, CLIENT, 4000, SERVER, 69, "\0\1boot.img\0octal\0");
    assertThat(words(request, answer)).containsExactly("", "tftp");
    assertThat(words(request, stranger)).containsExactly("", "");
    assertThat(words(almost, answer)).containsExactly("", "");
  }

  @Test
  void rtpIsAnnouncedBySdp() {
    String sdp = "\r\n\r\nv=0\r\nc=IN IP4 10.0.0.5\r\nm=audio 49170 RTP/AVP 0\r\n";
    TimedPacket invite = udp(0, CLIENT, 5060, SERVER, 5060, "INVITE sip:b@x SIP/2.0" + sdp);
    TimedPacket media = udp(1, "10.0.0.6", 7000, "10.0.0.5", 49170, "0123456789ab");
    TimedPacket control = udp(2, "10.0.0.6", 7001, "10.0.0.5", 49171, "0123456789ab");
    TimedPacket other = udp(3, "10.0.0.6", 7000, "10.0.0.5", 49172, "0123456789ab");
    assertThat(words(invite, media, control, other)).containsExactly("", "rtp", "rtp", "");
  }

  @ParameterizedTest
  @CsvSource({
    "RTP/AVP, rtp",
    "RTP/AVPF, rtp",
    "RTP/SAVP, srtp",
    "RTP/SAVPF, srtp",
    "UDP/TLS/RTP/SAVPF, srtp",
    "udptl, ''"
  })
  void theProfileTellsWhetherMediaIsToBeEncrypted(String profile, String word) {
    String sdp = "\r\n\r\nv=0\r\nc=IN IP4 10.0.0.5\r\nm=audio 49170 " + profile + " 0\r\n";
    TimedPacket invite = udp(0, CLIENT, 5060, SERVER, 5060, "INVITE sip:b@x SIP/2.0" + sdp);
    TimedPacket media = udp(1, SERVER, 7000, "10.0.0.5", 49170, "0123456789ab");
    assertThat(words(invite, media)).containsExactly("", word);
    FlowContext context = Runs.packets(List.of(invite, media)).flows().get(1).context();
    boolean told = !word.isEmpty();
    assertThat(context.parentProtocol()).isEqualTo(told ? 17 : 0);
    assertThat(context.parentClient().map(Object::toString))
        .isEqualTo(told ? Optional.of(CLIENT) : Optional.empty());
  }

  @Test
  void rtpIsAnnouncedByRtsp() {
    TcpTalk talk =
        TcpTalk.between(CLIENT, 40000, SERVER, 554)
            .handshake()
            .client("SETUP rtsp://b/1 RTSP/1.0\r\n\r\n")
            .server(
                "RTSP/1.0 200 OK\r\nTransport: RTP/AVP;client_port=4588-4589;server_port=6256-6257\r\n");
    List<TimedPacket> packets = new ArrayList<>(talk.packets());
    packets.add(
        new TimedPacket(
            packets.get(4).nanos() + 1,
            Packets.udp(SERVER, 6256, CLIENT, 4588).payload("0123456789ab").ethernet()));
    assertThat(Runs.packets(packets).flows())
        .extracting(f -> f.context().expected())
        .containsExactly("", "rtp");
  }
}
