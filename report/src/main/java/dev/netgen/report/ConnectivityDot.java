package dev.netgen.report;

import dev.netgen.model.connectivity.Connectivity;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Connectivity in the DOT language of Graphviz: a node a workload, grouped by namespace, an edge a
 * pair.
 */
public final class ConnectivityDot {
  private ConnectivityDot() {}

  /** The graph. */
  public static String write(Connectivity connectivity) {
    StringBuilder out = new StringBuilder("digraph connectivity {\n  rankdir=LR;\n");
    TreeMap<String, TreeSet<String>> groups = new TreeMap<>();
    for (String workload : connectivity.workloads()) {
      String namespace = workload.substring(0, Math.max(0, workload.indexOf('/')));
      groups.computeIfAbsent(namespace, absent -> new TreeSet<>()).add(workload);
    }
    int number = 0;
    for (String namespace : groups.keySet()) {
      out.append("  subgraph cluster_").append(number++).append(" {\n    label=");
      out.append(quoted(namespace)).append(";\n");
      for (String workload : groups.getOrDefault(namespace, new TreeSet<>())) {
        out.append("    ").append(quoted(workload)).append(";\n");
      }
      out.append("  }\n");
    }
    for (Connectivity.Connection each : connectivity.connections()) {
      edge(out, List.of(each.from(), each.to()), each.ports());
    }
    return out.append("}\n").toString();
  }

  private static void edge(StringBuilder out, List<String> ends, String ports) {
    out.append("  ").append(quoted(ends.get(0))).append(" -> ").append(quoted(ends.get(1)));
    out.append(" [label=").append(quoted(ports)).append("];\n");
  }

  /** A quoted string: only the quote and the backslash mean something in it. */
  private static String quoted(String text) {
    return "\"" + Escapes.terminal(text).replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
