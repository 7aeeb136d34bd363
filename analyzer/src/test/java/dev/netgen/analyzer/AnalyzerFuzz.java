package dev.netgen.analyzer;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.netgen.analyzer.fuzz.Effort;
import dev.netgen.analyzer.fuzz.FuzzTarget;
import dev.netgen.analyzer.fuzz.SampleBytes;
import dev.netgen.analyzer.input.PipelineOptions;
import dev.netgen.analyzer.testing.Pcap;
import dev.netgen.analyzer.testing.TcpTalk;
import dev.netgen.model.flow.SettledFlow;
import dev.netgen.model.format.Documents;
import dev.netgen.model.format.GraphYaml;
import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A capture of any bytes to rows, graph and evidence, with small bounds: the same bytes give the
 * same twice, the rows hold all packets of flows, and the graph's text reads back.
 */
public final class AnalyzerFuzz implements FuzzTarget {
  private static final int FEW_FLOWS = 64;

  /** Reading YAML takes ten times as long as all the rest. */
  private static final int EVERY = 8;

  /** Rows of these may be tunnels, whose packets are those of the rows inside. */
  private static final ImmutableSet<Integer> TUNNELS = ImmutableSet.of(4, 41, 47);

  private static final ImmutableSet<Integer> TUNNEL_PORTS =
      ImmutableSet.of(2152, 3544, 4754, 4789, 4790, 6081, 6635, 8472);

  private static final Effort EFFORT = new Effort(64 << 20, 1 << 14);

  private record Told(List<String> rows, long packets, String evidence, CommunicationGraph graph) {}

  @Override
  public String label() {
    return "analyzer";
  }

  @Override
  public void run(byte[] input) {
    List<Told> told = new ArrayList<>();
    try {
      EFFORT.within(input.length, () -> told.add(list(input)));
      told.add(list(input));
    } catch (ProblemException e) {
      return;
    }
    Told first = told.get(0);
    check(first.equals(told.get(told.size() - 1)), first + "\nthen " + told.get(told.size() - 1));
    if (input.length % EVERY == 0) {
      readsBack(first.graph());
    }
  }

  private static void readsBack(CommunicationGraph graph) {
    String text = GraphYaml.write(graph);
    CommunicationGraph again = GraphYaml.read(Documents.yaml("graph", text), "graph");
    check(again.equals(graph), text);
  }

  private static Told list(byte[] capture) {
    PipelineOptions reading =
        PipelineOptions.defaults()
            .withMaxFlows(FEW_FLOWS)
            .withPrefixBudget(1 << 16)
            .withStandardInput(new ByteArrayInputStream(capture));
    AnalyzerOptions options = new AnalyzerOptions(reading, 32, 8, 16, 8, 1 << 20);
    List<String> rows = new ArrayList<>();
    long[] packets = new long[1];
    Analysis analysis =
        Analyzer.list(
            List.of(Path.of("-")),
            List.of(),
            options,
            row -> {
              rows.add(row.toString());
              packets[0] += inFlow(row);
            });
    long read = analysis.evidence().account().get("packets read");
    check(packets[0] <= read, packets[0] + " packets in rows, " + read + " read");
    long sum = analysis.evidence().account().values().stream().mapToLong(Long::longValue).sum();
    check(sum == 2 * read, "account " + analysis.evidence().account());
    return new Told(rows, packets[0], analysis.evidence().toString(), analysis.graph());
  }

  private static long inFlow(SettledFlow row) {
    check(row.packetsUp() >= 0 && row.packetsDown() >= 0, row.toString());
    check(row.firstNanos() <= row.lastNanos() && row.firstFrame() > 0, row.toString());
    boolean tunnel =
        TUNNELS.contains(row.protocol())
            || TUNNEL_PORTS.contains(row.serverPort())
            || TUNNEL_PORTS.contains(row.clientPort());
    return tunnel ? 0 : row.packetsUp() + row.packetsDown();
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }

  @Override
  public ImmutableList<byte[]> seeds() {
    TcpTalk talk = TcpTalk.between("10.0.0.1", 40_000, "10.0.0.2", 80).handshake();
    talk.client("GET / HTTP/1.1\r\nHost: shop.example\r\n\r\n").server("HTTP/1.1 200 OK\r\n\r\n");
    return ImmutableList.<byte[]>builder()
        .add(Pcap.ethernet(talk.close().packets()))
        .addAll(SampleBytes.captures(1 << 12))
        .build();
  }
}
