package dev.netgen.analyzer.fold;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import dev.netgen.analyzer.resolve.OutsideNames;
import dev.netgen.analyzer.resolve.Platform;
import dev.netgen.analyzer.settle.PacketAt;
import dev.netgen.analyzer.settle.Sighting;
import dev.netgen.model.graph.Attempt;
import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.graph.Link;
import dev.netgen.model.graph.LinkEvidence;
import dev.netgen.model.graph.LinkKey;
import dev.netgen.model.graph.PacketPointer;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.inventory.Inventory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Takes sightings as they come and gives the graph at the end. Not for several threads. */
public final class GraphFold {
  private final FoldTable table;
  private final Doubles doubles = new Doubles();

  /**
   * A fold with these bounds.
   *
   * @param mostEntries distinct aggregates held
   * @param mostOfSource distinct aggregates without payload that one source may bring
   */
  public GraphFold(int mostEntries, int mostOfSource) {
    this.table = new FoldTable(mostEntries, mostOfSource);
  }

  /**
   * Takes one conversation; returns the number of its aggregate, an index into {@link
   * Folded#settlements}, or -1 when a bound left it without one.
   *
   * @param inside whether only loopback interfaces showed it
   */
  public int add(Sighting sighting, boolean inside) {
    int aggregate = table.add(sighting, inside);
    if (!sighting.doubts().isEmpty()) {
      doubles.take(sighting.doubts(), aggregate);
    }
    return aggregate;
  }

  /** What was decided over all conversations taken, before a graph is made of it. */
  private record Decisions(
      Inventory inventory, Folder folder, TreeMap<String, Long> notes, TreeMap<String, Long> told) {

    Folded of(
        CommunicationGraph graph,
        ImmutableSortedMap<LinkKey, LinkEvidence> links,
        ImmutableList<Attempt> attempts) {
      return new Folded(
          graph,
          links,
          attempts,
          folder.addresses().all(),
          ImmutableSortedMap.copyOf(notes),
          ImmutableSortedMap.copyOf(told),
          folder.settlements());
    }
  }

  /** The graph of all conversations taken. */
  public Folded finish(
      List<Unit> units, OutsideNames names, Function<PacketAt, PacketPointer> pointers) {
    Decisions decided = decide(units, names);
    EvidenceBuilder evidence = new EvidenceBuilder(pointers);
    CommunicationGraph graph = graph(units, decided.inventory(), decided.folder().links());
    return decided.of(
        graph,
        links(decided.folder().links(), evidence),
        evidence.attempts(decided.folder().attempts()));
  }

  /** The same without graph and evidence of links: what rows and their account need. */
  public Folded settle(List<Unit> units, OutsideNames names) {
    return decide(units, names)
        .of(
            CommunicationGraph.of(List.of(), List.of()),
            ImmutableSortedMap.of(),
            ImmutableList.of());
  }

  private Decisions decide(List<Unit> units, OutsideNames names) {
    Inventory inventory =
        units.stream().map(Unit::inventory).reduce(Inventory.empty(), Inventory::with);
    Platform platform = new Platform(inventory);
    Folder folder = new Folder(platform);
    LateEvidence late = new LateEvidence(inventory, platform, names);
    folder.fold(late.settle(table), doubles);
    long inside = new MeshTunnels(units).fold(folder.links());
    TreeMap<String, Long> notes = new TreeMap<>(table.counts());
    note(notes, "addresses not kept, beyond the limit", folder.addresses().beyond());
    note(notes, "conversations perhaps another's, beyond the limit", doubles.beyond());
    note(notes, "facts not kept, beyond the limit", factsBeyond(folder.links().values()));
    note(notes, "attempts not listed, beyond the limit", EvidenceBuilder.beyond(folder.attempts()));
    TreeMap<String, Long> told = new TreeMap<>();
    note(told, "addresses learnt to be a node's, from its probes", late.learntNodes());
    note(told, "links seen inside a mesh's tunnel, told with it", inside);
    note(told, "conversations seen inside a pod, told with its border's", folder.insidePods());
    return new Decisions(inventory, folder, notes, told);
  }

  private static long factsBeyond(Collection<LinkDraft> drafts) {
    long beyond = 0;
    for (LinkDraft draft : drafts) {
      beyond += draft.entry().factsBeyond();
    }
    return beyond;
  }

  private static CommunicationGraph graph(
      List<Unit> units, Inventory inventory, Map<LinkKey, LinkDraft> drafts) {
    RecordingEnds ends = new RecordingEnds(units);
    Coverage coverage = new Coverage(units);
    List<Link> links = new ArrayList<>();
    for (Map.Entry<LinkKey, LinkDraft> entry : drafts.entrySet()) {
      LinkDraft draft = entry.getValue();
      coverage.link(entry.getKey(), draft.sights());
      links.add(draft.link(entry.getKey(), ends.of(draft.entry().observers())));
    }
    return CommunicationGraph.of(peers(inventory, drafts.keySet(), coverage), links);
  }

  /** All workloads, and of other machines that an inventory describes those with links. */
  private static List<Peer> peers(Inventory inventory, Set<LinkKey> links, Coverage coverage) {
    List<Peer> workloads = new ArrayList<>();
    Map<PeerId, Peer> machines = new TreeMap<>();
    for (Peer peer : inventory.workloads().values()) {
      switch (peer.id().kind()) {
        case KUBERNETES, DOCKER -> workloads.add(peer);
        case NODE, OUTSIDE, UNRESOLVED -> machines.put(peer.id(), peer);
      }
    }
    List<Peer> peers = new ArrayList<>(coverage.observed(workloads));
    links.stream()
        .flatMap(link -> Stream.of(link.from(), link.to()))
        .distinct()
        .flatMap(id -> Stream.ofNullable(machines.getOrDefault(id, service(inventory, id))))
        .forEach(peers::add);
    return peers;
  }

  /** A Service that stands for what is no pod, as the API server's: no policy can select it. */
  private static @Nullable Peer service(Inventory inventory, PeerId id) {
    return Platform.isService(id) && !inventory.workloads().containsKey(id)
        ? Peer.named(id).withHostNetwork(true)
        : null;
  }

  private static ImmutableSortedMap<LinkKey, LinkEvidence> links(
      Map<LinkKey, LinkDraft> drafts, EvidenceBuilder evidence) {
    ImmutableSortedMap.Builder<LinkKey, LinkEvidence> links = ImmutableSortedMap.naturalOrder();
    for (Map.Entry<LinkKey, LinkDraft> entry : drafts.entrySet()) {
      links.put(entry.getKey(), evidence.link(entry.getKey(), entry.getValue().entry()));
    }
    return links.buildOrThrow();
  }

  private static void note(Map<String, Long> notes, String name, long count) {
    if (count > 0) {
      notes.merge(name, count, Long::sum);
    }
  }
}
