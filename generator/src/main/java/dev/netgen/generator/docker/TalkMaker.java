package dev.netgen.generator.docker;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.generator.docker.TalkGraph.Pair;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.generator.target.Note;
import dev.netgen.generator.target.YamlWriter;
import dev.netgen.model.decision.SharedNetwork;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.Link;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.graph.ServiceAddress;
import dev.netgen.model.problem.ProblemException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Puts together who must share a network with whom, and who needs a way out. */
final class TalkMaker {
  private static final PeerId HOST = PeerId.node("docker-host");

  private final GenerationRequest request;
  private final ComposeProject project;
  private final Optional<ComposeFile> file;
  private final List<Note> notes;
  private final TreeSet<String> services = new TreeSet<>();
  private final Map<Pair, Set<String>> pairs = new TreeMap<>();
  private final Map<String, Set<String>> selves = new TreeMap<>();
  private final Map<String, Set<String>> out = new TreeMap<>();
  private final Set<String> callers = new TreeSet<>();
  private final Map<String, PortUse> used = new TreeMap<>();

  private TalkMaker(
      GenerationRequest request,
      ComposeProject project,
      Optional<ComposeFile> file,
      List<Note> notes) {
    this.request = request;
    this.project = project;
    this.file = file;
    this.notes = notes;
  }

  static TalkGraph make(
      GenerationRequest request,
      ComposeProject project,
      Optional<ComposeFile> file,
      List<Note> notes) {
    return new TalkMaker(request, project, file, notes).make();
  }

  private TalkGraph make() {
    services.addAll(
        file.isPresent() ? file.get().services().keySet() : project.services().keySet());
    project.inside().forEach(this::inside);
    project.outward().entries().forEach(entry -> outward(entry.getKey(), entry.getValue()));
    Publishing publishing =
        file.map(found -> Publishing.of(found, this::used, this::observed, bind()))
            .orElseGet(Publishing::none);
    services.forEach(service -> published(service, publishing));
    services.stream().filter(service -> !observed(service)).toList().forEach(this::keepReach);
    ImmutableList<ImmutableSortedSet<String>> groups =
        request.docker().shared().stream()
            .map(this::group)
            .collect(ImmutableList.toImmutableList());
    notes.addAll(publishing.notes());
    elsewhere();
    return new TalkGraph(
        ImmutableSortedSet.copyOf(services),
        frozen(pairs),
        frozen(selves),
        frozen(out),
        ImmutableSortedSet.copyOf(callers),
        groups,
        publishing);
  }

  private void inside(Link link) {
    String from = owner(link.from().shortName());
    String to = owner(link.to().shortName());
    if (onHost(from) && onHost(to)) {
      return;
    }
    if (onHost(from)) {
      fromOutside(to, link);
    } else if (onHost(to)) {
      needsOut(from, link);
    } else if (!from.equals(to)) {
      refuseHosts(from, to, link);
      add(pairs, Pair.of(known(from, link), known(to, link)), YamlWriter.describe(link));
      throughHost(from, to, link);
    } else if (link.from().equals(link.to())) {
      add(selves, known(from, link), YamlWriter.describe(link));
    }
  }

  /** An address in a client's hosts file is no name that can go along. */
  private void refuseHosts(String from, String to, Link link) {
    if (file.isEmpty()
        || !file.get().services().containsKey(from)
        || !file.get().services().containsKey(to)) {
      return;
    }
    ComposeFile.Service client = Objects.requireNonNull(file.get().services().get(from));
    ComposeFile.Service server = Objects.requireNonNull(file.get().services().get(to));
    if (!Collections.disjoint(Mentions.hosts(client), Mentions.addresses(server))) {
      throw ComposeFile.problem(
          file.get().name(),
          client.node().line("extra_hosts"),
          "service "
              + from
              + " has the address of service "
              + to
              + " in extra_hosts, and addresses"
              + " change: "
              + link.key(),
          "take it out there, and give " + to + " that name as an alias, if it is called by it");
    }
  }

  /** One that called an address of the host reaches the other by its published port. */
  private void throughHost(String from, String to, Link link) {
    Set<ServiceAddress> called = ServiceAddress.of(request.evidence(), link.key());
    if (!called.isEmpty() && file.isPresent()) {
      needsOut(from, link);
      fromOutside(to, link, ImmutableSortedSet.of());
      notes.add(
          Note.attention(
              "service "
                  + from
                  + " called service "
                  + to
                  + " at an address of the host ("
                  + called.iterator().next()
                  + "): both keep a way out for that; let it call the name "
                  + to));
    }
  }

  private void outward(String service, Link link) {
    String owner = owner(service);
    if (onHost(owner)) {
      return;
    }
    if (link.to().shortName().equals(service) && project.has(link.to())) {
      fromOutside(owner, link);
    } else {
      needsOut(owner, link);
      if (!link.to().equals(HOST)) {
        callers.add(owner);
      }
    }
  }

  private void needsOut(String service, Link link) {
    add(out, known(service, link), YamlWriter.describe(link));
  }

