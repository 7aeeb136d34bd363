package dev.netgen.generator.docker.plan;

import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.ListMultimap;
import dev.netgen.generator.docker.NetworkPlan;
import dev.netgen.generator.docker.plan.Running.Attachment;
import dev.netgen.generator.docker.plan.Running.Container;
import dev.netgen.generator.docker.plan.Step.Kind;
import dev.netgen.model.graph.Link;
import dev.netgen.model.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Orders the steps: all networks are made and joined, those that lead out last, before the first
 * old one is left, so that whoever talks always shares a network on which the name is known.
 */
final class Planner {
  private final Crew crew;
  private final NetworkPlan plan;
  private final World world;
  private final ListMultimap<String, Ends> links = ArrayListMultimap.create();
  private final List<Step> steps = new ArrayList<>();
  private final TreeSet<String> made = new TreeSet<>();

  /** A link and the containers at its ends; empty where an end is none. */
  private record Ends(String from, String to, String words) {
    boolean inside() {
      return !from.isEmpty() && !to.isEmpty();
    }
  }

  private Planner(Crew crew, NetworkPlan plan) {
    this.crew = crew;
    this.plan = plan;
    this.world = new World(crew.running(), crew.members().values());
    for (Link link : crew.links()) {
      String from = Crew.isBare(link.from()) ? crew.holder(link.from()).name() : "";
      String to = Crew.isBare(link.to()) ? crew.holder(link.to()).name() : "";
      for (String end : ImmutableSet.of(from, to)) {
        links.put(end, new Ends(from, to, link.key().toString()));
      }
    }
  }

  static ContainerPlan plan(Crew crew, NetworkPlan plan) {
    return new Planner(crew, plan).plan();
  }

  private ContainerPlan plan() {
    plan.networks().forEach(this::create);
    for (boolean internal : new boolean[] {true, false}) {
      for (Container container : crew.members().values()) {
        for (NetworkPlan.Network network : plan.of(container.name())) {
          if (network.internal() == internal && !world.isOn(container.name(), network.name())) {
            connect(container, network);
          }
        }
      }
    }
    TreeSet<String> planned = new TreeSet<>();
    plan.networks().forEach(network -> planned.add(network.name()));
    for (Container container : crew.members().values()) {
      for (String old : container.networks().keySet()) {
        if (!planned.contains(old)) {
          disconnect(container, old);
        }
      }
    }
    return new ContainerPlan(crew, plan, ImmutableList.copyOf(steps), undo());
  }

  private void create(NetworkPlan.Network network) {
    world.create(network.name(), !network.internal());
    Running.Network there = crew.running().networks().get(network.name());
    if (there == null) {
      made.add(network.name());
      steps.add(
          new Step(
              Kind.CREATE,
              network.name(),
              "",
              settings(network),
              network.reasons(),
              ImmutableList.of(),
              ImmutableList.of(),
              ImmutableList.of()));
    } else if (!isThat(there, network)) {
      throw ProblemException.input(
          "a network of this name is there already and is another",
          "network " + network.name(),
          "undo the plan it is from, or remove it (docker network rm)");
    }
  }

  private static boolean isThat(Running.Network there, NetworkPlan.Network network) {
    return there.internal() == network.internal()
        && there.ipv6() == network.subnet6().isPresent()
        && (network.internal() || there.masquerade() == network.masquerade())
        && there.subnets().contains(network.subnet())
        && there.bridge().equals(Optional.of(network.bridge()));
  }

  /** Subnet, whether it is internal, interface, whether it masquerades, IPv6 subnet. */
  private static ImmutableList<String> settings(NetworkPlan.Network network) {
    ImmutableList.Builder<String> settings =
        ImmutableList.<String>builder()
            .add(network.subnet().toString())
            .add(Boolean.toString(network.internal()))
            .add(network.bridge())
            .add(Boolean.toString(network.masquerade()));
    network.subnet6().ifPresent(subnet -> settings.add(subnet.toString()));
    return settings.build();
  }

  private void connect(Container container, NetworkPlan.Network network) {
    String name = container.name();
    List<String> grants = new ArrayList<>();
    for (String other : world.on(network.name())) {
      if (!world.meet(name, other)) {
        grants.add(name + " and " + other + " reach each other");
      }
    }
    Optional<String> before = world.way(name);
    world.join(name, network.name());
    if (before.isEmpty() && world.way(name).isPresent()) {
      grants.add(name + " reaches the outside");
    }
    ImmutableList.Builder<String> options = ImmutableList.builder();
    aliases(container, network).forEach(alias -> options.add("--alias=" + alias));
    links(container, network).forEach(link -> options.add("--link=" + link));
    steps.add(
        new Step(
            Kind.CONNECT,
            network.name(),
            name,
            options.build(),
            network.reasons(),
            ImmutableList.copyOf(grants),
            ImmutableList.of(),
            moved(name, before)));
  }

