package dev.netgen.generator.verify.docker;

import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.ListMultimap;
import dev.netgen.generator.verify.docker.Deployment.Network;
import dev.netgen.generator.verify.docker.Deployment.Service;
import dev.netgen.model.graph.LinkKey;
import dev.netgen.model.problem.ProblemException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Takes the steps of a plan one by one and asks after each whether every client still finds its
 * server by every name that it could use before, and meets whom it finds.
 */
final class Rehearsal {
  private final EngineDump dump;
  private final Map<String, Map<String, Set<String>>> names = new TreeMap<>();
  private final Map<String, Map<String, Set<String>>> members = new TreeMap<>();
  private final Map<String, Map<String, Map<String, String>>> links = new TreeMap<>();
  private final Map<String, Network> networks = new TreeMap<>();
  private final ListMultimap<String, Question> byClient = ArrayListMultimap.create();
  private final ListMultimap<String, Question> byName = ArrayListMultimap.create();
  private final ListMultimap<String, Question> linked = ArrayListMultimap.create();
  private final Map<LinkKey, String> failed = new HashMap<>();

  /** Whom a client found by a name of its server's before. */
  private record Question(LinkKey link, String client, String name, Set<String> before) {}

  private Rehearsal(EngineDump dump) {
    this.dump = dump;
    for (String container : dump.containers()) {
      names.put(container, new TreeMap<>());
      dump.names(container)
          .forEach(
              (network, known) -> {
                networks.computeIfAbsent(network, dump::network);
                join(container, network, known);
                dump.links(container, network).forEach(link -> link(container, network, link));
              });
    }
  }

  /**
   * Takes all steps.
   *
   * @param ends the client's and the server's container of each link between two, where they differ
   */
  static Rehearsal of(
      EngineDump dump, Map<LinkKey, List<String>> ends, List<ShellSteps.Line> steps) {
    Rehearsal rehearsal = new Rehearsal(dump);
    ends.forEach((link, pair) -> rehearsal.ask(link, pair.get(0), pair.get(1)));
    for (ShellSteps.Line step : steps) {
      Set<String> touched = new TreeSet<>(rehearsal.namesAt(step));
      rehearsal.take(step);
      touched.addAll(rehearsal.namesAt(step));
      rehearsal.check(touched, step);
    }
    return rehearsal;
  }

  private void join(String container, String network, Collection<String> known) {
    names.computeIfAbsent(container, absent -> new TreeMap<>()).put(network, Set.copyOf(known));
    for (String name : known) {
      members
          .computeIfAbsent(network, absent -> new HashMap<>())
          .computeIfAbsent(name, absent -> new TreeSet<>())
          .add(container);
    }
  }

  private void link(String container, String network, String link) {
    int colon = link.indexOf(':');
    String target = colon < 0 ? link : link.substring(0, colon);
    dump.named(target)
        .ifPresent(
            found ->
                links
                    .computeIfAbsent(container, absent -> new HashMap<>())
                    .computeIfAbsent(network, absent -> new LinkedHashMap<>())
                    .put(link.substring(colon + 1), found));
  }

  /** What the container of a step is called on the network of the step. */
  private Set<String> namesAt(ShellSteps.Line step) {
    return step.words().size() < 2
        ? Set.of()
        : names
            .getOrDefault(step.words().get(1), Map.of())
            .getOrDefault(step.words().get(0), Set.of());
  }

  private Set<String> on(String network) {
    Set<String> on = new TreeSet<>();
    members.getOrDefault(network, Map.of()).values().forEach(on::addAll);
    return on;
  }

  private void ask(LinkKey link, String client, String server) {
    Set<String> known = new TreeSet<>();
    names
        .getOrDefault(server, Map.of())
        .forEach(
            (network, own) -> {
              if (dump.knowsNames(network) && isOn(client, network)) {
                known.addAll(own);
                links
                    .getOrDefault(client, Map.of())
                    .getOrDefault(network, Map.of())
                    .forEach(
                        (name, target) -> {
                          if (target.equals(server)) {
                            known.add(name);
                          }
                        });
              }
            });
    for (String name : known) {
      Question question = new Question(link, client, name, Set.copyOf(answers(client, name)));
      byClient.put(client, question);
      byName.put(name, question);
      linked.put(server, question);
    }
  }

  private boolean isOn(String container, String network) {
    return names.getOrDefault(container, Map.of()).containsKey(network);
  }

