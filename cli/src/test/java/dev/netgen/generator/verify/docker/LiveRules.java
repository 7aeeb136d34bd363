package dev.netgen.generator.verify.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.cli.Enforcing;
import dev.netgen.generator.TargetResult;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.generator.verify.docker.LiveProject.Container;
import dev.netgen.model.firewall.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** Companion rules of projects in force on an engine: {@code netgen enforce --watch}. */
final class LiveRules {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PATIENCE_MILLIS = 90_000;
  private static final int PAUSE_MILLIS = 200;

  private final LiveEngine engine;
  private final List<String> directories;
  private final Path told;
  private final Process process;

  private LiveRules(LiveEngine engine, List<String> directories, Path told, Process process) {
    this.engine = engine;
    this.directories = directories;
    this.told = told;
    this.process = process;
  }

  /** Writes the rules of all these and begins to enforce them. */
  static LiveRules watch(LiveEngine engine, Iterable<TargetResult> rules)
      throws IOException, InterruptedException {
    List<String> directories = new ArrayList<>();
    for (TargetResult each : rules) {
      Path directory = Files.createTempDirectory(engine.folder(), "rules");
      for (GeneratedFile file : each.files()) {
        Path path = directory.resolve(file.path());
        Files.createDirectories(Objects.requireNonNull(path.getParent()));
        Files.writeString(path, file.content());
      }
      directories.add(directory.toString());
    }
    Path told = Files.createTempFile(engine.folder(), "watch", "");
    Process process = engine.commands().begin(enforcing(engine, "watch", directories), told);
    LiveRules live = new LiveRules(engine, directories, told, process);
    live.await("they are loaded", () -> live.loaded() == directories.size());
    return live;
  }

  /** What runs the verb where the engine's host is. */
  static List<String> enforcing(LiveEngine engine, String what, List<String> directories) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("nsenter", "--net=/run/netns/" + engine.netns(), "java"));
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", Enforcing.classPath(), Enforcing.class.getName(), what));
    command.addAll(directories);
    return command;
  }

  private long loaded() throws IOException {
    return Files.readString(told).lines().filter(line -> line.contains(" is loaded: ")).count();
  }

  /** Something that becomes true. */
  interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  private void await(String what, Condition condition) throws IOException, InterruptedException {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    while (!condition.holds()) {
      if (!process.isAlive() || System.nanoTime() > until) {
        throw new IOException("rules: not so that " + what + ": " + Files.readString(told));
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  /** Waits until the sets hold these containers' addresses, each at its bridge, and no others. */
  void settle(Map<RuleSet, LiveProject> projects) throws IOException, InterruptedException {
    await("the sets hold what runs", () -> held(projects).equals(wanted(projects)));
  }

  private static ImmutableMap<String, ImmutableSortedSet<String>> wanted(
      Map<RuleSet, LiveProject> projects) {
    Map<String, TreeSet<String>> wanted = new TreeMap<>();
    projects.forEach(
        (rules, live) -> {
          sets(rules).forEach(set -> wanted.put(set, new TreeSet<>()));
          for (Container each : live.containers()) {
            each.addresses()
                .forEach(
                    (network, own) ->
                        own.forEach(
                            address -> {
                              String digit = address.contains(":") ? "6" : "4";
                              String here = rules.table() + " " + RuleSet.HERE + digit;
                              String bridge = live.bridges().get(network);
                              wanted
                                  .computeIfAbsent(here, absent -> new TreeSet<>())
                                  .add(bridge + " " + address);
                              RuleSet.Sets sets = rules.services().get(each.service());
                              if (sets != null) {
                                String set = digit.equals("6") ? sets.v6() : sets.v4();
                                wanted
                                    .computeIfAbsent(
                                        rules.table() + " " + set, absent -> new TreeSet<>())
                                    .add(address);
                              }
                            }));
          }
        });
    return copy(wanted);
  }

  private static List<String> sets(RuleSet rules) {
    List<String> sets = new ArrayList<>(List.of(RuleSet.HERE + "4", RuleSet.HERE + "6"));
    rules.services().values().forEach(each -> sets.addAll(each.both()));
    return sets.stream().map(set -> rules.table() + " " + set).toList();
  }

  /** As the kernel has them. */
  private ImmutableMap<String, ImmutableSortedSet<String>> held(Map<RuleSet, LiveProject> projects)
      throws IOException, InterruptedException {
    Map<String, TreeSet<String>> held = new TreeMap<>();
    for (RuleSet rules : projects.keySet()) {
      String listed = engine.onHost("nft", "-j", "list", "table", "inet", rules.table());
      for (JsonNode each : JSON.readTree(listed).path("nftables")) {
        JsonNode set = each.path("set");
        String name = rules.table() + " " + set.path("name").asText();
        if (set.has("name") && sets(rules).contains(name)) {
          TreeSet<String> elements = new TreeSet<>();
          set.path("elem").forEach(element -> elements.add(text(element)));
          held.put(name, elements);
        }
      }
    }
    return copy(held);
  }

  private static String text(JsonNode element) {
    JsonNode concat = element.path("concat");
    return concat.isArray()
        ? concat.path(0).asText() + " " + concat.path(1).asText()
        : element.asText();
  }

  private static ImmutableMap<String, ImmutableSortedSet<String>> copy(
      Map<String, ? extends Collection<String>> sets) {
    ImmutableMap.Builder<String, ImmutableSortedSet<String>> copied = ImmutableMap.builder();
    sets.forEach((name, elements) -> copied.put(name, ImmutableSortedSet.copyOf(elements)));
    return copied.buildOrThrow();
  }

  /** Ends the watch, which leaves all in force, and takes the rules away by the verb. */
  void remove() throws IOException, InterruptedException {
    end();
    String said = engine.commands().run(enforcing(engine, "remove", directories));
    long removed = said.lines().filter(line -> line.contains("removed netgen_")).count();
    if (removed != directories.size()) {
      throw new IOException("rules not removed: " + said);
    }
  }

  /** Ends the watch without a word. */
  void end() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