  private void disconnect(Container container, String network) {
    String name = container.name();
    Optional<String> before = world.way(name);
    TreeSet<String> breaks = new TreeSet<>();
    for (Ends link : links.get(name)) {
      if (link.inside() && world.isOn(link.from(), network) && world.isOn(link.to(), network)) {
        breaks.add(link.words());
      }
    }
    List<String> others = new ArrayList<>(world.on(network));
    world.leave(name, network);
    breaks.addAll(moved(name, before));
    List<String> closes = new ArrayList<>();
    others.removeIf(other -> other.equals(name) || world.meet(name, other));
    if (!others.isEmpty()) {
      closes.add(name + " no longer meets " + String.join(", ", others));
    }
    if (before.isPresent() && world.way(name).isEmpty()) {
      closes.add(name + " no longer reaches the outside, nor the outside it");
    }
    steps.add(
        new Step(
            Kind.DISCONNECT,
            network,
            name,
            ImmutableList.of(),
            ImmutableList.of(),
            ImmutableList.of(),
            ImmutableList.copyOf(closes),
            ImmutableList.copyOf(breaks)));
  }

  /** What comes and goes by the host, where that moved to another network. */
  private ImmutableList<String> moved(String name, Optional<String> before) {
    if (before.isEmpty() || before.equals(world.way(name))) {
      return ImmutableList.of();
    }
    ImmutableSortedSet.Builder<String> moved = ImmutableSortedSet.naturalOrder();
    for (Ends link : links.get(name)) {
      if (!link.inside() || !world.meet(link.from(), link.to())) {
        moved.add(link.words());
      }
    }
    return moved.build().asList();
  }

  /** Names it had where it met another member before: each client finds those it may have used. */
  private Set<String> aliases(Container container, NetworkPlan.Network network) {
    TreeSet<String> aliases = new TreeSet<>();
    for (String member : network.members()) {
      if (!member.equals(container.name())) {
        for (String common : crew.running().common(container, crew.member(member))) {
          aliases.addAll(container.on(common).aliases());
        }
      }
    }
    return aliases;
  }

  /** Names that it alone has for other members. */
  private Set<String> links(Container container, NetworkPlan.Network network) {
    TreeSet<String> links = new TreeSet<>();
    for (Attachment attachment : container.networks().values()) {
      for (String link : attachment.links()) {
        String target = link.substring(0, Math.max(link.indexOf(':'), 0));
        crew.running()
            .find(target)
            .filter(found -> network.members().contains(found.name()))
            .ifPresent(found -> links.add(found.name() + link.substring(target.length())));
      }
    }
    return links;
  }

  /**
   * All is joined as it was before anything is left, and networks go last. Who had a fixed address
   * joins before others can be given it.
   */
  private ImmutableList<Step> undo() {
    ImmutableList.Builder<Step> undo = ImmutableList.builder();
    List<Step> others = new ArrayList<>();
    for (Step step : steps) {
      if (step.kind() == Kind.DISCONNECT) {
        Container container = crew.member(step.container());
        Step joins = back(Kind.CONNECT, step, before(container, step.network()));
        boolean fixed = !container.on(step.network()).fixed().isEmpty();
        if (fixed) {
          undo.add(joins);
        } else {
          others.add(joins);
        }
      }
    }
    undo.addAll(others);
    for (Step step : ImmutableList.copyOf(steps).reverse()) {
      if (step.kind() == Kind.CONNECT) {
        undo.add(back(Kind.DISCONNECT, step, ImmutableList.of()));
      }
    }
    made.descendingSet()
        .forEach(network -> undo.add(Step.plain(Kind.REMOVE, network, ImmutableList.of())));
    return undo.build();
  }

  private static Step back(Kind kind, Step of, ImmutableList<String> options) {
    return new Step(
        kind,
        of.network(),
        of.container(),
        options,
        ImmutableList.of(),
        ImmutableList.of(),
        ImmutableList.of(),
        ImmutableList.of());
  }

  private ImmutableList<String> before(Container container, String network) {
    Attachment was = container.on(network);
    ImmutableList.Builder<String> options = ImmutableList.builder();
    if (!crew.running().isPlain(network)) {
      was.aliases().forEach(alias -> options.add("--alias=" + alias));
      was.links().forEach(link -> options.add("--link=" + link));
      options.addAll(was.fixed());
    }
    return options.build();
  }
}