  /** Whom a container may get for a name, on any of its networks. */
  private Set<String> answers(String client, String name) {
    Set<String> answers = new TreeSet<>();
    for (String network : names.getOrDefault(client, Map.of()).keySet()) {
      if (dump.knowsNames(network)) {
        answers.addAll(members.getOrDefault(network, Map.of()).getOrDefault(name, Set.of()));
        String linked =
            links.getOrDefault(client, Map.of()).getOrDefault(network, Map.of()).get(name);
        if (linked != null && isOn(linked, network)) {
          answers.add(linked);
        }
      }
    }
    return answers;
  }

  /** Asks again what a step may have changed: of its container, and of whoever uses its names. */
  private void check(Set<String> touched, ShellSteps.Line step) {
    if (step.words().size() < 2 || step.function().equals("create")) {
      return;
    }
    String container = step.words().get(1);
    byClient.get(container).forEach(each -> check(each, step));
    linked.get(container).forEach(each -> check(each, step));
    for (String name : touched) {
      for (Question each : byName.get(name)) {
        if (isOn(each.client(), step.words().get(0))) {
          check(each, step);
        }
      }
    }
  }

  private void check(Question each, ShellSteps.Line step) {
    if (failed.containsKey(each.link())) {
      return;
    }
    Set<String> now = answers(each.client(), each.name());
    if (now.isEmpty() || !each.before().containsAll(now)) {
      failed.put(
          each.link(),
          "after step "
              + step.number()
              + " "
              + each.client()
              + " finds "
              + (now.isEmpty() ? "nobody" : String.join(", ", now))
              + " by the name "
              + each.name());
    }
  }

  private void take(ShellSteps.Line step) {
    List<String> words = step.words();
    String network = words.get(0);
    switch (step.function()) {
      case "create" -> networks.put(network, created(words));
      case "connect" -> connect(words.get(1), network, words.subList(2, words.size()));
      case "disconnect" -> leave(words.get(1), network);
      default -> {
        if (!on(network).isEmpty()) {
          throw ProblemException.input(
              "step " + step.number() + " removes a network that is in use",
              network,
              "report this as a defect");
        }
        networks.remove(network);
      }
    }
  }

  /** {@code create NETWORK SUBNET INTERNAL BRIDGE MASQUERADE [IPV6_SUBNET]}. */
  private static Network created(List<String> words) {
    return new Network(
        words.get(0),
        words.get(0),
        words.get(2).equals("true"),
        false,
        true,
        !words.get(4).equals("false"),
        words.size() > 5,
        Optional.of(words.get(3)));
  }

  private void connect(String container, String network, List<String> options) {
    Set<String> known = new TreeSet<>(Set.of(container));
    for (String option : options) {
      if (option.startsWith("--alias=")) {
        known.add(option.substring("--alias=".length()));
      }
    }
    if (!networks.containsKey(network) || !dump.containers().contains(container)) {
      throw ProblemException.input(
          "connects " + container + " to what is not there", network, "report this as a defect");
    }
    for (Set<String> before : dump.names(container).values()) {
      if (before.contains(dump.shortId(container))) {
        known.add(dump.shortId(container));
      }
    }
    join(container, network, known);
    for (String option : options) {
      if (option.startsWith("--link=")) {
        link(container, network, option.substring("--link=".length()));
      }
    }
  }

  private void leave(String container, String network) {
    Set<String> left = names.getOrDefault(container, new TreeMap<>()).remove(network);
    Map<String, Set<String>> there = members.getOrDefault(network, Map.of());
    for (String name : left == null ? Set.<String>of() : left) {
      there.getOrDefault(name, new TreeSet<>()).remove(container);
    }
    links.getOrDefault(container, new HashMap<>()).remove(network);
  }

  /** Why some name of a link fails on the way; by link. */
  Map<LinkKey, String> failed() {
    return failed;
  }

  /** Who is where in the end; containers that others manage are left out. */
  Deployment deployment() {
    ImmutableSortedMap.Builder<String, Service> services = ImmutableSortedMap.naturalOrder();
    TreeSet<String> used = new TreeSet<>();
    for (String container : dump.containers()) {
      if (!dump.isManaged(container)) {
        Set<String> on = names.getOrDefault(container, Map.of()).keySet();
        Service service = dump.service(container, on);
        boolean own = service.mode() == Deployment.Mode.OWN;
        services.put(container, own ? service : dump.service(container, ImmutableSortedSet.of()));
        if (own) {
          used.addAll(on);
        }
      }
    }
    ImmutableSortedMap.Builder<String, Network> last = ImmutableSortedMap.naturalOrder();
    used.forEach(
        network -> last.put(network, Objects.requireNonNull(networks.get(network), network)));
    return new Deployment(services.buildOrThrow(), last.buildOrThrow());
  }
}
