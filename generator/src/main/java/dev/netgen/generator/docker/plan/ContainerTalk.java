package dev.netgen.generator.docker.plan;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.generator.docker.TalkGraph;
import dev.netgen.generator.docker.TalkGraph.Pair;
import dev.netgen.generator.docker.plan.Running.Container;
import dev.netgen.generator.docker.plan.Running.Published;
import dev.netgen.generator.target.Note;
import dev.netgen.generator.target.YamlWriter;
import dev.netgen.model.decision.SharedNetwork;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.Link;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.graph.ServiceAddress;
import dev.netgen.model.net.Port;
import dev.netgen.model.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Puts together which containers must share a network, and which need a way out. */
final class ContainerTalk {
  private static final PeerId HOST = PeerId.node("docker-host");

  private final Crew crew;
  private final List<Note> notes;
  private final Map<Pair, Set<String>> pairs = new TreeMap<>();
  private final Map<String, Set<String>> out = new TreeMap<>();
  private final Set<String> callers = new TreeSet<>();
  private final Map<String, Set<Port>> used = new TreeMap<>();

  private ContainerTalk(Crew crew, List<Note> notes) {
    this.crew = crew;
    this.notes = notes;
  }

  static TalkGraph of(Crew crew, List<Note> notes) {
    return new ContainerTalk(crew, notes).make();
  }

  private TalkGraph make() {
    crew.links().forEach(this::link);
    crew.members().values().stream().filter(c -> !observed(c.name())).forEach(this::keepReach);
    ImmutableList<ImmutableSortedSet<String>> groups =
        crew.request().docker().shared().stream()
            .map(this::group)
            .collect(ImmutableList.toImmutableList());
    crew.members().values().forEach(this::published);
    return TalkGraph.of(
        crew.members().keySet(),
        frozen(pairs),
        ImmutableSortedMap.of(),
        frozen(out),
        ImmutableSortedSet.copyOf(callers),
        groups);
  }

  private void link(Link link) {
    boolean from = Crew.isBare(link.from());
    boolean to = Crew.isBare(link.to());
    if (from && to) {
      between(crew.holder(link.from()), crew.holder(link.to()), link);
    } else if (crew.request().decided(link.key())) {
      Container mine = crew.holder(from ? link.from() : link.to());
      if (!mine.onHost() && from) {
        needsOut(mine, link);
        if (!link.to().equals(HOST)) {
          callers.add(mine.name());
        }
      } else if (!mine.onHost()) {
        entered(mine, link);
      }
    }
  }

  private void between(Container from, Container to, Link link) {
    if ((from.onHost() && to.onHost()) || from.name().equals(to.name())) {
      return;
    }
    if (from.onHost()) {
      entered(to, link);
    } else if (to.onHost()) {
      needsOut(from, link);
    } else if (crew.running().common(from, to).isEmpty()) {
      unnamed(from, to, link);
    } else {
      refuseHosts(from, to, link);
      add(pairs, Pair.of(known(from, link), known(to, link)), YamlWriter.describe(link));
      if (!ServiceAddress.of(crew.request().evidence(), link.key()).isEmpty()) {
        throughHost(from, to, link);
      }
    }
  }

  /** Without a network on which names are known: by the host's published port, or not at all. */
  private void unnamed(Container from, Container to, Link link) {
    if (to.published().containsKey(link.port())) {
      throughHost(from, to, link);
      return;
    }
    boolean plain =
        from.networks().keySet().stream()
            .anyMatch(name -> crew.running().isPlain(name) && to.networks().containsKey(name));
    throw ProblemException.input(
        plain
            ? "they share the engine's own bridge alone, where containers know addresses and"
                + " --link, which no running container unlearns"
            : "they share no network now, and the port is not published",
        link.key().toString(),
        plain
            ? "run them on a network of their own first (docker network create), where names work"
            : "give docker inspect of what was recorded");
  }

  private void throughHost(Container from, Container to, Link link) {
    needsOut(from, link);
    entered(to, link);
    notes.add(
        Note.attention(
            "container "
                + from.name()
                + " called container "
                + to.name()
                + " at an address of the host: both keep a way out for that; let it call the name "
                + to.name()));
  }

  private void refuseHosts(Container from, Container to, Link link) {
    for (String address : to.addresses()) {
      if (from.hosts().contains(address)) {
        throw ProblemException.input(
            "the client's hosts file (--add-host) has the server's address, which changes",
            link.key().toString(),
            "run the client again without it: the name " + to.name() + " needs none");
      }
    }
  }

