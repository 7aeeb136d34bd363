package dev.netgen.generator.verify.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Lists;
import dev.netgen.generator.Generators;
import dev.netgen.generator.TargetResult;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.model.engine.EngineFacts;
import dev.netgen.model.firewall.RuleSet;
import dev.netgen.model.format.RuleSetYaml;
import dev.netgen.model.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compose projects on one engine, as they were generated for their graphs. */
final class Projects {
  /** How many programs that talk to the engine run at a time. */
  private static final int AT_ONCE = 3;

  /**
   * One of them.
   *
   * @param networks what was made for it; empty where nothing was
   * @param rules the companion rules
   */
  record Project(
      Topology topology,
      Path file,
      DockerEvaluation evaluation,
      Optional<TargetResult> networks,
      Optional<TargetResult> rules) {

    /** What is known of the rules. */
    RuleSet known() {
      GeneratedFile file = ruleFile(RuleSetYaml.SUFFIX);
      return RuleSetYaml.parse(file.content(), file.path());
    }

    /** The text of the rules. */
    String ruleText() {
      return ruleFile("/" + known().project() + ".nft").content();
    }

    private GeneratedFile ruleFile(String end) {
      return rules.orElseThrow().files().stream()
          .filter(file -> file.path().endsWith(end))
          .findFirst()
          .orElseThrow();
    }
  }

  private final LiveEngine engine;
  private EngineFacts facts;
  private final List<Project> all = new ArrayList<>();
  private final Set<Project> ruled = new LinkedHashSet<>();
  private Optional<LiveRules> watched = Optional.empty();
  private String tables = "";

  private Projects(LiveEngine engine, EngineFacts facts) {
    this.engine = engine;
    this.facts = facts;
  }

  /** Generates for each. */
  static Projects of(LiveEngine engine, EngineFacts facts, List<Topology> topologies)
      throws IOException {
    Projects projects = new Projects(engine, facts);
    for (Topology topology : topologies) {
      projects.generate(topology);
    }
    return projects;
  }

  /** Judges what runs anew, as the engine is another now; files are the same. */
  void judgeUnder(EngineFacts now) throws IOException {
    facts = now;
    List<Project> before = List.copyOf(all);
    all.clear();
    for (Project each : before) {
      String text = Files.readString(each.file());
      generate(each.topology());
      Project same = all.get(all.size() - 1);
      if (ruled.remove(each)) {
        ruled.add(same);
      }
      assertThat(Files.readString(same.file())).isEqualTo(text);
      assertThat(same.ruleText()).isEqualTo(each.ruleText());
    }
  }

  /** Why this engine gets no networks for one of them; empty where it does. */
  static Optional<String> refusal(Topology topology, EngineFacts facts) {
    try {
      Generators.all().generate(topology.request().withEngine(facts), List.of("compose"));
      return Optional.empty();
    } catch (ProblemException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private void generate(Topology topology) throws IOException {
    List<TargetResult> made =
        Generators.all()
            .generate(topology.request().withEngine(facts), List.of("compose", "nftables"))
            .targets();
    for (TargetResult each : made) {
      assertThat(each.proof().denied()).as(topology.name()).isEmpty();
      assertThat(each.proof().unjudged()).as(topology.name()).isEmpty();
    }
    String text =
        made.get(0).files().stream()
            .filter(file -> file.path().endsWith("docker-compose.netgen.yaml"))
            .findFirst()
            .orElseThrow()
            .content();
    add(topology, text, Optional.of(made.get(0)), Optional.of(made.get(1)));
  }

  /** With the project that isolates little and is not generated. */
  void withLeaky() throws IOException {
    Topology leaky = Topology.leaky();
    String text = leaky.request().compose().orElseThrow().text();
    add(leaky, text, Optional.empty(), Optional.empty());
  }

  private void add(
      Topology topology, String text, Optional<TargetResult> networks, Optional<TargetResult> rules)
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
    all.add(new Project(topology, file, evaluation, networks, rules));
  }

  /** Takes down again what is not generated. */
  void withoutLeaky() throws IOException, InterruptedException {
    List<Project> leaky = all.stream().filter(each -> each.networks().isEmpty()).toList();
    for (Project each : leaky) {
      engine.commands().run(composing(each, "down", "-t", "0"));
      all.remove(each);
    }
  }

  /** Has docker-compose do it for each project. */
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
    List<Commands.Running> running = new ArrayList<>();
    for (List<String> each : commands) {
      if (running.size() == AT_ONCE) {
        running.remove(0).end();
      }
      running.add(engine.commands().start(each));
    }
    for (Commands.Running each : running) {
      each.end();
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
    for (List<String> part : Lists.partition(ids, ids.size() / AT_ONCE + 1)) {
      List<String> command = new ArrayList<>(List.of("docker", "start"));
      command.addAll(part);
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
    live()
        .values()
        .forEach(
            live ->
                live.containers()
                    .forEach(each -> addresses.add(each.name() + " " + each.addresses())));
    return addresses;
  }

  private Map<Project, LiveProject> live() throws IOException, InterruptedException {
    Map<Project, LiveProject> live = new LinkedHashMap<>();
    for (Project each : all) {
      live.put(each, LiveProject.of(engine, each.topology().name()));
    }
    return live;
  }

  /** Has all companion rules enforced and watched. */
  void enforce() throws IOException, InterruptedException {
    enforce(all);
  }

  /** Those of every other project: there are neighbours without rules. */
  void enforceEveryOther() throws IOException, InterruptedException {
    List<Project> some = new ArrayList<>();
    for (int i = 0; i < all.size(); i += 2) {
      some.add(all.get(i));
    }
    enforce(some);
  }

  private void enforce(List<Project> these) throws IOException, InterruptedException {
    tables = engine.tables();
    ruled.addAll(these);
    watched =
        Optional.of(
            LiveRules.watch(
                engine, these.stream().map(each -> each.rules().orElseThrow()).toList()));
  }

  /** Takes the rules away: tables are those from before. */
  void release() throws IOException, InterruptedException {
    watched.orElseThrow().remove();
    watched = Optional.empty();
    ruled.clear();
    assertThat(engine.tables()).isEqualTo(tables);
  }

  /** Ends what is under way, as something failed. */
  void abandon() throws InterruptedException {
    if (watched.isPresent()) {
      watched.get().end();
    }
  }

  /**
   * Tries everything, with the companion rules where these are enforced: what is not as the
   * evaluator, the resolver or the printed list has it.
   *
   * @param beside whether projects are tried against each other, too
   */
  List<String> mismatches(boolean beside) throws IOException, InterruptedException {
    Map<Project, LiveProject> live = live();
    if (watched.isPresent()) {
      Map<RuleSet, LiveProject> known = new LinkedHashMap<>();
      live.forEach(
          (project, running) -> {
            if (ruled.contains(project)) {
              known.put(project.known(), running);
            }
          });
      watched.get().settle(known);
    }
    return new Trial(engine, live, ruled).wrong(beside);
  }
}
