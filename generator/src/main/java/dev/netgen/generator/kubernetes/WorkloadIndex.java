package dev.netgen.generator.kubernetes;

import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.Maps;
import dev.netgen.generator.selector.PodSelection;
import dev.netgen.generator.selector.SelectorChooser;
import dev.netgen.model.enforcer.Enforcer;
import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.graph.PeerKind;
import dev.netgen.model.problem.ProblemException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The Kubernetes workloads of a graph by namespace, with their selectors. */
final class WorkloadIndex {
  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?");
  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(?:(?:-+|[.])[a-z0-9]+)*");
  private static final Pattern KIND = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,62}");

  private final ImmutableListMultimap<String, Peer> byNamespace;
  private final ImmutableMap<PeerId, PodSelection> selections;
  private final ImmutableSet<PeerId> hostNetwork;

  /** The workloads with selectors of labels that this enforcer sees. */
  WorkloadIndex(CommunicationGraph graph, Enforcer enforcer) {
    ImmutableListMultimap.Builder<String, Peer> workloads = ImmutableListMultimap.builder();
    TreeSet<String> clusters = new TreeSet<>();
    for (Peer peer : graph.peers().values()) {
      if (peer.id().kind() == PeerKind.KUBERNETES) {
        check(peer.id());
        clusters.add(cluster(peer.id()));
        workloads.put(namespace(peer.id()), peer);
      }
    }
    if (clusters.size() > 1) {
      throw ProblemException.input(
          "workloads of several clusters",
          String.join(", ", clusters),
          "give one cluster's graph at a time");
    }
    byNamespace = workloads.build();
    ImmutableMap.Builder<PeerId, PodSelection> selected = ImmutableMap.builder();
    ImmutableSet.Builder<PeerId> onNodes = ImmutableSet.builder();
    for (Collection<Peer> peers : byNamespace.asMap().values()) {
      SelectorChooser chooser = SelectorChooser.among(labels(peers, enforcer));
      for (Peer peer : peers) {
        chooser.choose(peer.id()).ifPresent(chosen -> selected.put(peer.id(), chosen));
        if (peer.hostNetwork()) {
          onNodes.add(peer.id());
        }
      }
    }
    selections = selected.buildOrThrow();
    hostNetwork = onNodes.build();
  }

  /** Workloads by namespace; both sorted. */
  ImmutableSortedMap<String, Collection<Peer>> namespaces() {
    return ImmutableSortedMap.copyOf(byNamespace.asMap());
  }

  /** The namespace of a Kubernetes peer. */
  static String namespace(PeerId id) {
    return id.namespace().orElseThrow(() -> new IllegalArgumentException(id + " has no namespace"));
  }

  /** Whether it is a workload on its nodes' network. */
  boolean onHostNetwork(PeerId id) {
    return hostNetwork.contains(id);
  }

  /** The selector of a workload that policies can select. */
  Optional<PodSelection> selection(PeerId id) {
    return Optional.ofNullable(selections.get(id));
  }

  /** The selector, which must be had because a rule has to name these pods. */
  PodSelection requireSelection(PeerId id) {
    return selection(id)
        .orElseThrow(
            () ->
                ProblemException.input(
                    "no label a selector could rest on",
                    id.toString(),
                    "a rule must name its pods: give its pod template a label of its own and record"
                        + " again"));
  }

  private static Map<PeerId, ImmutableSortedMap<String, String>> labels(
      Iterable<Peer> peers, Enforcer enforcer) {
    Map<PeerId, ImmutableSortedMap<String, String>> labels = new LinkedHashMap<>();
    for (Peer peer : peers) {
      if (!peer.hostNetwork()) {
        labels.put(
            peer.id(),
            ImmutableSortedMap.copyOf(Maps.filterKeys(peer.labels(), enforcer::selectsBy)));
      }
    }
    return labels;
  }

  private static String cluster(PeerId id) {
    String path = id.rest().substring(0, id.rest().indexOf('/'));
    return path.indexOf(':') < 0 ? "(unnamed)" : path.substring(0, path.indexOf(':'));
  }

  /** Names become file names and object names: only what the API itself would accept. */
  private static void check(PeerId id) {
    boolean good =
        id.namespace().filter(text -> NAMESPACE.matcher(text).matches()).isPresent()
            && id.workloadKind().filter(text -> KIND.matcher(text).matches()).isPresent()
            && id.shortName().length() <= 253
            && NAME.matcher(id.shortName()).matches();
    if (!good) {
      throw ProblemException.input(
          "not a name Kubernetes would accept",
          id.toString(),
          "a workload's id reads k8s:namespace/Kind/name in DNS-1123 characters");
    }
  }
}
