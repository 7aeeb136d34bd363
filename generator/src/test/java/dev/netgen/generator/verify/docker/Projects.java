package dev.netgen.generator.verify.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Lists;
import com.google.common.collect.Maps;
import dev.netgen.generator.Generators;
import dev.netgen.generator.TargetResult;
import dev.netgen.generator.verify.docker.LiveEngine.Cable;
import dev.netgen.generator.verify.docker.LiveProject.Container;
import dev.netgen.generator.verify.docker.Matrix.Attempt;
import dev.netgen.model.engine.EngineFacts;
import dev.netgen.model.net.Port;
import dev.netgen.model.proof.Proof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Compose projects on one engine, as they were generated for their graphs. */
final class Projects {
  private static final double PATIENCE = 0.6;
  private static final double MEDIUM = 1.2;
  private static final double MORE_PATIENCE = 3;

  /**
   * One of them.
   *
   * @param generated what was made for it; empty where nothing was
   */
  private record Project(
      Topology topology, Path file, DockerEvaluation evaluation, Optional<TargetResult> generated) {

    Proof proof() {
      return generated.orElseThrow().proof();
    }
  }

  private final LiveEngine engine;
  private final EngineFacts facts;
  private final List<Project> all = new ArrayList<>();

  private Projects(LiveEngine engine, EngineFacts facts) {
    this.engine = engine;
    this.facts = facts;
  }

  /** Generates for each. */
  static Projects of(LiveEngine engine, List<Topology> topologies)
      throws IOException, InterruptedException {
    Projects projects = new Projects(engine, engine.facts());
    for (Topology topology : topologies) {
      projects.generate(topology);
    }
    return projects;
  }

  private void generate(Topology topology) throws IOException {
    TargetResult result =
        Generators.all()
            .generate(topology.request().withEngine(facts), List.of("compose"))
            .targets()
            .get(0);
    assertThat(result.proof().denied()).isEmpty();
    assertThat(result.proof().unjudged()).isEmpty();
    String text =
        result.files().stream()
            .filter(file -> file.path().endsWith("docker-compose.netgen.yaml"))
            .findFirst()
            .orElseThrow()
            .content();
    add(topology, text, Optional.of(result));
  }

  /** With the project that isolates little and is not generated. */
  void withLeaky() throws IOException {
    Topology leaky = Topology.leaky();
    add(leaky, leaky.request().compose().orElseThrow().text(), Optional.empty());
  }

  private void add(Topology topology, String text, Optional<TargetResult> generated)
      throws IOException {
    Path folder = Files.createDirectories(engine.folder().resolve(topology.name()));
    Path file = Files.writeString(folder.resolve("docker-compose.yaml"), text);
    DockerEvaluation evaluation =
        DockerEvaluation.of(
            topology.name(),
            List.of(new DockerEvaluation.File(file.toString(), text)),
            topology.request().graph(),
            facts,
            true);
    all.add(new Project(topology, file, evaluation, generated));
  }

  /** Takes down again what is not generated. */
  void withoutLeaky() throws IOException, InterruptedException {
    List<Project> leaky = all.stream().filter(each -> each.generated().isEmpty()).toList();
    for (Project each : leaky) {
      engine.commands().run(composing(each, "down", "-t", "0"));
      all.remove(each);
    }
  }

  /** Has docker-compose do it for each project, for two at a time. */
  void compose(String... verb) throws IOException, InterruptedException {
    List<List<String>> commands = new ArrayList<>();
    for (Project each : all) {
      commands.add(composing(each, verb));
    }
    together(commands);
  }

