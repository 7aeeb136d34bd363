package dev.netgen.cli;

import dev.netgen.analyzer.Analysis;
import dev.netgen.analyzer.Analyzer;
import dev.netgen.analyzer.AnalyzerOptions;
import dev.netgen.analyzer.decode.TunnelPorts;
import dev.netgen.model.flow.SettledFlow;
import dev.netgen.model.problem.ProblemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** Options of every verb that analyzes recordings. */
final class AnalysisOptions {
  private static final int MOST_PORT = 65_535;

  @Option(
      names = "--inventory",
      paramLabel = "FILE",
      description =
          "docker inspect, docker network inspect or kubectl get ... -A -o json output; repeatable."
              + " A recording's own inventory is used besides.")
  private List<Path> inventories = new ArrayList<>();

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
    return Analyzer.analyze(inputs, inventories, bounds());
  }

  /** Hands every conversation out besides; files are not digested, since no row names a digest. */
  Analysis list(List<Path> inputs, Consumer<SettledFlow> flows) {
    AnalyzerOptions bounds = bounds();
    return Analyzer.list(
        inputs, inventories, bounds.withPipeline(bounds.pipeline().withoutDigests()), flows);
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

  /** A graph that is read needs no inventory; giving one is a mistake. */
  void refuseInventories(Path graph) {
    if (!inventories.isEmpty()) {
      throw ProblemException.usage(
          "--inventory needs a recording", graph + " is a graph", "leave --inventory out");
    }
  }
}
