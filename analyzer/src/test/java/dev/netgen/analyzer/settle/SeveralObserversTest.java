package dev.netgen.analyzer.settle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.analyzer.Analysis;
import dev.netgen.analyzer.Analyzer;
import dev.netgen.analyzer.AnalyzerOptions;
import dev.netgen.analyzer.testing.Packets;
import dev.netgen.analyzer.testing.Pcap;
import dev.netgen.analyzer.testing.TcpTalk;
import dev.netgen.analyzer.testing.TimedPacket;
import dev.netgen.model.flow.SettledFlow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same packets by one observer or by two, under whatever names: the same links and counts. */
final class SeveralObserversTest {
  private static final long START = 1_800_000_000_000_000_000L;
  private static final long MILLI = 1_000_000L;

  @TempDir Path directory;

  static IntStream seeds() {
    return IntStream.range(0, 12);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void linksDoNotDependOnWhoSawThePackets(int seed) throws IOException {
    List<TimedPacket> all = traffic(new Random(seed), "10.0.2.");
    List<String> alone = links(analyze("alone", all));
    assertThat(alone).isNotEmpty();
    assertThat(links(analyze("both", all, later(all)))).isEqualTo(alone);
    assertThat(links(analyze("swapped", later(all), all))).isEqualTo(alone);
    List<TimedPacket> cut = all.subList(0, all.size() - 1 - new Random(seed).nextInt(40));
    assertThat(links(analyze("cut", all, later(cut)))).isEqualTo(alone);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void linksGoToWhereTranslatedPacketsGo(int seed) throws IOException {
    List<TimedPacket> before = traffic(new Random(seed), "10.0.2.");
    List<TimedPacket> after = later(traffic(new Random(seed), "10.3.2."));
    List<String> inside = links(analyze("inside", after));
    assertThat(links(analyze("translated", before, after))).isEqualTo(inside);
    assertThat(links(analyze("renamed", after, before))).isEqualTo(inside);
    List<TimedPacket> any = new ArrayList<>(before);
    any.addAll(after);
    any.sort(Comparator.comparingLong(TimedPacket::nanos));
    assertThat(links(analyze("any", any))).isEqualTo(inside);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void rowsDoNotDependOnWhenAnotherObserverBegan(int seed) throws IOException {
    List<TimedPacket> all = traffic(new Random(seed), "10.0.2.");
    List<TimedPacket> beheaded = all.subList(new Random(seed).nextInt(all.size()), all.size());
    List<TimedPacket> translated = traffic(new Random(seed), "10.3.2.");
    List<TimedPacket> behind = translated.subList(all.size() - beheaded.size(), all.size());
    long alone = connections("alone", all);
    assertThat(connections("beheaded", all, later(beheaded))).isEqualTo(alone);
    assertThat(connections("first", later(beheaded), all)).isEqualTo(alone);
    assertThat(links(analyze("links", all, later(beheaded)))).isEqualTo(links(analyze("l", all)));
    assertThat(connections("behind", all, later(behind))).isEqualTo(alone);
  }

  /** Rows of connections. */
  @SafeVarargs
  private long connections(String name, List<TimedPacket>... observers) throws IOException {
    List<SettledFlow> rows = new ArrayList<>();
    Analyzer.list(files(name, observers), List.of(), AnalyzerOptions.defaults(), rows::add);
    return rows.stream().filter(row -> row.protocol() == 6).count();
  }

  /** The same packets at a point a little further on. */
  private static List<TimedPacket> later(List<TimedPacket> packets) {
    return packets.stream().map(p -> new TimedPacket(p.nanos() + 20_000, p.bytes())).toList();
  }

  private static List<TimedPacket> traffic(Random random, String servers) {
    List<TimedPacket> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      String client = "10.0.1." + (1 + random.nextInt(3));
      String server = servers + (1 + random.nextInt(3));
      int port = 40_000 + i;
      long at = START + random.nextInt(4000) * MILLI;
      all.addAll(
          random.nextBoolean()
              ? connection(random, client, port, server, at)
              : question(client, port, server, at + 2000 * MILLI, i));
    }
    all.sort(Comparator.comparingLong(TimedPacket::nanos));
    return all;
  }

  private static List<TimedPacket> connection(
      Random random, String client, int port, String server, long at) {
    TcpTalk talk =
        TcpTalk.between(client, port, server, 80 + random.nextInt(3))
            .at(at)
            .sequences(random.nextInt(1 << 30), random.nextInt(1 << 30));
    if (random.nextInt(4) > 0) {
      talk.handshake();
    }
    talk.client("question").server("answer, " + random.nextInt(1000)).client("more");
    return talk.close().packets();
  }

  private static List<TimedPacket> question(
      String client, int port, String server, long at, int number) {
    List<TimedPacket> packets = new ArrayList<>();
    for (int i = 0; i < 6; i += 2) {
      String text = "number " + number + " part " + i;
      Packets asks = Packets.udp(client, port, server, 7777).payload("what is " + text);
      Packets answers = Packets.udp(server, 7777, client, port).payload("that is " + text);
      packets.add(new TimedPacket(at + i * MILLI, asks.ethernet()));
      packets.add(new TimedPacket(at + (i + 1) * MILLI, answers.ethernet()));
    }
    return packets;
  }

  @SafeVarargs
  private Analysis analyze(String name, List<TimedPacket>... observers) throws IOException {
    return Analyzer.analyze(files(name, observers), List.of(), AnalyzerOptions.defaults());
  }

  @SafeVarargs
  private List<Path> files(String name, List<TimedPacket>... observers) throws IOException {
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < observers.length; i++) {
      Path file = directory.resolve(name + i + ".pcap");
      Files.write(file, Pcap.ethernet(observers[i]));
      files.add(file);
    }
    return files;
  }

  private static List<String> links(Analysis analysis) {
    return analysis.evidence().links().values().stream()
        .map(
            link ->
                link.key()
                    + " flows "
                    + link.flows()
                    + " bytes "
                    + link.bytesUp()
                    + " "
                    + link.bytesDown())
        .toList();
  }
}