  private void needsOut(Container container, Link link) {
    add(out, known(container, link), YamlWriter.describe(link));
  }

  private void entered(Container container, Link link) {
    add(out, known(container, link), YamlWriter.describe(link));
    used.computeIfAbsent(container.name(), s -> new TreeSet<>()).add(link.port());
  }

  private String known(Container container, Link link) {
    if (!crew.members().containsKey(container.name())) {
      throw ProblemException.input(
          "container " + container.name() + " has links and no network of its own",
          link.key().toString(),
          "its network mode is " + container.mode() + ": give docker inspect of all containers");
    }
    return container.name();
  }

  private void published(Container container) {
    List<String> unused = new ArrayList<>();
    List<String> chosen = new ArrayList<>();
    for (Published each : container.published().values()) {
      if (!used.getOrDefault(container.name(), Set.of()).contains(each.port())) {
        unused.add(each.port().toString());
      } else if (each.chosen()) {
        chosen.add(each.port().toString());
      }
    }
    boolean open = out.containsKey(container.name());
    String who = "container " + container.name();
    if (!unused.isEmpty()) {
      notes.add(
          Note.attention(
              open
                  ? who
                      + " keeps publishing "
                      + String.join(", ", unused)
                      + ", which nobody was seen using: ports of a running container cannot be"
                      + " taken off, run it again without"
                  : who
                      + " no longer publishes "
                      + String.join(", ", unused)
                      + ", since nobody was seen using it"));
    }
    if (!chosen.isEmpty()) {
      notes.add(
          Note.attention(
              who
                  + " publishes "
                  + String.join(", ", chosen)
                  + " at a port that the engine chooses, and chooses anew when networks change: ask"
                  + " docker port"));
    }
  }

  /** Networks know no direction: only what was observed both ways may lose reach. */
  private boolean observed(String container) {
    return crew.peer(container).observed().size() == Direction.values().length;
  }

  private void keepReach(Container container) {
    String name = container.name();
    String why = "container " + name + " was not observed in both directions: it keeps its reach";
    for (Container other : crew.members().values()) {
      if (other.name().equals(name)) {
        continue;
      }
      if (!crew.running().common(container, other).isEmpty()) {
        String granted = why + " to " + other.name() + " (granted, not observed)";
        add(pairs, Pair.of(name, other.name()), granted);
      } else if (meetUnnamed(container, other)) {
        throw ProblemException.input(
            "shares the engine's own bridge with "
                + other.name()
                + " and was not observed in both directions: what it does there by address is not"
                + " known, and ends when either leaves",
            "container " + name,
            "observe it, or run it on a network of its own first");
      }
    }
    if (container.networks().keySet().stream().anyMatch(crew.running()::isOpen)) {
      add(out, name, why + " to the outside (granted, not observed)");
      callers.add(name);
    }
    notes.add(Note.attention(why));
  }

  private static boolean meetUnnamed(Container one, Container other) {
    return one.networks().keySet().stream().anyMatch(other.networks()::containsKey);
  }

  /** Who shares a network by decision; pairs that were not seen talking are granted and told. */
  private ImmutableSortedSet<String> group(SharedNetwork decided) {
    for (String each : decided.services()) {
      if (!crew.members().containsKey(each)) {
        throw ProblemException.input(
            "container " + each + " has no network of its own to share",
            decided.why(),
            "correct the section networks");
      }
    }
    for (String one : decided.services()) {
      for (String other : decided.services().tailSet(one, false)) {
        if (!pairs.containsKey(Pair.of(one, other))) {
          String granted = one + " and " + other + " reach each other by decision, not observed";
          add(pairs, Pair.of(one, other), granted + " (" + decided.why() + ")");
          notes.add(Note.attention(granted + " (" + decided.why() + ")"));
        }
      }
    }
    return decided.services();
  }

  private static <K> void add(Map<K, Set<String>> into, K key, String reason) {
    into.computeIfAbsent(key, k -> new TreeSet<>()).add(reason);
  }

  private static <K extends Comparable<K>> ImmutableSortedMap<K, ImmutableSortedSet<String>> frozen(
      Map<K, Set<String>> map) {
    ImmutableSortedMap.Builder<K, ImmutableSortedSet<String>> copy =
        ImmutableSortedMap.naturalOrder();
    map.forEach((key, reasons) -> copy.put(key, ImmutableSortedSet.copyOf(reasons)));
    return copy.buildOrThrow();
  }
}
