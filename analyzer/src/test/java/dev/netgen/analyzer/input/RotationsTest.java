package dev.netgen.analyzer.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import dev.netgen.analyzer.flow.Flow;
import dev.netgen.analyzer.testing.Packets;
import dev.netgen.analyzer.testing.Pcap;
import dev.netgen.analyzer.testing.Pcapng;
import dev.netgen.analyzer.testing.Runs;
import dev.netgen.analyzer.testing.TcpTalk;
import dev.netgen.analyzer.testing.TimedPacket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which files of a directory are pieces of one capture. */
class RotationsTest {
  private static final byte[] FRAME =
      Packets.udp("10.0.0.1", 1111, "10.0.0.2", 2222).payload("hello").ethernet();

  @TempDir Path folder;

  /** Names, and for each file the seconds of its first and last packet; a group is in brackets. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x.pcap 0-9, x.pcap1 10-19, x.pcap2 20-29 | [x.pcap x.pcap1 x.pcap2]",
        "x.pcap 0-9, x.pcap9 10-19, x.pcap10 20-29 | [x.pcap x.pcap9 x.pcap10]",
        "x.pcap0 20-29, x.pcap1 0-9, x.pcap2 10-19 | [x.pcap1 x.pcap2 x.pcap0]", // -W wraps
        "x-20261122-0300.pcap 0-9, x-20261122-0400.pcap 9-19"
            + " | [x-20261122-0300.pcap x-20261122-0400.pcap]",
        "x_00001_20261122030405.pcap 0-9, x_00002_20261122030415.pcap 10-19"
            + " | [x_00001_20261122030405.pcap x_00002_20261122030415.pcap]",
        "node1.pcap 0-9, node2.pcap 1-8 | [node1.pcap] [node2.pcap]", // at the same time
        "node1.pcap 0-9, node2.pcap 9000-9009 | [node1.pcap] [node2.pcap]", // unrelated
        "x.pcap 0-9, x.pcap1 9000-9009 | [x.pcap x.pcap1]", // a quiet network
        "a.pcap 0-9, b.pcap 10-19 | [a.pcap] [b.pcap]",
        "eth0-1.pcap 0-9, eth0-2.pcap 10-19, eth1-1.pcap 0-9, eth1-2.pcap 10-19"
            + " | [eth0-1.pcap eth0-2.pcap] [eth1-1.pcap eth1-2.pcap]",
        "a1.pcap 0-9, a2.pcap 5-19, a3.pcap 15-30 | [a1.pcap] [a2.pcap] [a3.pcap]"
      })
  void piecesFollowOneAnother(String files, String groups) throws IOException {
    List<Path> paths = new ArrayList<>();
    for (String file : Splitter.on(", ").split(files)) {
      List<String> parts = Splitter.onPattern("[ -](?=[0-9]+(-[0-9]+)?$)").splitToList(file);
      List<TimedPacket> packets = new ArrayList<>();
      for (int second = Integer.parseInt(parts.get(1));
          second <= Integer.parseInt(parts.get(2));
          second++) {
        packets.add(at(second));
      }
      paths.add(Files.write(folder.resolve(parts.get(0)), Pcap.ethernet(packets)));
    }
    Collections.sort(paths);
    StringBuilder found = new StringBuilder();
    Rotations.of(paths)
        .forEach(
            group ->
                found
                    .append(found.isEmpty() ? "" : " ")
                    .append(group.stream().map(p -> p.getFileName().toString()).toList()));
    assertThat(found.toString().replace(",", "")).isEqualTo(groups);
  }

  private static TimedPacket at(int second) {
    return new TimedPacket(1_700_000_000_000_000_000L + second * 1_000_000_000L, FRAME);
  }

  private static List<TimedPacket> seconds(int from, int to) {
    return IntStream.range(from, to).mapToObj(RotationsTest::at).toList();
  }

  private List<Integer> sizes() throws IOException {
    try (var files = Files.list(folder)) {
      return Rotations.of(files.sorted().toList()).stream().map(List::size).toList();
    }
  }

  @Test
  void anotherLinkTypeOrInterfaceIsAnotherCapture() throws IOException {
    Files.write(folder.resolve("a1.pcap"), Pcap.linkType(1).write(seconds(0, 5)));
    Files.write(folder.resolve("a2.pcap"), Pcap.linkType(113).write(seconds(5, 9)));
    Files.write(folder.resolve("b1.pcapng"), pcapng("eth0", 0));
    Files.write(folder.resolve("b2.pcapng"), pcapng("eth1", 5));
    Files.write(folder.resolve("b3.pcapng"), pcapng("eth1", 9));
    assertThat(sizes()).containsExactly(1, 1, 1, 2);
  }

  private static byte[] pcapng(String name, int second) {
    Pcapng file = Pcapng.create();
    file.describe(1, 0, file.name(name));
    seconds(second, second + 4).forEach(p -> file.packet(0, p.nanos() / 1000, p.bytes()));
    return file.toBytes();
  }

  @Test
  void filesOfAnySizeAreJudgedByTheirEnds() throws IOException {
    byte[] frame = Packets.udp("10.0.0.1", 1, "10.0.0.2", 2).payload(new byte[1400]).ethernet();
    for (int file = 0; file < 3; file++) {
      List<TimedPacket> packets = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        packets.add(new TimedPacket(at(0).nanos() + (file * 500L + i) * 1_000_000, frame));
      }
      byte[] bytes = Pcap.ethernet(packets);
      Files.write(folder.resolve("x" + file + ".pcap"), bytes);
      Files.write(folder.resolve("cut" + file + ".pcap"), Arrays.copyOf(bytes, bytes.length - 9));
    }
    assertThat(sizes()).containsExactly(3, 3);
  }

  @Test
  void filesWithoutPacketsStandAlone() throws IOException {
    Files.write(folder.resolve("x1.pcap"), Pcap.ethernet(seconds(0, 5)));
    Files.write(folder.resolve("x2.pcap"), Pcap.ethernet(seconds(5, 9)));
    Files.write(folder.resolve("x3.pcap"), Pcap.ethernet(List.of()));
    Files.write(folder.resolve("x4.pcap"), new byte[0]);
    assertThat(sizes()).containsExactly(2, 1, 1);
  }

  @Test
  void aConnectionOverTheBorderIsOneFlow() throws IOException {
    List<TimedPacket> talk =
        TcpTalk.between("10.0.0.1", 40000, "10.0.0.2", 80)
            .handshake()
            .client("question")
            .server("answer")
            .close()
            .packets();
    Files.write(folder.resolve("x.pcap"), Pcap.ethernet(talk.subList(0, 4)));
    Files.write(folder.resolve("x.pcap1"), Pcap.ethernet(talk.subList(4, talk.size())));
    Runs.Outcome outcome = Runs.paths(List.of(folder), PipelineOptions.defaults());
    Flow flow = outcome.only();
    assertThat(flow.aToB().packets() + flow.bToA().packets()).isEqualTo(talk.size());
    assertThat(outcome.result().observers()).hasSize(1);
    assertThat(outcome.result().files()).hasSize(2);
  }
}
