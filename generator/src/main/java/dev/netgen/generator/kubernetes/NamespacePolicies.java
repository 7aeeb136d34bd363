package dev.netgen.generator.kubernetes;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.generator.selector.PodSelection;
import dev.netgen.generator.target.Emission;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.generator.target.ShortName;
import dev.netgen.model.decision.Silence;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.problem.ProblemException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** The policies of a graph, namespace by namespace. */
public final class NamespacePolicies {
  /** A policy whose rules and text are still to be made: that is done on all cores. */
  private record Unwritten(
      Peer peer,
      String name,
      PodSelection selection,
      ImmutableList<String> comments,
      ImmutableSortedSet<Direction> isolated) {}

  private static final String PREFIX = "netgen-";

  /**
   * Names of objects and of files: the API takes 253 characters, file systems 255 bytes, of which
   * the ending and whoever writes the file aside first need some.
   */
  private static final int NAME_LENGTH = 200;

  private static final ImmutableSet<String> TAKEN = ImmutableSet.of("default-deny");

  private final GenerationRequest request;
  private final Dialect dialect;
  private final WorkloadIndex workloads;
  private final LinkIndex links;
  private final RuleMaker rules;
  private final Isolation isolation;
  private final PolicyNotes notes;
  private final List<GeneratedFile> files = new ArrayList<>();
  private final List<Unwritten> unwritten = new ArrayList<>();
  private final TreeSet<PeerId> silent = new TreeSet<>();

  /** Policies of this kind. */
  public NamespacePolicies(GenerationRequest request, Dialect dialect) {
    this.request = request;
    this.dialect = dialect;
    this.workloads = new WorkloadIndex(request.graph(), request.enforcer());
    this.links = new LinkIndex(request);
    this.rules = new RuleMaker(request, workloads, links, dialect);
    this.isolation = new Isolation(request, workloads, links, dialect);
    this.notes = new PolicyNotes(request, links);
  }

  /** All files, made once. */
  public Emission emission() {
    workloads.namespaces().forEach(this::namespace);
    request.silent().stream().filter(this::isAboutNobody).forEach(notes::aboutNobody);
    files.addAll(texts());
    return Emission.of(files, notes.all(), silent);
  }

  /** Of several problems the first in order is told, whatever the machine. */
  private List<GeneratedFile> texts() {
    try {
      return unwritten.parallelStream().map(this::file).toList();
    } catch (ProblemException e) {
      return unwritten.stream().map(this::file).toList();
    }
  }

  private GeneratedFile file(Unwritten each) {
    TreeMap<Direction, ImmutableList<Rule>> made = new TreeMap<>();
    for (Direction direction : each.isolated()) {
      made.put(direction, rules.rules(each.peer().id(), direction));
    }
    String namespace = WorkloadIndex.namespace(each.peer().id());
    WorkloadPolicy policy =
        new WorkloadPolicy(
            each.comments(),
            namespace,
            PREFIX + each.name(),
            each.selection().labels(),
            each.selection().without(),
            ImmutableSortedMap.copyOfSorted(made));
    return new GeneratedFile(
        dialect.target() + "/" + namespace + "/" + each.name() + ".yaml", dialect.text(policy));
  }

  private boolean isAboutNobody(Silence silence) {
    return request.graph().peers().keySet().stream()
        .noneMatch(id -> silence.covers(id, silence.directions().first()));
  }

  private void namespace(String namespace, Collection<Peer> peers) {
    if (request.leftAlone().contains(namespace)) {
      notes.leftAlone(namespace);
      return;
    }
    ImmutableMap<PeerId, String> names =
        ShortName.assign(
            peers.stream().map(Peer::id).toList(),
            NamespacePolicies::wantedName,
            TAKEN,
            NAME_LENGTH);
    for (Peer peer : peers) {
      String name = names.getOrDefault(peer.id(), wantedName(peer.id()));
      policy(peer, name).ifPresent(unwritten::add);
    }
    new NamespaceDeny(workloads, isolation, notes, dialect, silent)
        .file(namespace, peers)
        .ifPresent(files::add);
  }

  private Optional<Unwritten> policy(Peer peer, String name) {
    if (peer.hostNetwork()) {
      boolean word = dialect.word(peer.id(), peer.id(), Direction.EGRESS).isPresent();
      notes.hostNetwork(peer.id(), word ? "entities" : "its addresses");
      return Optional.empty();
    }
    Optional<PodSelection> selection = workloads.selection(peer.id());
    if (selection.isEmpty()) {
      notes.nothingToSelectBy(peer.id());
      return Optional.empty();
    }
    TreeSet<Direction> isolated = new TreeSet<>();
    for (Direction direction : Direction.values()) {
      Optional<String> obstacle = isolation.obstacle(peer, selection.get(), direction);
      boolean nothingKnown =
          Isolation.isSilent(peer, direction) && links.of(peer.id(), direction).isEmpty();
      if (obstacle.isPresent()) {
        notes.notIsolated(peer.id(), direction, obstacle.get());
      } else if (!nothingKnown) {
        isolated.add(direction);
      }
    }
    notes.workload(peer, selection.get());
    if (isolated.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Unwritten(
            peer,
            name,
            selection.get(),
            comments(peer, selection.get()),
            ImmutableSortedSet.copyOfSorted(isolated)));
  }

  private ImmutableList<String> comments(Peer peer, PodSelection selection) {
    ImmutableList.Builder<String> comments = ImmutableList.builder();
    comments.add("What " + peer.id() + " was seen to need.");
    if (!peer.why().isEmpty()) {
      comments.add("decided: " + peer.why());
    }
    if (!selection.alsoPicks().isEmpty()) {
      comments.add(
          "The same labels pick "
              + RuleMaker.join(selection.alsoPicks())
              + ": allowed to them too.");
    }
    for (Direction direction : Direction.values()) {
      isolation
          .consent(peer.id(), direction)
          .filter(silence -> Isolation.isSilent(peer, direction))
          .ifPresent(
              silence ->
                  comments.add("Not observed in " + direction.word() + "; " + silence.why()));
    }
    if (links.isProbed(peer.id())) {
      comments.add("The kubelet's probes need no rule: a pod's own node always reaches it.");
    }
    return comments.build();
  }

  private static String wantedName(PeerId id) {
    return id.workloadKind().orElse("workload").toLowerCase(Locale.ROOT) + "-" + id.shortName();
  }
}
