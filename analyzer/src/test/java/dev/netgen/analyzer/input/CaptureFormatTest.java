package dev.netgen.analyzer.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.netgen.analyzer.flow.Flow;
import dev.netgen.analyzer.testing.Packets;
import dev.netgen.analyzer.testing.Pcap;
import dev.netgen.analyzer.testing.Pcapng;
import dev.netgen.analyzer.testing.Runs;
import dev.netgen.analyzer.testing.TimedPacket;
import dev.netgen.model.problem.ProblemException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What capture files say, in all their forms, and what is said about other files. */
class CaptureFormatTest {
  private static final long TIME = 1_800_000_000_123_456_789L;
  private static final byte[] FRAME =
      Packets.udp("10.0.0.1", 1111, "10.0.0.2", 2222).payload("hello").ethernet();

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "false, false, 1800000000123456000",
    "false, true,  1800000000123456000",
    "true,  false, 1800000000123456789",
    "true,  true,  1800000000123456789"
  })
  void pcapInBothByteOrdersAndUnits(boolean nanoseconds, boolean bigEndian, long expected) {
    Pcap pcap = Pcap.linkType(1);
    pcap = nanoseconds ? pcap.nanoseconds() : pcap;
    pcap = bigEndian ? pcap.bigEndian() : pcap;
    Flow flow = Runs.capture(pcap.write(List.of(new TimedPacket(TIME, FRAME)))).only();
    assertThat(flow.firstNanos()).isEqualTo(expected);
    assertThat(flow.aToB().bytes()).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource({
    "6, 1800000000123456, 0, 1800000000123456000", // the default unit, said
    "9, 1800000000123456789, 0, 1800000000123456789",
    "3, 1800000000123, 0, 1800000000123000000",
    "0, 1800000000, 0, 1800000000000000000",
    "12, 1800000123456789, 0, 1800000123456",
    "6, 123456, 1800000000, 1800000000123456000", // if_tsoffset
    "6, 1800000001123456, -1, 1800000000123456000",
    "0x81, 3600000001, 0, 1800000000500000000", // halves of a second
    "0x80, 1800000000, 0, 1800000000000000000",
    "0xA0, 7730941132800000000, 0, 1800000000000000000", // 2^-32
    "0xBF, 4611686018427387904, 0, 500000000", // 2^-63
    "0x7F, 12345, 0, 0", // finer than anything
    "6, -1, 0, 9223372036854775807", // does not fit: clamped
    "6, 1, -9000000000, 0"
  })
  void pcapngTimeUnits(String resolution, long units, long offset, long expected) {
    Pcapng file = Pcapng.create();
    byte[] unit = file.option(9, new byte[] {(byte) (int) Integer.decode(resolution)});
    file.describe(1, 0, unit, file.option64(14, offset)).packet(0, units, FRAME);
    assertThat(Runs.capture(file.toBytes()).only().firstNanos()).isEqualTo(expected);
  }

  @Test
  void pcapngSectionsInterfacesAndPacketBlocks() {
    Pcapng file = Pcapng.create();
    file.describe(1, 0, file.name("eth0")).describe(1, 0, file.name("eth1"));
    file.packet(0, 1, FRAME).packet(1, 2, FRAME).obsolete(1, 3, 3, FRAME).simple(FRAME, 60);
    file.block(4, new byte[] {0, 0, 0, 0}).block(10, new byte[16]).block(0xBAD, new byte[8]);
    file.statistics(0, file.option64(4, 10), file.option64(5, 7));
    file.section(ByteOrder.BIG_ENDIAN);
    file.describe(1, 0, file.name("eth1")).packet(0, 4, FRAME);
    Runs.Outcome outcome = Runs.capture(file.toBytes());
    assertThat(outcome.result().observers())
        .extracting(Observer::name, Observer::packets)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("-:eth0", 2L),
            org.assertj.core.groups.Tuple.tuple("-:eth1", 3L));
    assertThat(outcome.flows())
        .extracting(Flow::observer, Flow::frame, f -> f.aToB().packets())
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(0, 1L, 2L),
            org.assertj.core.groups.Tuple.tuple(1, 2L, 3L));
    assertThat(outcome.result().notes())
        .extracting(InputNote::text)
        .containsExactlyInAnyOrder(
            "1 custom blocks not used",
            "1 decryption secrets blocks not used",
            "1 name resolution blocks not used",
            "7 packets of eth0 dropped by the interface",
            "3 packets of eth1 dropped by the writer, between packets");
  }

  @Test
  void pcapngPacketOfAnInterfaceNobodyDescribed() {
    byte[] file = Pcapng.create().describe(1, 0).packet(9, 1, FRAME).toBytes();
    assertThat(Runs.capture(file).result().account())
        .containsOnlyKeys("pcapng interface not described");
  }

  @Test
  void unknownLinkTypeBesideAKnownOneIsCounted() {
    byte[] file =
        Pcapng.create()
            .describe(1, 0)
            .describe(147, 0)
            .packet(0, 1, FRAME)
            .packet(1, 2, FRAME)
            .toBytes();
    assertThat(Runs.capture(file).result().account()).containsOnlyKeys("link type 147 (USER0)");
  }

  @Test
  void unknownLinkTypeAloneIsRefused() {
    assertProblem(Pcap.linkType(147).write(List.of()), "unknown link type 147 (USER0)");
    assertProblem(
        Pcapng.create().describe(147, 0).packet(0, 1, FRAME).toBytes(),
        "unknown link type 147 (USER0)");
  }

  @Test
  void unknownLinkTypeAloneIsCountedAndRefused() {
    List<TimedPacket> packets = List.of(new TimedPacket(1, FRAME), new TimedPacket(2, FRAME));
    assertProblem(
        Pcap.linkType(119).write(packets),
        "unknown link type 119 (IEEE802_11_PRISM), all 2 packets left out");
  }

  @Test
  void aFileOfUnknownLinkTypeDoesNotSpoilOthers() throws IOException {
    List<TimedPacket> packets = List.of(new TimedPacket(1, FRAME), new TimedPacket(2, FRAME));
    Path good = Files.write(folder.resolve("good.pcap"), Pcap.ethernet(packets));
    Path odd = Files.write(folder.resolve("odd.pcap"), Pcap.linkType(107).write(packets));
    Path none = Files.write(folder.resolve("none.pcap"), Pcap.linkType(163).write(List.of()));
    PipelineResult result =
        Runs.paths(List.of(odd, good, none), PipelineOptions.defaults()).result();
    assertThat(result.account()).containsExactly(Map.entry("link type 107 (FRELAY)", 2L));
    assertThat(result.flowPackets()).isEqualTo(2);
    assertThat(result.notes())
        .extracting(InputNote::toString)
        .containsExactly(
            odd + ": link type 107 (FRELAY) is not decoded, its packets are left out",
            none + ": link type 163 (IEEE802_11_AVS) is not decoded, its packets are left out");
  }

  @Test
  void otherFilesAreNamedForWhatTheyAre() {
    assertProblem(new byte[0], "empty");
    assertProblem("GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII), "is text");
    assertProblem("ab".getBytes(StandardCharsets.US_ASCII), "is text");
    assertProblem(new byte[] {'s', 'n', 'o', 'o', 'p', 0, 0, 0}, "snoop");
    assertProblem(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, "begins with 0x01020304");
    assertProblem(new byte[] {0x50, 0x4B, 3, 4, 0, 0, 0, 0}, "zip archive");
    assertProblem(new byte[] {'B', 'Z', 'h', '9', 0, 0, 0, 0}, "compressed with bzip2");
    assertProblem(new byte[] {(byte) 0xFD, '7', 'z', 'X', 'Z', 0, 0, 0}, "compressed with xz");
    byte[] tar = new byte[512];
    System.arraycopy("ustar".getBytes(StandardCharsets.US_ASCII), 0, tar, 257, 5);
    assertProblem(tar, "tar archive");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "03:04:05.123456 IP 10.0.0.1.1 > 10.0.0.2.2: UDP, length 5\n",
        "2026-11-22 03:04:05.123456 ARP, Request who-has 10.0.0.2",
        "1800000000.123456 IP6 ::1.1 > ::1.2: UDP, length 5",
        "tcpdump: listening on eth0, link-type EN10MB\n",
        "reading from file a.pcap, link-type EN10MB (Ethernet)\n"
      })
  void whatTcpdumpPrintsIsNamed(String text) {
    assertProblem(text.getBytes(StandardCharsets.US_ASCII), "text printed by tcpdump");
    assertProblem(text.getBytes(StandardCharsets.US_ASCII), "tcpdump -w FILE");
  }

  @ParameterizedTest
  @CsvSource({
    "2, 64, true", // Ethernet
    "2, 8, false", // shorter than its header
    "0, 64, false",
    "99, 64, false"
  })
  void erfIsRecognisedByItsShape(int type, int length, boolean named) {
    byte[] file = new byte[Math.max(256, 4 * length)];
    for (int at = 0; at + 16 <= file.length; at += Math.max(16, length)) {
      file[at + 7] = 0x6B; // 2026, little-endian seconds
      file[at + 8] = (byte) type;
      file[at + 11] = (byte) length;
    }
    assertProblem(file, named ? "an ERF capture" : "begins with 0x00000000");
  }

  @Test
  void pcapngNamesAreHintsBoundedAndNoMore() {
    Pcapng file = Pcapng.create().describe(1, 0);
    file.names(new byte[] {10, 0, 0, 2}, "db.local", "db").names(new byte[16], "nobody here");
    file.names(new byte[] {10, 0, 0, 2}, "db").packet(0, 1, FRAME);
    PipelineResult result = Runs.capture(file.toBytes()).result();
    assertThat(result.hints())
        .extracting(hint -> hint.address() + " " + hint.name())
        .containsExactly("10.0.0.2 db", "10.0.0.2 db.local", ":: nobody?here");
    assertThat(result.packets()).isEqualTo(1);
    Pcapng many = Pcapng.create().describe(1, 0);
    for (int i = NameHints.MAX + 99; i >= 0; i--) {
      many.names(new byte[] {10, 1, (byte) (i >> 8), (byte) i}, "h" + i);
    }
    result = Runs.capture(many.toBytes()).result();
    assertThat(result.hints()).hasSize(NameHints.MAX);
    assertThat(result.hints().get(NameHints.MAX - 1).name()).isEqualTo("h" + (NameHints.MAX - 1));
  }

  @Test
  void pcapngStatisticsAreTotalsOfTheirSection() {
    Pcapng file = Pcapng.create();
    file.describe(1, 0, file.name("eth0")).packet(0, 1, FRAME);
    file.statistics(0, file.option64(7, 2)).statistics(0, file.option64(7, 5));
    file.section(ByteOrder.BIG_ENDIAN).describe(1, 0, file.name("eth0"));
    file.statistics(0, file.option64(7, 3));
    assertThat(Runs.capture(file.toBytes()).result().notes())
        .extracting(InputNote::text)
        .containsExactly("8 packets of eth0 dropped by the system");
  }

  @Test
  void pcapngDescriptionLostMakesItsPacketsUnknownNotAnotherInterfaces() {
    Pcapng file = Pcapng.create();
    int lost = file.toBytes().length;
    file.describe(1, 0, file.name("eth0")).describe(101, 0, file.name("tun0"));
    file.packet(0, 1, FRAME).packet(1, 2, FRAME).packet(0, 3, FRAME);
    byte[] bytes = file.toBytes();
    bytes[lost] = 0x55; // the type of eth0's description
    bytes[lost + 4] = 0x55; // and its length
    PipelineResult result = Runs.capture(bytes).result();
    assertThat(result.account()).containsExactly(entry("pcapng interface not described", 3L));
    assertThat(result.notes()).extracting(InputNote::offset).containsExactly((long) lost);
  }

  @Test
  void oddPcapHeadersAreNoDamage() {
    List<TimedPacket> packets = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      long jump = i % 7 == 3 ? 400L * 86_400 * 1_000_000_000 : 0; // a clock that was set
      packets.add(new TimedPacket(TIME + i - jump, FRAME, i % 2 == 0 ? 0 : FRAME.length));
    }
    PipelineResult result = Runs.capture(Pcap.ethernet(packets)).result();
    assertThat(result.packets()).isEqualTo(50);
    assertThat(result.notes()).isEmpty();
  }

  @Test
  void aCaptureInsideAPacketIsItsPayload() {
    byte[] inner = Pcap.ethernet(java.util.Collections.nCopies(9, new TimedPacket(TIME, FRAME)));
    byte[] frame = Packets.udp("10.0.0.1", 1, "10.0.0.2", 2).payload(inner).ethernet();
    List<TimedPacket> packets = java.util.Collections.nCopies(5, new TimedPacket(TIME, frame));
    assertThat(Runs.packets(packets).result().packets()).isEqualTo(5);
    assertThat(Runs.packets(packets).result().notes()).isEmpty();
  }

  private void assertProblem(byte[] content, String words) {
    Path file = folder.resolve("capture.bin");
    assertThatThrownBy(
            () -> {
              Files.write(file, content);
              Runs.paths(List.of(file), PipelineOptions.defaults());
            })
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.kind()).isEqualTo(ProblemException.Kind.INPUT))
        .hasMessageContaining(words)
        .hasMessageContaining(file.toString());
  }

  @Test
  void missingFileAndEmptyDirectory() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    for (Path path : List.of(folder.resolve("missing.pcap"), empty)) {
      assertThatThrownBy(() -> Runs.paths(List.of(path), PipelineOptions.defaults()))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining(path.toString());
    }
  }

  @Test
  void directoryTakesCapturesByContentAndNotesTheRest() throws IOException {
    byte[] capture = Pcap.ethernet(List.of(new TimedPacket(TIME, FRAME)));
    Files.write(folder.resolve("b"), capture);
    Files.write(folder.resolve("a.pcap"), capture);
    Files.write(folder.resolve("c.pcap"), new byte[0]);
    Files.writeString(folder.resolve("README"), "what this is");
    Runs.Outcome outcome = Runs.paths(List.of(folder), PipelineOptions.defaults());
    assertThat(outcome.result().packets()).isEqualTo(2);
    assertThat(outcome.result().notes())
        .extracting(InputNote::kind)
        .containsExactlyInAnyOrder(InputNote.Kind.IGNORED, InputNote.Kind.EMPTY);
    assertThat(outcome.flows()).extracting(Flow::observer).containsExactlyInAnyOrder(0, 1);
  }

  @Test
  void digestsOfFilesAsStoredEvenWhenReadingStopsEarly() throws IOException {
    byte[] capture = Pcap.ethernet(List.of(new TimedPacket(TIME, FRAME)));
    Path file = folder.resolve("a.pcap");
    Files.write(file, Packets.join(capture, new byte[600_000]));
    String expected =
        com.google.common.hash.Hashing.sha256().hashBytes(Files.readAllBytes(file)).toString();
    PipelineResult result =
        Runs.paths(List.of(file), PipelineOptions.defaults().withDigests()).result();
    assertThat(result.files().get(0).sha256()).contains(expected);
    assertThat(Runs.paths(List.of(file), PipelineOptions.defaults()).result().files().get(0))
        .extracting(PacketFile::sha256)
        .isEqualTo(java.util.Optional.empty());
  }
}
