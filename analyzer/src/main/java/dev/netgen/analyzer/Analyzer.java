package dev.netgen.analyzer;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.detect.Classifier;
import dev.netgen.analyzer.flow.DatagramTap;
import dev.netgen.analyzer.flow.Flow;
import dev.netgen.analyzer.flow.FlowSink;
import dev.netgen.analyzer.flow.SpentPrefixes;
import dev.netgen.analyzer.input.PacketPipeline;
import dev.netgen.analyzer.input.PipelineResult;
import dev.netgen.analyzer.listing.FlowRows;
import dev.netgen.analyzer.resolve.DnsHop;
import dev.netgen.analyzer.settle.SettledSink;
import dev.netgen.model.flow.SettledFlow;
import dev.netgen.model.problem.ProblemException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * Recordings and capture files to a graph with its evidence, in one pass over the packets. One
 * thread reads packets into flows, another takes the flows as they end.
 */
public final class Analyzer {
  /** Most conversations that {@link #observe} hands out. */
  private static final int MOST_LOGGED = 2_000_000;

  private Analyzer() {}

  /**
   * Analyzes all inputs together. The order in which they are given does not matter, and an input
   * given twice counts once.
   *
   * @param inputs recordings, directories of capture files, capture files, or {@code -}
   * @param inventoryFiles inventories that apply to all inputs, or as {@code NAME=FILE} to those of
   *     the cluster of that name and those that name none; a recording's own applies to its own
   *     packets besides
   * @throws ProblemException when an input or an inventory cannot be used
   */
  public static Analysis analyze(
      List<Path> inputs, List<Path> inventoryFiles, AnalyzerOptions options) {
    return analyze(inputs, inventoryFiles, options, settled -> {});
  }

  /**
   * The same, handing out each settled conversation as it ends, also those that are never between
   * two peers; late evidence is not in them yet.
   */
  public static Analysis analyze(
      List<Path> inputs, List<Path> inventoryFiles, AnalyzerOptions options, SettledSink settled) {
    Run run =
        new Run(
            shared(inventoryFiles),
            options,
            new Classifier(),
            (each, group) -> settled.accept(each));
    return run.finish(read(inputs, options, run));
  }

  /**
   * The same, and hands out every settled conversation in the order of first packet, also those
   * that are never between two peers. The graph lacks the facts and notes that no row holds ({@link
   * Classifier#ofVerdicts}).
   */
  public static Analysis list(
      List<Path> inputs,
      List<Path> inventoryFiles,
      AnalyzerOptions options,
      Consumer<SettledFlow> flows) {
    return rows(inputs, inventoryFiles, options, flows, Run::finish);
  }

  /** The same rows, account and losses, with a graph and evidence without links: sooner done. */
  public static Analysis rows(
      List<Path> inputs,
      List<Path> inventoryFiles,
      AnalyzerOptions options,
      Consumer<SettledFlow> flows) {
    return rows(inputs, inventoryFiles, options, flows, Run::settle);
  }

  private static Analysis rows(
      List<Path> inputs,
      List<Path> inventoryFiles,
      AnalyzerOptions options,
      Consumer<SettledFlow> flows,
      BiFunction<Run, PipelineResult, Analysis> end) {
    try (FlowRows rows = new FlowRows(options.rowMemory())) {
      Run run = new Run(shared(inventoryFiles), options, Classifier.ofVerdicts(), rows::add);
      PipelineResult read = read(inputs, options, run);
      Analysis analysis = end.apply(run, read);
      rows.forEach(new Places(read), run.settlements(), flows);
      return analysis;
    }
  }

  /** The same as {@link #analyze}, with every conversation in the order of time. */
  public static Observed observe(
      List<Path> inputs, List<Path> inventoryFiles, AnalyzerOptions options) {
    FlowLog log = new FlowLog(MOST_LOGGED);
    Run run = new Run(shared(inventoryFiles), options, new Classifier(), log);
    PipelineResult read = read(inputs, options, run);
    Analysis analysis = run.finish(read);
    return new Observed(analysis, log.traffic(run.groups(), new Pointers(read.files())));
  }

  static Inventories shared(List<Path> files) {
    return new Inventories(distinct(files));
  }

  static PipelineResult read(List<Path> inputs, AnalyzerOptions options, Run run) {
    try (Relay relay = new Relay()) {
      FlowSink flows = new Handover(run, relay, new SpentPrefixes());
      DatagramTap dns =
          (observer, segment, source, port, target, targetPort, nanos, buffer, offset, length) -> {
            byte[] message = Arrays.copyOfRange(buffer, offset, offset + length);
            DnsHop hop = new DnsHop(observer, segment, source, port, target, targetPort, nanos);
            relay.later(() -> run.dns(hop, message), length);
          };
      PipelineResult result =
          PacketPipeline.run(
              distinct(inputs),
              options.pipeline(),
              flows,
              dns,
              observer -> relay.soon(() -> run.begins(observer)));
      relay.now(run::ends);
      return result;
    }
  }

  /** Hands flows to the second thread, and the buffers of their bytes back to the first. */
  private record Handover(Run run, Relay relay, SpentPrefixes spent) implements FlowSink {
    @Override
    public void accept(Flow flow) {
      relay.later(new OneFlow(run, spent, flow), weight(flow));
    }
  }

  /** One per flow, so no lambda: what makes one that holds values is slow without optimisation. */
  private record OneFlow(Run of, SpentPrefixes spent, Flow flow) implements Runnable {
    @Override
    public void run() {
      of.flow(flow);
      spent.give(flow);
    }
  }

  private static int weight(Flow flow) {
    return flow.aToB().data().length + flow.bToA().data().length;
  }

  /** Each file once, in an order that does not depend on the order given. */
  private static ImmutableList<Path> distinct(List<Path> paths) {
    TreeMap<String, Path> byName = new TreeMap<>();
    for (Path path : paths) {
      byName.putIfAbsent(path.toAbsolutePath().normalize().toString(), path);
    }
    return ImmutableList.copyOf(byName.values());
  }
}
