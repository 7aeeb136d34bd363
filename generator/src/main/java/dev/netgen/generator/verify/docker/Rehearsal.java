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
import java.util.LinkedHashSet;
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
 *
 * <p>Implementation note: what a name leads to depends on the networks its asker is on, on who has
 * it there, and on the asker's links there. A step changes these for one container on one network,
 * so that only what is asked by that container, or there for it, is asked again.
 */
final class Rehearsal {
  private final EngineDump dump;

  /** What a container is called on each network it is on. */
  private final Map<String, Map<String, Set<String>>> names = new HashMap<>();

  /** Who has a name, on which network. */
  private final Map<String, Map<String, Set<String>>> places = new HashMap<>();

  /** Who is on a network. */
  private final Map<String, Set<String>> on = new HashMap<>();

  private final Map<String, Map<String, Map<String, String>>> links = new HashMap<>();
  private final Map<String, Network> networks = new TreeMap<>();
  private final ListMultimap<Asked, Question> questions = ArrayListMultimap.create();
  private final Map<LinkKey, String> failed = new HashMap<>();

  /** A name, and who asks for it. */
  private record Asked(String client, String name) {}

  /** Whom a client found by a name of its server's before. */
  private record Question(LinkKey link, Asked asked, Set<String> before) {}

  private Rehearsal(EngineDump dump) {
    this.dump = dump;
    for (String container : dump.containers()) {
      names.put(container, new HashMap<>());
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
      Set<Asked> touched = new LinkedHashSet<>(rehearsal.askedAt(step));
      rehearsal.take(step);
      touched.addAll(rehearsal.askedAt(step));
      for (Asked asked : touched) {
        rehearsal.questions.get(asked).forEach(each -> rehearsal.check(each, step));
      }
    }
    return rehearsal;
  }

  private void join(String container, String network, Collection<String> known) {
    names
        .computeIfAbsent(container, absent -> new HashMap<>())
        .put(network, ImmutableSortedSet.copyOf(known));
    on.computeIfAbsent(network, absent -> new TreeSet<>()).add(container);
    for (String name : known) {
      places
          .computeIfAbsent(name, absent -> new HashMap<>())
          .computeIfAbsent(network, absent -> new TreeSet<>())
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

  /** What a step may change, as it is before or after: see above. */
  private Set<Asked> askedAt(ShellSteps.Line step) {
    if (step.words().size() < 2 || step.function().equals("create")) {
      return Set.of();
    }
    String network = step.words().get(0);
    String container = step.words().get(1);
    Set<Asked> asked = new LinkedHashSet<>();
    linksOf(container, network).keySet().forEach(name -> asked.add(new Asked(container, name)));
    Set<String> own = namesOf(container, network);
    for (String other : on.getOrDefault(network, Set.of())) {
      namesOf(other, network).forEach(name -> asked.add(new Asked(container, name)));
      own.forEach(name -> asked.add(new Asked(other, name)));
      linksOf(other, network)
          .forEach(
              (name, target) -> {
                if (target.equals(container)) {
                  asked.add(new Asked(other, name));
                }
              });
    }
    asked.removeIf(each -> !questions.containsKey(each));
    return asked;
  }

  private Set<String> namesOf(String container, String network) {
    return names.getOrDefault(container, Map.of()).getOrDefault(network, Set.of());
  }

  private Map<String, String> linksOf(String container, String network) {
    return links.getOrDefault(container, Map.of()).getOrDefault(network, Map.of());
  }

  private void ask(LinkKey link, String client, String server) {
    Set<String> known = new TreeSet<>();
    names
        .getOrDefault(server, Map.of())
        .forEach(
            (network, own) -> {
              if (dump.knowsNames(network) && isOn(client, network)) {
                known.addAll(own);
                linksOf(client, network)
                    .forEach(
                        (name, target) -> {
                          if (target.equals(server)) {
                            known.add(name);
                          }
                        });
              }
            });
    for (String name : known) {
      Asked asked = new Asked(client, name);
      questions.put(asked, new Question(link, asked, answers(asked)));
    }
  }

  private boolean isOn(String container, String network) {
    return names.getOrDefault(container, Map.of()).containsKey(network);
  }

  /** Whom a container may get for a name, on any of its networks. */
  private ImmutableSortedSet<String> answers(Asked asked) {
    Map<String, Set<String>> own = names.getOrDefault(asked.client(), Map.of());
    Map<String, Set<String>> there = places.getOrDefault(asked.name(), Map.of());
    Set<String> answers = new TreeSet<>();
    for (String network : (own.size() < there.size() ? own : there).keySet()) {
      if (own.containsKey(network) && dump.knowsNames(network)) {
        answers.addAll(there.getOrDefault(network, Set.of()));
      }
    }
    links
        .getOrDefault(asked.client(), Map.of())
        .forEach(
            (network, known) -> {
              String target = known.get(asked.name());
              if (target != null
                  && isOn(target, network)
                  && own.containsKey(network)
                  && dump.knowsNames(network)) {
                answers.add(target);
              }
            });
    return ImmutableSortedSet.copyOf(answers);
  }

  private void check(Question each, ShellSteps.Line step) {
    if (failed.containsKey(each.link())) {
      return;
    }
    Set<String> now = answers(each.asked());
    if (now.isEmpty() || !each.before().containsAll(now)) {
      failed.put(
          each.link(),
          "after step "
              + step.number()
              + " "
              + each.asked().client()
              + " finds "
              + (now.isEmpty() ? "nobody" : String.join(", ", now))
              + " by the name "
              + each.asked().name());
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
        if (!on.getOrDefault(network, Set.of()).isEmpty()) {
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
    Set<String> left = names.getOrDefault(container, new HashMap<>()).remove(network);
    on.getOrDefault(network, new TreeSet<>()).remove(container);
    for (String name : left == null ? Set.<String>of() : left) {
      places.getOrDefault(name, Map.of()).getOrDefault(network, new TreeSet<>()).remove(container);
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
        Set<String> its = new TreeSet<>(names.getOrDefault(container, Map.of()).keySet());
        Service service = dump.service(container, its);
        boolean own = service.mode() == Deployment.Mode.OWN;
        services.put(container, own ? service : dump.service(container, ImmutableSortedSet.of()));
        if (own) {
          used.addAll(its);
        }
      }
    }
    ImmutableSortedMap.Builder<String, Network> last = ImmutableSortedMap.naturalOrder();
    used.forEach(
        network -> last.put(network, Objects.requireNonNull(networks.get(network), network)));
    return new Deployment(services.buildOrThrow(), last.buildOrThrow());
  }
}
