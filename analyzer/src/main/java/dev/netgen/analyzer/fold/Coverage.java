package dev.netgen.analyzer.fold;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.netgen.analyzer.resolve.CapturePoint;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.LinkKey;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.inventory.AddressClaim;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * In which directions each workload was observed.
 *
 * <p>Both, when every address it held during a recording lies on the link of a capture point there,
 * and every Docker network it is attached to was recorded. Where capture points do not tell what is
 * on their link, a workload was observed in the directions in which they show it in a link.
 * Recordings of loopback interfaces alone take nothing away: no network passes there.
 */
final class Coverage {
  private record Held(PeerId owner, AddressClaim claim) {}

  private final Map<Held, Boolean> covered = new HashMap<>();
  private final Map<PeerId, EnumSet<Direction>> byLinks = new HashMap<>();
  private final Set<String> networks = new HashSet<>();
  private final Set<Integer> plain = new HashSet<>();

  Coverage(List<Unit> units) {
    for (Unit unit : units) {
      List<CapturePoint> known = new ArrayList<>();
      unit.points()
          .forEach(
              (index, point) -> {
                if (point.onlink().isEmpty()) {
                  plain.add(index);
                } else {
                  known.add(point);
                  networks.add(point.network());
                }
              });
      boolean local = unit.points().values().stream().allMatch(CapturePoint::loopback);
      unit.inventory().addresses().stream()
          .filter(claim -> !local || unit.points().isEmpty())
          .filter(claim -> claim.kind() == AddressClaim.Kind.WORKLOAD && during(claim, unit))
          .forEach(claim -> claim(claim, known));
    }
  }

  private static boolean during(AddressClaim claim, Unit unit) {
    return claim.from().isBefore(unit.ended()) && claim.until().isAfter(unit.started());
  }

  private void claim(AddressClaim claim, List<CapturePoint> points) {
    boolean onlink =
        points.stream()
            .flatMap(point -> point.onlink().stream())
            .anyMatch(range -> range.contains(claim.address()));
    covered.merge(new Held(claim.owner(), claim), onlink, Boolean::logicalOr);
  }

  /** Learns who is at the ends of a link that these observers saw. */
  void link(LinkKey key, Set<Integer> observers) {
    if (observers.stream().anyMatch(plain::contains)) {
      shown(key.from(), Direction.EGRESS);
      shown(key.to(), Direction.INGRESS);
    }
  }

  private void shown(PeerId peer, Direction direction) {
    byLinks.computeIfAbsent(peer, absent -> EnumSet.noneOf(Direction.class)).add(direction);
  }

  /** These workloads with the directions in which they were observed. */
  ImmutableList<Peer> observed(Iterable<Peer> workloads) {
    Set<PeerId> whole = new HashSet<>();
    Set<PeerId> partly = new HashSet<>();
    covered.forEach((held, onlink) -> (onlink ? whole : partly).add(held.owner()));
    whole.removeAll(partly);
    ImmutableList.Builder<Peer> result = ImmutableList.builder();
    for (Peer peer : workloads) {
      result.add(peer.withObserved(directions(peer, whole.contains(peer.id()))));
    }
    return result.build();
  }

  private Set<Direction> directions(Peer peer, boolean covers) {
    if (peer.hostNetwork()) {
      return ImmutableSet.of();
    }
    if (covers && networks.containsAll(peer.networks())) {
      return EnumSet.allOf(Direction.class);
    }
    return byLinks.getOrDefault(peer.id(), EnumSet.noneOf(Direction.class));
  }
}
