package dev.netgen.cli;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import dev.netgen.analyzer.Analysis;
import dev.netgen.analyzer.Analyzer;
import dev.netgen.analyzer.AnalyzerOptions;
import dev.netgen.analyzer.Observed;
import dev.netgen.analyzer.Survey;
import dev.netgen.analyzer.Surveyor;
import dev.netgen.analyzer.decode.TunnelPorts;
import dev.netgen.analyzer.resolve.Explanation;
import dev.netgen.model.decision.Decisions;
import dev.netgen.model.flow.SettledFlow;
import dev.netgen.model.format.DecisionsYaml;
import dev.netgen.model.format.inventory.InventoryFile;
import dev.netgen.model.format.inventory.InventoryFiles;
import dev.netgen.model.inventory.AddressStory;
import dev.netgen.model.problem.ProblemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** Options of every verb that analyzes recordings. */
final class AnalysisOptions {
  private static final int MOST_PORT = 65_535;

  @Option(
      names = "--inventory",
      paramLabel = "[NAME=]FILE",
      description =
          "docker inspect, docker network inspect or kubectl get ... -A -o json|yaml output, a"
              + " hosts file or netgen.yaml; repeatable. NAME is the Kubernetes cluster's where"
              + " there are several. A recording's own inventory is used besides.")
  private List<Path> inventories = new ArrayList<>();

  @Option(
      names = "--decisions",
      paramLabel = "FILE",
      description =
          "netgen.yaml: machines outside any inventory and, when a graph goes to another cluster,"
              + " its namespaces, resolvers and peers there; repeatable.")
  private List<Path> decisions = new ArrayList<>();

  @Option(
      names = "--vxlan-port",
      paramLabel = "PORT",
      description = "Look for VXLAN on this UDP port besides 4789 and 8472; repeatable.")
  private List<Integer> vxlanPorts = new ArrayList<>();

  @Option(
      names = "--geneve-port",
      paramLabel = "PORT",
      description = "Look for Geneve on this UDP port besides 6081; repeatable.")
  private List<Integer> genevePorts = new ArrayList<>();

  Analysis analyze(List<Path> inputs) {
    return Analyzer.analyze(inputs, files(List.of()), bounds());
  }

  /** The analysis with every conversation. */
  Observed observe(List<Path> inputs) {
    return Analyzer.observe(inputs, files(List.of()), bounds());
  }

  /**
   * Hands every conversation out besides; files are not digested, since no row names a digest.
   *
   * @param links whether the evidence of links is wanted
   */
  Analysis list(List<Path> inputs, boolean links, Consumer<SettledFlow> flows) {
    AnalyzerOptions plain = bounds();
    AnalyzerOptions bounds = plain.withPipeline(plain.pipeline().withoutDigests());
    return links
        ? Analyzer.list(inputs, files(List.of()), bounds, flows)
        : Analyzer.rows(inputs, files(List.of()), bounds, flows);
  }

  private AnalyzerOptions bounds() {
    AnalyzerOptions defaults = AnalyzerOptions.defaults();
    return defaults.withPipeline(
        defaults.pipeline().withStandardInput(System.in).withTunnelPorts(tunnelPorts()));
  }

  private TunnelPorts tunnelPorts() {
    TunnelPorts ports = TunnelPorts.defaults();
    for (int port : vxlanPorts) {
      ports = ports.withVxlan(checked("--vxlan-port", port));
    }
    for (int port : genevePorts) {
      ports = ports.withGeneve(checked("--geneve-port", port));
    }
    return ports;
  }

  private static int checked(String option, int port) {
    if (port < 1 || port > MOST_PORT) {
      throw ProblemException.usage(
          "not a port", option + " " + port, "give a number from 1 to " + MOST_PORT);
    }
    return port;
  }

  /** The analysis, and the addresses that are no workload's. */
  Survey survey(List<Path> inputs, List<Path> moreInventories) {
    return Surveyor.survey(inputs, files(moreInventories), bounds());
  }

  /** Who an address is, in each recording or in the inventories alone. */
  List<AddressStory> explain(ShownInputs shown, AskedAddress asked) {
    if (!shown.recordings().isEmpty()) {
      return Surveyor.explain(
          shown.recordings(),
          files(shown.inventories()),
          bounds(),
          asked.address(),
          asked.moment());
    }
    Explanation explanation =
        Explanation.explain(
            inventoryFiles(shown.inventories()).read(),
            Optional.empty(),
            asked.address(),
            asked.moment().instant());
    return List.of(
        new AddressStory(
            "",
            explanation.steps(),
            explanation.outcome(),
            ImmutableList.of(),
            ImmutableList.of()));
  }

  /** All inventories as they were given; machines that people named are one more. */
  private List<Path> files(List<Path> more) {
    List<Path> files = new ArrayList<>(inventories);
    files.addAll(decisions);
    files.addAll(more);
    return files;
  }

  /** The same by cluster. */
  InventoryFiles inventoryFiles(List<Path> more) {
    ImmutableListMultimap.Builder<String, Path> files = ImmutableListMultimap.builder();
    files(more).stream()
        .map(InventoryFile::parse)
        .forEach(argument -> files.put(argument.cluster(), argument.file()));
    return new InventoryFiles(files.build());
  }

  /** What people decided, of all files together. */
  Decisions decided() {
    return decisions.stream().map(DecisionsYaml::read).reduce(Decisions.none(), Decisions::with);
  }

  /** Whether an inventory of another cluster was given. */
  boolean anyInventory() {
    return !inventories.isEmpty();
  }

  /** A graph that is read needs no inventory; giving one is a mistake. */
  void refuseInventories(Path graph) {
    if (!inventories.isEmpty()) {
      throw ProblemException.usage(
          "--inventory needs a recording", graph + " is a graph", "leave --inventory out");
    }
    refuseDecisions(graph);
  }

  /** The same where workloads that may be isolated unseen are decisions about the graph itself. */
  void refuseIdleDecisions(Path graph) {
    Decisions decided = decided();
    if (decided.silent().isEmpty() && decided.networks().isEmpty()) {
      refuseDecisions(graph);
    }
  }

  /** Decisions about a graph are about another cluster, whose inventory they need. */
  void refuseDecisions(Path graph) {
    if (!decisions.isEmpty() && inventories.isEmpty()) {
      throw ProblemException.usage(
          "--decisions needs a recording, or --inventory of another cluster",
          graph + " is a graph",
          "give one, or leave --decisions out");
    }
  }
}
