package dev.netgen.analyzer.fold;

import com.google.common.collect.HashMultimap;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.SetMultimap;
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
 * on their link, a workload was observed in the directions in which they show it in a link: on
 * every node it ran on, by a point that stands there. Where a point stands is told by traffic that
 * never leaves a node, such as the kubelet's probes; one that saw none may stand anywhere, and
 * counts for workloads of one node only. Recordings of loopback interfaces alone take nothing away:
 * no network passes there.
 */
final class Coverage {
  private record Held(PeerId owner, AddressClaim claim) {}

  private record Shown(PeerId peer, Direction direction) {}

  private final Map<Held, Boolean> covered = new HashMap<>();
  private final SetMultimap<Shown, Sight> byLinks = HashMultimap.create();
  private final SetMultimap<PeerId, String> ran = HashMultimap.create();
  private final Set<Sight> places = new HashSet<>();
  private final Set<Integer> placed = new HashSet<>();
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
                  stands(index, point.host(), unit);
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

  /** A recording says on which host a point stands, which may be a node. */
  private void stands(int point, String host, Unit unit) {
    boolean node =
        unit.inventory().addresses().stream().anyMatch(claim -> claim.node().equals(host));
    if (!host.isEmpty() && node) {
      places.add(new Sight(point, host));
      placed.add(point);
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
    if (!claim.node().isEmpty()) {
      ran.put(claim.owner(), claim.node());
    }
    covered.merge(new Held(claim.owner(), claim), onlink, Boolean::logicalOr);
  }

  /** Learns who is at the ends of a link that was seen so. */
  void link(LinkKey key, NodeSights sights) {
    shown(key.from(), Direction.EGRESS, sights.clients());
    shown(key.to(), Direction.INGRESS, sights.servers());
    places.addAll(sights.inside());
    sights.inside().forEach(sight -> placed.add(sight.observer()));
  }

  private void shown(PeerId peer, Direction direction, Set<Sight> sights) {
    for (Sight sight : sights) {
      if (plain.contains(sight.observer())) {
        byLinks.put(new Shown(peer, direction), sight);
      }
    }
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
    EnumSet<Direction> shown = EnumSet.noneOf(Direction.class);
    for (Direction direction : Direction.values()) {
      if (isShown(peer.id(), byLinks.get(new Shown(peer.id(), direction)))) {
        shown.add(direction);
      }
    }
    return shown;
  }

  private boolean isShown(PeerId peer, Set<Sight> sights) {
    if (sights.isEmpty()) {
      return false;
    }
    Set<String> nodes = ran.get(peer);
    boolean single = nodes.size() == 1;
    if (nodes.isEmpty() || (single && sights.stream().anyMatch(this::standsAnywhere))) {
      return true;
    }
    return nodes.stream().allMatch(node -> sights.stream().anyMatch(s -> at(s, node, single)));
  }

  private boolean standsAnywhere(Sight sight) {
    return !placed.contains(sight.observer());
  }

  /** Whether its point stands on the node, and it is of a pod there as far as is known. */
  private boolean at(Sight sight, String node, boolean single) {
    boolean there = sight.node().equals(node) || (single && sight.node().isEmpty());
    return there && places.contains(new Sight(sight.observer(), node));
  }
}
