package dev.netgen.analyzer.settle;

import com.google.common.base.Splitter;
import dev.netgen.analyzer.Analyzer;
import dev.netgen.analyzer.AnalyzerOptions;
import dev.netgen.model.inventory.Inventory;
import dev.netgen.model.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

public final class DirectionReport {
  public static void main(String[] args) throws Exception {
    Path truthFile = Path.of(args[0]);
    Path root = Path.of(args[1]);
    Map<String, Map<String, Settled>> rows = new HashMap<>();
    TreeMap<String, Integer> counts = new TreeMap<>();
    for (String line : Files.readAllLines(truthFile).stream().skip(1).toList()) {
      List<String> c = Splitter.on('\t').splitToList(line);
      if (args.length > 2 && !c.get(9).equals(args[2])) continue;
      if (args.length > 3 && !c.get(1).equals(args[3])) continue;
      Settled row =
          rows.computeIfAbsent(c.get(0), cap -> rows(root.resolve(cap)))
              .get(key(c.get(1), c.get(2) + " " + c.get(3), c.get(4) + " " + c.get(5)));
      String outcome;
      if (row == null) outcome = "absent";
      else if (row.basis() == Basis.UNDECIDED) outcome = "undecided";
      else
        outcome =
            row.serverAddress().toString().equals(c.get(4))
                    && row.serverPort() == Integer.parseInt(c.get(5))
                ? "right"
                : "wrong";
      String basis = row == null ? "" : row.basis().text();
      counts.merge(outcome, 1, Integer::sum);
      counts.merge(outcome + " by " + basis, 1, Integer::sum);
      if (!outcome.equals("right"))
        System.out.println(
            outcome
                + "\t"
                + basis
                + "\t"
                + (row == null
                    ? ""
                    : row.state() + " " + row.conversation().best().verdict().protocol())
                + "\t"
                + line);
    }
    counts.forEach((k, v) -> System.out.println(v + "\t" + k));
  }

  static Map<String, Settled> rows(Path capture) {
    List<Settled> all = new ArrayList<>();
    try {
      Analyzer.analyze(List.of(capture), List.of(), AnalyzerOptions.defaults(), all::add);
    } catch (ProblemException e) {
      return Map.of();
    }
    LateDirection late = new LateDirection(Inventory.empty(), 1_000_000);
    all.forEach(late::learn);
    Map<String, Settled> rows = new HashMap<>();
    for (Settled s : all) {
      Settled d = late.decide(s);
      String t = d.transport().map(x -> x.keyword()).orElse("" + d.conversation().protocol());
      rows.merge(
          key(
              t,
              d.clientAddress() + " " + d.clientPort(),
              d.serverAddress() + " " + d.serverPort()),
          d,
          (a, b) -> a.traffic().bytes() >= b.traffic().bytes() ? a : b);
    }
    return rows;
  }

  private static String key(String transport, String one, String other) {
    return transport + " " + (one.compareTo(other) < 0 ? one + " " + other : other + " " + one);
  }
}
