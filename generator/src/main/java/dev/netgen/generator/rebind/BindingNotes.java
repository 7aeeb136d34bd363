package dev.netgen.generator.rebind;

import com.google.common.collect.ImmutableList;
import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.graph.PeerKind;
import java.util.Map;
import java.util.Set;

/** What a reviewer must know of a graph that was bound to another cluster. */
final class BindingNotes {
  private final CommunicationGraph graph;
  private final Map<PeerId, Binding> bindings;
  private final Set<PeerId> resolvers;

  BindingNotes(
      CommunicationGraph graph, Map<PeerId, Binding> bindings, Map<PeerId, Binding> resolvers) {
    this.graph = graph;
    this.bindings = bindings;
    this.resolvers = resolvers.keySet();
  }

  ImmutableList<String> lines() {
    ImmutableList.Builder<String> lines = ImmutableList.builder();
    bindings.forEach(
        (from, binding) -> {
          if (from.kind() == PeerKind.NODE && binding.to().size() > 1) {
            lines.add(from + " is any of the " + binding.to().size() + " nodes there");
          }
        });
    long named =
        bindings.keySet().stream()
            .filter(id -> id.kind() == PeerKind.OUTSIDE && id.range().isEmpty())
            .filter(id -> !id.equals(PeerId.INTERNET))
            .count();
    if (named > 0) {
      lines.add(
          named
              + " outside names keep the addresses they had when recorded, unless the inventory"
              + " gives others");
    }
    long ranges =
        bindings.keySet().stream()
            .filter(id -> id.kind() == PeerKind.OUTSIDE && id.range().isPresent())
            .count();
    if (ranges > 0) {
      lines.add(ranges + " outside addresses are those of the recording");
    }
    long left =
        graph.peers().keySet().stream()
            .filter(id -> !bindings.containsKey(id) && !resolvers.contains(id))
            .count();
    if (left > 0) {
      lines.add(left + " peers without links that were never observed are left out");
    }
    return lines.build();
  }
}
