package dev.netgen.generator.kubernetes;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import dev.netgen.generator.selector.PodSelection;
import dev.netgen.generator.target.Emission;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.generator.target.Note;
import dev.netgen.generator.target.ShortName;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/** The policies of a graph, namespace by namespace. */
final class NamespacePolicies {
  private static final String PREFIX = "netgen-";

  /**
   * Names of objects and of files: the API takes 253 characters, file systems 255 bytes, of which
   * the ending and whoever writes the file aside first need some.
   */
  private static final int NAME_LENGTH = 200;

  private static final String SYSTEM = "kube-system";
  private static final ImmutableSet<String> TAKEN = ImmutableSet.of("default-deny");

  private final WorkloadIndex workloads;
  private final RuleMaker rules;
  private final List<GeneratedFile> files = new ArrayList<>();
  private final List<Note> notes = new ArrayList<>();

  NamespacePolicies(GenerationRequest request) {
    this.workloads = new WorkloadIndex(request.graph());
    this.rules = new RuleMaker(request, workloads);
  }

  Emission emission() {
    files.clear();
    notes.clear();
    workloads.namespaces().forEach(this::namespace);
    return Emission.of(files, notes);
  }

  private void namespace(String namespace, Collection<Peer> peers) {
    if (namespace.equals(SYSTEM)) {
      notes.add(Note.info("namespace " + SYSTEM + " is left alone: nothing in it is isolated"));
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
      policy(peer, name)
          .map(
              policy ->
                  new GeneratedFile(
                      "kubernetes/" + namespace + "/" + name + ".yaml", PolicyText.of(policy)))
          .ifPresent(files::add);
    }
    new NamespaceDeny(workloads, notes).file(namespace, peers).ifPresent(files::add);
  }

  private Optional<WorkloadPolicy> policy(Peer peer, String name) {
    if (peer.hostNetwork()) {
      notes.add(Note.info(peer.id() + " uses its node's network: no policy can select it"));
      return Optional.empty();
    }
    Optional<PodSelection> selection = workloads.selection(peer.id());
    if (selection.isEmpty()) {
      notes.add(
          Note.attention(peer.id() + " has no label a selector could rest on: it gets no policy"));
      return Optional.empty();
    }
    TreeMap<Direction, ImmutableList<Rule>> isolated = new TreeMap<>();
    for (Direction direction : Direction.values()) {
      if (workloads.mayIsolate(peer, selection.get(), direction)) {
        isolated.put(direction, rules.rules(peer.id(), direction));
      }
    }
    coverage(peer, isolated.keySet(), selection.get());
    if (isolated.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new WorkloadPolicy(
            comments(peer, selection.get()),
            WorkloadIndex.namespace(peer.id()),
            PREFIX + name,
            selection.get().labels(),
            ImmutableSortedMap.copyOfSorted(isolated)));
  }

  private void coverage(Peer peer, Collection<Direction> isolated, PodSelection selection) {
    if (!selection.alsoPicks().isEmpty()) {
      notes.add(
          Note.attention(
              "no stable label separates "
                  + peer.id()
                  + " from "
                  + RuleMaker.join(selection.alsoPicks())
                  + ": what is allowed to the first is allowed to all"));
    }
    for (Direction direction : Direction.values()) {
      if (!isolated.contains(direction)) {
        boolean own = !peer.observed().contains(direction);
        notes.add(
            Note.attention(
                peer.id()
                    + " is not isolated in "
                    + direction.word()
                    + (own ? ": not observed" : ": a workload with its labels was not observed")));
      }
    }
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
    if (rules.isProbed(peer.id())) {
      comments.add("The kubelet's probes need no rule: a pod's own node always reaches it.");
    }
    return comments.build();
  }

  private static String wantedName(PeerId id) {
    return id.workloadKind().orElse("workload").toLowerCase(Locale.ROOT) + "-" + id.shortName();
  }
}
