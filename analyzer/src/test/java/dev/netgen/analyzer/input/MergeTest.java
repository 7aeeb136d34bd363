package dev.netgen.analyzer.input;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.analyzer.flow.DatagramTap;
import dev.netgen.analyzer.flow.Flow;
import dev.netgen.analyzer.testing.Packets;
import dev.netgen.analyzer.testing.Pcap;
import dev.netgen.analyzer.testing.Runs;
import dev.netgen.analyzer.testing.TcpTalk;
import dev.netgen.analyzer.testing.TimedPacket;
import dev.netgen.model.format.RecordingYaml;
import dev.netgen.model.recording.CaptureSource;
import dev.netgen.model.recording.RecordingManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several files and sources as one: recordings, rotation, order by time. */
class MergeTest {
  private static final long START = 1_800_000_000_000_000_000L;

  @TempDir Path folder;
  private Path packets;

  @BeforeEach
  void makeFolder() throws IOException {
    packets = Files.createDirectory(folder.resolve("packets"));
  }

  private static List<TimedPacket> traffic() {
    Random random = new Random(4);
    List<TimedPacket> all = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      TcpTalk talk = TcpTalk.between("10.0.0." + i % 5, 40000 + i, "10.0.1.1", 80);
      talk.at(START + random.nextInt(2_000_000_000)).handshake();
      for (int j = random.nextInt(5); j > 0; j--) {
        talk.client("question " + j).server("answer").pause(random.nextInt(1_000_000_000));
      }
      all.addAll((i % 3 == 0 ? talk : talk.close()).packets());
    }
    all.sort(Comparator.comparingLong(TimedPacket::nanos));
    return all;
  }

  private void manifest(CaptureSource... sources) throws IOException {
    RecordingManifest manifest =
        new RecordingManifest(
            "host",
            Instant.ofEpochSecond(1_800_000_000L),
            Optional.empty(),
            "",
            "",
            "",
            Optional.empty(),
            ImmutableList.copyOf(sources));
    Files.writeString(
        folder.resolve(RecordingYaml.FILE_NAME), RecordingYaml.text(manifest, List.of()));
  }

  private static CaptureSource source(String name, long dropped, String... files) {
    return new CaptureSource(
        name,
        "host:host",
        "",
        1,
        65535,
        "",
        ImmutableSortedSet.of(),
        0,
        dropped,
        0,
        0,
        ImmutableList.copyOf(files));
  }

  @Test
  void anySplitIntoRotatedFilesGivesTheSameFlows() throws IOException {
    List<TimedPacket> all = traffic();
    List<String> whole = summaries(Runs.packets(all).flows());
    assertThat(whole).hasSize(40);
    Random random = new Random(5);
    for (int round = 0; round < 20; round++) {
      int files = 1 + random.nextInt(6);
      int[] cuts = random.ints(files - 1, 0, all.size() + 1).sorted().toArray();
      String[] names = new String[files];
      for (int i = 0; i < files; i++) {
        int from = i == 0 ? 0 : cuts[i - 1];
        int to = i == files - 1 ? all.size() : cuts[i];
        names[i] = "packets/eth0-000" + (i + 1) + ".pcap";
        Files.write(folder.resolve(names[i]), Pcap.ethernet(all.subList(from, to)));
      }
      manifest(source("eth0", 0, names));
      Runs.Outcome outcome = Runs.paths(List.of(folder), PipelineOptions.defaults());
      assertThat(summaries(outcome.flows())).isEqualTo(whole);
      assertThat(outcome.result().observers()).hasSize(1);
      for (String name : names) {
        Files.delete(folder.resolve(name));
      }
    }
  }

  /** Everything of a flow but the place of its first packet. */
  private static List<String> summaries(List<Flow> flows) {
    return flows.stream()
        .map(
            f ->
                String.join(
                    " ",
                    f.addressA() + ":" + f.portA(),
                    f.addressB() + ":" + f.portB(),
                    f.state() + "",
                    f.initiator() + "",
                    f.firstNanos() + "-" + f.lastNanos(),
                    f.aToB().packets() + "/" + f.bToA().packets(),
                    f.aToB().bytes() + "/" + f.bToA().bytes(),
                    HexFormat.of().formatHex(f.aToB().prefix()),
                    HexFormat.of().formatHex(f.bToA().prefix())))
        .toList();
  }

  @Test
  void recordingKnowsItsSourcesFilesAndLoss() throws IOException {
    List<TimedPacket> all = traffic();
    Files.write(packets.resolve("br-a-0001.pcap"), Pcap.ethernet(all.subList(0, 10)));
    Files.write(packets.resolve("br-a-0002.pcap"), Pcap.ethernet(all.subList(10, 20)));
    Files.write(packets.resolve("lo-0001.pcap"), Pcap.ethernet(all.subList(20, 30)));
    Files.write(packets.resolve("late-0001.pcap"), Pcap.ethernet(all.subList(30, 31)));
    manifest(
        source("br-a", 3, "packets/br-a-0001.pcap"),
        source("lo", 0, "packets/lo-0001.pcap", "packets/lo-0002.pcap"));
    PipelineResult result = Runs.paths(List.of(folder), PipelineOptions.defaults()).result();
    assertThat(result.recordings()).hasSize(1);
    assertThat(result.observers())
        .extracting(o -> o.name() + " " + o.packets() + " " + o.manifest().isPresent())
        .containsExactly("br-a 20 true", "lo 10 true", "late 1 false");
    assertThat(result.files())
        .extracting(PacketFile::path)
        .containsExactly(
            "packets/br-a-0001.pcap",
            "packets/br-a-0002.pcap",
            "packets/lo-0001.pcap",
            "packets/late-0001.pcap");
    assertThat(result.notes())
        .extracting(InputNote::text)
        .containsExactly("listed in recording.yaml, missing", "3 frames dropped by the kernel");
  }

  @Test
  void recordingKilledBeforeItsManifestReads() throws IOException {
    byte[] capture = Pcap.ethernet(traffic());
    Files.write(packets.resolve("eth0-0001.pcap"), capture);
    Files.write(packets.resolve("eth0-0002.pcap"), Arrays.copyOf(capture, 20));
    Files.write(packets.resolve("eth1-0001.pcap"), new byte[0]);
    PipelineResult result = Runs.paths(List.of(folder), PipelineOptions.defaults()).result();
    assertThat(result.observers()).extracting(Observer::name).containsExactly("eth0", "eth1");
    assertThat(result.notes())
        .extracting(InputNote::kind)
        .containsExactlyInAnyOrder(InputNote.Kind.CUT, InputNote.Kind.EMPTY);
  }

  @Test
  void packetsOfAllSourcesPassInTimeOrderTiesBySource() throws IOException {
    List<List<TimedPacket>> sources = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      sources.add(new ArrayList<>());
    }
    Random random = new Random(6);
    for (int i = 0; i < 400; i++) {
      int source = random.nextInt(7);
      sources.get(source).add(answer(START + i / 3 * 1000L, source, i));
    }
    List<Path> inputs = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      inputs.add(Files.write(folder.resolve(i + ".pcap"), Pcap.ethernet(sources.get(i))));
    }
    List<Long> order = new ArrayList<>();
    DatagramTap tap =
        (observer, vlan, src, srcPort, dst, dstPort, nanos, buffer, offset, length) -> {
          assertThat(src.toString()).isEqualTo("10.0.0." + (1 + observer));
          assertThat(length).isEqualTo(14);
          order.add(nanos * 10 + observer);
        };
    PacketPipeline.run(inputs, PipelineOptions.defaults(), flow -> {}, tap);
    assertThat(order).hasSize(400).isSorted();
  }

  private static TimedPacket answer(long nanos, int source, int id) {
    byte[] dns = Packets.shorts(id, 0x8180, 1, 1, 0, 0, 0);
    String address = "10.0.0." + (1 + source);
    return new TimedPacket(
        nanos, Packets.udp(address, 53, "10.0.9.9", 4000).payload(dns).ethernet());
  }

  @Test
  void questionsAndResponsesOfDnsReachTheTap() throws IOException {
    int[][] headers = {
      {1, 0x8180, 1, 1, 0, 0, 0}, // an answer
      {2, 0x0100, 1, 0, 0, 1, 0}, // a question
      {3, 0x8183, 1, 0, 1, 0, 0}, // no such name
      {4, 0x8180, 1, 0, 0, 0, 0}, // no answer
      {8, 0x0100, 1, 1, 0, 0, 0}, // a question with an answer
      {9, 0x0103, 1, 0, 0, 0, 0}, // a question that failed
      {10, 0x8185, 1, 0, 0, 0, 0}, // refused
      {5, 0x8180, 2, 1, 0, 0, 0}, // two questions
      {6, 0xA180, 1, 1, 0, 0, 0}, // another opcode
      {7, 0x8180, 1, 1, 0, 0}, // a header alone
    };
    List<TimedPacket> all = new ArrayList<>();
    for (int[] header : headers) {
      byte[] dns = Packets.shorts(header);
      byte[] frame = Packets.udp("10.0.0.1", 53, "10.0.0.2", 4000).payload(dns).ethernet();
      all.add(new TimedPacket(START, frame));
    }
    Path file = Files.write(folder.resolve("dns.pcap"), Pcap.ethernet(all));
    List<Integer> seen = new ArrayList<>();
    DatagramTap tap =
        (observer, vlan, src, srcPort, dst, dstPort, nanos, buffer, offset, length) ->
            seen.add((int) buffer[offset + 1]);
    PacketPipeline.run(List.of(file), PipelineOptions.defaults(), flow -> {}, tap);
    assertThat(seen).containsExactly(1, 2, 3, 4);
  }
}