  private static List<String> composing(Project project, String... verb) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("docker-compose", "-p", project.topology().name()));
    command.addAll(List.of("-f", project.file().toString()));
    command.addAll(List.of(verb));
    return command;
  }

  private void together(List<List<String>> commands) throws IOException, InterruptedException {
    for (int at = 0; at < commands.size(); at += 2) {
      List<Commands.Running> started = new ArrayList<>();
      for (List<String> each : commands.subList(at, Math.min(at + 2, commands.size()))) {
        started.add(engine.commands().start(each));
      }
      for (Commands.Running each : started) {
        each.end();
      }
    }
  }

  /** Two replicas of each project's last service that publishes nothing. */
  void scaleUp() throws IOException, InterruptedException {
    List<List<String>> commands = new ArrayList<>();
    for (Project each : all) {
      String service =
          each.evaluation().deployment().services().values().stream()
              .filter(known -> known.published().isEmpty())
              .reduce((one, other) -> other)
              .orElseThrow()
              .name();
      commands.add(composing(each, "up", "-d", "--scale", service + "=2"));
    }
    together(commands);
  }

  /** Stops all containers and starts them from the last to the first, so that addresses change. */
  void restartInAnotherOrder() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("docker", "stop", "-t", "0"));
    command.addAll(ids());
    engine.commands().run(command);
    startAll();
  }

  /** Starts all containers, from the last to the first. */
  void startAll() throws IOException, InterruptedException {
    List<String> ids = new ArrayList<>(ids());
    Collections.reverse(ids);
    List<List<String>> commands = new ArrayList<>();
    for (List<String> half : Lists.partition(ids, ids.size() / 2 + 1)) {
      List<String> command = new ArrayList<>(List.of("docker", "start"));
      command.addAll(half);
      commands.add(command);
    }
    together(commands);
  }

  private List<String> ids() throws IOException, InterruptedException {
    List<String> ids = new ArrayList<>(engine.list("docker", "ps", "-aq"));
    Collections.reverse(ids);
    return ids;
  }

  /** All containers with their addresses. */
  List<String> addresses() throws IOException, InterruptedException {
    List<String> addresses = new ArrayList<>();
    for (Project each : all) {
      LiveProject.of(engine, each.topology().name())
          .containers()
          .forEach(container -> addresses.add(container.name() + " " + container.addresses()));
    }
    return addresses;
  }

  /** Tries everything; what is not as the evaluator, the resolver or the printed list has it. */
  List<String> mismatches() throws IOException, InterruptedException {
    List<String> wrong = new ArrayList<>();
    Map<Project, LiveProject> live = live();
    Map<Project, Matrix> matrices = matrices(live);
    try (LiveProber prober = LiveProber.start(engine.folder(), servers(matrices.values()))) {
      Map<Attempt, String> results = results(prober, matrices.values(), true);
      matrices.forEach(
          (project, matrix) -> {
            Map<Attempt, String> own = Maps.filterKeys(results, matrix.attempts()::containsKey);
            own.forEach((attempt, told) -> matrix.wrong(attempt, told).ifPresent(wrong::add));
            if (project.generated().isPresent()) {
              new PrintedList(project.topology(), matrix)
                  .difference(own, project.proof())
                  .ifPresent(wrong::add);
            }
          });
      wrong.addAll(names(prober, live));
    }
    return wrong;
  }

  private Map<Project, LiveProject> live() throws IOException, InterruptedException {
    Map<Project, LiveProject> live = new LinkedHashMap<>();
    for (Project each : all) {
      live.put(each, LiveProject.of(engine, each.topology().name()));
    }
    return live;
  }

  private static Map<Project, Matrix> matrices(Map<Project, LiveProject> live) {
    Map<Project, Matrix> matrices = new LinkedHashMap<>();
    live.forEach(
        (project, running) ->
            matrices.put(project, new Matrix(project.topology(), project.evaluation(), running)));
    return matrices;
  }

  /** The same with companion rules loaded: what works is the graph, and what they list besides. */
  List<String> mismatchesWithRules() throws IOException, InterruptedException {
    List<String> wrong = new ArrayList<>();
    Map<Project, LiveProject> live = live();
    Map<Project, Matrix> matrices = matrices(live);
    Map<Project, TargetResult> rules = new LinkedHashMap<>();
    for (Map.Entry<Project, LiveProject> each : live.entrySet()) {
      TargetResult result =
          Generators.all()
              .generate(each.getKey().topology().request().withEngine(facts), List.of("nftables"))
              .targets()
              .get(0);
      rules.put(each.getKey(), result);
      new LiveRules(engine, result).load(each.getValue());
    }
    try (LiveProber prober = LiveProber.start(engine.folder(), servers(matrices.values()))) {
      Map<Attempt, String> results = results(prober, matrices.values(), false);
      matrices.forEach(
          (project, matrix) ->
              new PrintedList(project.topology(), matrix)
                  .difference(
                      Maps.filterKeys(results, matrix.attempts()::containsKey),
                      rules.getOrDefault(project, project.generated().orElseThrow()).proof())
                  .ifPresent(wrong::add));
    }
    for (TargetResult each : rules.values()) {
      new LiveRules(engine, each).remove();
    }
    return wrong;
  }

  private List<String> servers(Iterable<Matrix> matrices) {
    List<String> lines = new ArrayList<>();
    lines.add("space host /run/netns/" + engine.netns());
    for (Port port : Topology.bothTransports(Topology.OF_HOST)) {
      lines.add(Matrix.server(LiveProject.HOST, port));
    }
    TreeSet<Port> outside = new TreeSet<>();
    for (Project each : all) {
      outside.addAll(Topology.outsidePorts(each.topology().request().graph().links().keySet()));
    }
    for (Cable cable : Cable.values()) {
      lines.add("space " + cable.name() + " /run/netns/" + cable.space());
      outside.forEach(port -> lines.add(Matrix.server(cable.name(), port)));
    }
    matrices.forEach(matrix -> lines.addAll(matrix.servers()));
    return lines;
  }

  /**
   * What became of all attempts.
   *
   * @param patient whether what is expected to work and did not is tried again with more patience;
   *     otherwise all are given it
   */
  private static Map<Attempt, String> results(
      LiveProber prober, Collection<Matrix> matrices, boolean patient) throws IOException {
    Map<Attempt, Boolean> attempts = new LinkedHashMap<>();
    for (Matrix matrix : matrices) {
      matrix.attempts().forEach((attempt, to) -> attempts.put(attempt, to.isPresent()));
    }
    Map<Attempt, String> results =
        new LinkedHashMap<>(prober.results(attempts.keySet(), patient ? PATIENCE : MEDIUM));
    List<Attempt> again =
        results.entrySet().stream()
            .filter(each -> patient && !each.getValue().startsWith("open "))
            .filter(each -> attempts.getOrDefault(each.getKey(), false))
            .map(Map.Entry::getKey)
            .toList();
    results.putAll(prober.results(again, MORE_PATIENCE));
    System.out.println(
        results.size()
            + " connections tried, "
            + results.values().stream().filter(result -> result.startsWith("open ")).count()
            + " work, "
            + again.size()
            + " tried again");
    return results;
  }

  /** By name every service is found that shares a network, and no other. */
  private static List<String> names(LiveProber prober, Map<Project, LiveProject> all)
      throws IOException {
    Map<String, String> expected = new LinkedHashMap<>();
    all.forEach(
        (project, live) -> {
          for (Container from : live.containers()) {
            for (String to : project.evaluation().deployment().services().keySet()) {
              if (from.space().equals(from.name()) && !to.equals(from.service())) {
                expected.put("name " + from.name() + " " + to, addresses(from, to, live));
              }
            }
          }
        });
    List<String> said = prober.answers(expected.keySet(), MEDIUM);
    List<String> wrong = new ArrayList<>();
    int at = 0;
    for (Map.Entry<String, String> each : expected.entrySet()) {
      String answer = said.get(at++);
      boolean known = Character.isDigit(answer.charAt(0));
      if (known ? !answer.equals(each.getValue()) : !each.getValue().isEmpty()) {
        wrong.add(each.getKey() + ": " + answer + " instead of " + each.getValue());
      }
    }
    return wrong;
  }

  private static String addresses(Container from, String service, LiveProject live) {
    TreeSet<String> addresses = new TreeSet<>();
    for (Container to : live.containers()) {
      if (to.service().equals(service)) {
        to.addresses()
            .forEach(
                (network, own) -> {
                  if (from.addresses().containsKey(network) && !network.equals("bridge")) {
                    addresses.add(own.get(0));
                  }
                });
      }
    }
    return String.join(",", addresses);
  }
}