  private void fromOutside(String service, Link link) {
    fromOutside(service, link, ServiceAddress.ofAll(request.evidence(), link.key()));
  }

  private void fromOutside(String service, Link link, Set<ServiceAddress> called) {
    add(out, known(service, link), YamlWriter.describe(link));
    boolean host = link.from().equals(HOST) || onHost(owner(link.from().shortName()));
    used.computeIfAbsent(service, s -> new PortUse()).add(link.port(), host, called);
  }

  private boolean bind() {
    return request.docker().bind();
  }

  private PortUse used(String service) {
    return used.getOrDefault(service, new PortUse());
  }

  private String owner(String service) {
    return file.map(found -> found.owner(service)).orElse(service);
  }

  private boolean onHost(String service) {
    return file.filter(found -> found.onHost().contains(service)).isPresent();
  }

  private String known(String service, Link link) {
    if (!services.contains(service)) {
      throw ProblemException.input(
          "service " + service + " has links and is not on a network of the Compose file",
          file.map(ComposeFile::name).orElse("the graph") + ", " + link.key(),
          "give the file the recording was made with");
    }
    return service;
  }

  private void published(String service, Publishing publishing) {
    if (publishing.publishes(service)) {
      add(out, service, "ports of service " + service + " are published by the Compose file");
    } else if (file.isEmpty() && !peer(service).exposed().isEmpty() && !out.containsKey(service)) {
      notes.add(
          Note.attention(
              "service "
                  + service
                  + " publishes ports nobody was seen using: they get no network"));
    }
  }

  /** What is in the graph or the file and on none of the networks. */
  private void elsewhere() {
    for (String peer : project.services().keySet()) {
      if (!services.contains(owner(peer)) && !onHost(peer)) {
        boolean there = file.filter(found -> found.declares(peer)).isPresent();
        notes.add(
            there
                ? Note.info("service " + peer + " has no network and keeps none")
                : Note.attention("service " + peer + " is not in the Compose file: left out"));
      }
    }
    file.ifPresent(
        found -> {
          for (String service : found.onHost()) {
            notes.add(
                Note.attention(
                    "service "
                        + service
                        + " is on the host's network: no network isolates it, and whoever talks to"
                        + " it needs a way out"));
          }
          found
              .guests()
              .forEach(
                  (guest, owner) ->
                      notes.add(
                          Note.info(
                              "service "
                                  + guest
                                  + " lives in the network of service "
                                  + owner
                                  + ": it has that one's links and reach, and is to be made anew"
                                  + " whenever that one is (up --force-recreate)")));
        });
  }

  private Peer peer(String service) {
    Peer peer = project.services().get(service);
    return peer != null ? peer : Peer.named(PeerId.dockerService(project.name(), service));
  }

  /** Networks know no direction: only what was observed both ways may lose reach. */
  private boolean observed(String service) {
    return peer(service).observed().size() == Direction.values().length;
  }

  private void keepReach(String service) {
    Collection<String> own = original(service);
    String why = "service " + service + " was not observed in both directions: it keeps its reach";
    Collection<String> met = met(own);
    for (String other : services) {
      if (!other.equals(service) && original(other).stream().anyMatch(met::contains)) {
        add(pairs, Pair.of(service, other), why + " to " + other + " (granted, not observed)");
      }
    }
    if (file.isEmpty() || own.stream().anyMatch(file.get().networks().open()::contains)) {
      add(out, service, why + " to the outside (granted, not observed)");
      callers.add(service);
    }
    add(selves, service, why + " among its replicas (granted, not observed)");
    notes.add(Note.attention(why));
  }

  /** Those of these networks on which members meet. */
  private Collection<String> met(Collection<String> networks) {
    return file.map(found -> found.networks().carried().apart())
        .map(apart -> networks.stream().filter(each -> !apart.contains(each)).toList())
        .orElse(List.copyOf(networks));
  }

  /** Who shares a network by decision; pairs that were not seen talking are granted and told. */
  private ImmutableSortedSet<String> group(SharedNetwork decided) {
    ImmutableSortedSet.Builder<String> members = ImmutableSortedSet.naturalOrder();
    for (String service : decided.services()) {
      if (!services.contains(owner(service))) {
        throw ProblemException.input(
            "service " + service + " has no network of its own to share",
            decided.why(),
            "correct the section networks");
      }
      members.add(owner(service));
    }
    ImmutableSortedSet<String> group = members.build();
    for (String one : group) {
      for (String other : group.tailSet(one, false)) {
        if (!pairs.containsKey(new Pair(one, other))) {
          String granted = one + " and " + other + " reach each other by decision, not observed";
          add(pairs, new Pair(one, other), granted + " (" + decided.why() + ")");
          notes.add(Note.attention(granted + " (" + decided.why() + ")"));
        }
      }
    }
    return group;
  }

  private Collection<String> original(String service) {
    if (file.isPresent()) {
      ComposeFile.Service found = file.get().services().get(service);
      return found == null ? List.of() : found.aliases().keySet();
    }
    return peer(service).networks();
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
