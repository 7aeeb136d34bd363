package dev.netgen.model.format.inventory;

import dev.netgen.model.graph.PeerId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What containers are called, and who that is; a name of two workloads means neither. */
final class DockerNames {
  private final Map<String, PeerId> owners = new HashMap<>();
  private final Set<String> shared = new HashSet<>();

  void add(String name, PeerId owner) {
    PeerId before = owners.putIfAbsent(name, owner);
    if (before != null && !before.equals(owner)) {
      shared.add(name);
    }
  }

  /** The workload of this name, if exactly one has it. */
  Optional<PeerId> owner(String name) {
    return shared.contains(name) ? Optional.empty() : Optional.ofNullable(owners.get(name));
  }
}
