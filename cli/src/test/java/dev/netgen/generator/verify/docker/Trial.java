package dev.netgen.generator.verify.docker;

import com.google.common.collect.Maps;
import dev.netgen.generator.TargetResult;
import dev.netgen.generator.verify.docker.LiveEngine.Cable;
import dev.netgen.generator.verify.docker.LiveProject.Container;
import dev.netgen.generator.verify.docker.Matrix.Attempt;
import dev.netgen.generator.verify.docker.Projects.Project;
import dev.netgen.model.net.Port;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Tries everything in one state of an engine, and holds it against what was foretold. */
final class Trial {
  private static final double PATIENCE = 0.6;
  private static final double MEDIUM = 1.2;
  private static final double MORE_PATIENCE = 3;

  private final LiveEngine engine;
  private final Map<Project, LiveProject> live;
  private final Set<Project> ruled;
  private final Map<Project, Matrix> matrices = new LinkedHashMap<>();

  /**
   * Of these.
   *
   * @param ruled those whose companion rules are in force
   */
  Trial(LiveEngine engine, Map<Project, LiveProject> live, Set<Project> ruled) {
    this.engine = engine;
    this.live = live;
    this.ruled = ruled;
    live.forEach(
        (project, running) ->
            matrices.put(
                project,
                new Matrix(
                    project.topology(), project.evaluation(), running, rules(project, running))));
  }

  private Predicate<Arrival> rules(Project project, LiveProject running) {
    if (!ruled.contains(project)) {
      return arrival -> true;
    }
    return new RuleWalk(
            project.known(),
            project.ruleText(),
            network -> running.bridges().getOrDefault(network, ""))
        ::passes;
  }

  /**
   * What is otherwise than the evaluator, the resolver or the printed list has it.
   *
   * @param beside whether projects are tried against each other, too
   */
  List<String> wrong(boolean beside) throws IOException {
    List<String> wrong = new ArrayList<>();
    try (LiveProber prober = LiveProber.start(engine.folder(), servers())) {
      Map<Attempt, String> results = results(prober);
      matrices.forEach(
          (project, matrix) -> {
            Map<Attempt, String> own = Maps.filterKeys(results, matrix.attempts()::containsKey);
            own.forEach((attempt, told) -> matrix.wrong(attempt, told).ifPresent(wrong::add));
            Optional<TargetResult> judged =
                ruled.contains(project) ? project.rules() : project.networks();
            judged
                .flatMap(
                    made ->
                        new PrintedList(project.topology(), matrix).difference(own, made.proof()))
                .ifPresent(wrong::add);
          });
      if (beside) {
        wrong.addAll(betweenProjects(prober));
      }
      wrong.addAll(names(prober));
    }
    return wrong;
  }

  private List<String> betweenProjects(LiveProber prober) throws IOException {
    List<String> open = new ArrayList<>();
    Map<Attempt, String> results = prober.results(new Neighbours(live, ruled).attempts(), PATIENCE);
    results.forEach(
        (attempt, told) -> {
          if (told.startsWith("open ")) {
            open.add("OPEN between projects: " + attempt + ": " + told);
          }
        });
    System.out.println(
        results.size() + " connections tried between projects, " + open.size() + " work");
    return open;
  }

  private List<String> servers() {
    List<String> lines = new ArrayList<>();
    lines.add("space host /run/netns/" + engine.netns());
    for (Port port : Topology.bothTransports(Topology.OF_HOST)) {
      lines.add(Matrix.server(LiveProject.HOST, port));
    }
    TreeSet<Port> outside = new TreeSet<>();
    for (Project each : live.keySet()) {
      outside.addAll(Topology.outsidePorts(each.topology().request().graph().links().keySet()));
    }
    for (Cable cable : Cable.values()) {
      lines.add("space " + cable.name() + " /run/netns/" + engine.space(cable));
      outside.forEach(port -> lines.add(Matrix.server(cable.name(), port)));
    }
    matrices.values().forEach(matrix -> lines.addAll(matrix.servers()));
    return lines;
  }

  /** What became of all attempts; what is expected to work is given more time before it counts. */
  private Map<Attempt, String> results(LiveProber prober) throws IOException {
    Map<Attempt, Boolean> attempts = new LinkedHashMap<>();
    for (Matrix matrix : matrices.values()) {
      matrix.attempts().forEach((attempt, to) -> attempts.put(attempt, to.isPresent()));
    }
    Map<Attempt, String> results = new LinkedHashMap<>(prober.results(attempts.keySet(), PATIENCE));
    List<Attempt> again =
        results.entrySet().stream()
            .filter(each -> !each.getValue().startsWith("open "))
            .filter(each -> attempts.getOrDefault(each.getKey(), false))
            .map(Map.Entry::getKey)
            .toList();
    results.putAll(prober.results(again, MORE_PATIENCE));
    System.out.println(
        results.size()
            + " connections tried"
            + (ruled.isEmpty() ? ", " : " under rules of " + ruled.size() + ", ")
            + results.values().stream().filter(result -> result.startsWith("open ")).count()
            + " work, "
            + again.size()
            + " tried again");
    return results;
  }

  /** By each of its names every container is found that shares a network, and no other. */
  private List<String> names(LiveProber prober) throws IOException {
    Map<String, String> expected = new LinkedHashMap<>();
    live.forEach(
        (project, running) -> {
          for (Container from : running.containers()) {
            if (from.space().equals(from.name())) {
              names(project, running, from, expected);
            }
          }
        });
    List<String> said = prober.answers(expected.keySet(), MEDIUM);
    List<String> wrong = new ArrayList<>();
    int at = 0;
    for (Map.Entry<String, String> each : expected.entrySet()) {
      String answer = said.get(at++);
      boolean known = Character.digit(answer.charAt(0), 16) >= 0;
      if (known ? !answer.equals(each.getValue()) : !each.getValue().isEmpty()) {
        wrong.add(each.getKey() + ": " + answer + " instead of " + each.getValue());
      }
    }
    return wrong;
  }

  private static void names(
      Project project, LiveProject running, Container from, Map<String, String> expected) {
    for (boolean ipv6 : new boolean[] {false, true}) {
      String ask = (ipv6 ? "name6 " : "name ") + from.name() + " ";
      for (String to : project.evaluation().deployment().services().keySet()) {
        if (!to.equals(from.service())) {
          expected.put(ask + to, addresses(from, each -> each.service().equals(to), running, ipv6));
        }
      }
      for (Container to : running.containers()) {
        if (!to.service().equals(from.service())) {
          expected.put(ask + to.name(), addresses(from, to::equals, running, ipv6));
        }
      }
    }
  }

  private static String addresses(
      Container from, Predicate<Container> meant, LiveProject live, boolean ipv6) {
    TreeSet<String> addresses = new TreeSet<>();
    for (Container to : live.containers()) {
      if (meant.test(to)) {
        to.addresses()
            .forEach(
                (network, own) -> {
                  if (from.addresses().containsKey(network) && !network.equals("bridge")) {
                    own.stream()
                        .filter(address -> address.contains(":") == ipv6)
                        .forEach(addresses::add);
                  }
                });
      }
    }
    return String.join(",", addresses);
  }
}
