package dev.netgen.analyzer.fold;

import dev.netgen.analyzer.resolve.CapturePoint;
import dev.netgen.model.graph.LinkKey;
import dev.netgen.model.net.Port;
import dev.netgen.model.net.Transport;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Ambient meshes: what crosses a pod's border is a tunnel (HBONE, port 15008 at Istio's ztunnel),
 * and behind it the mesh connects to the real port inside the pod, in the client's name. A link
 * that only loopback interfaces showed, though its ends are two workloads, crossed no border; where
 * a tunnel between the same two did, it is what the tunnel carries.
 */
final class MeshTunnels {
  private static final Port HBONE = new Port(15_008, Transport.TCP);

  private final Set<Integer> loopbacks = new HashSet<>();

  MeshTunnels(List<Unit> units) {
    for (Unit unit : units) {
      for (Map.Entry<Integer, CapturePoint> point : unit.points().entrySet()) {
        if (point.getValue().loopback()) {
          loopbacks.add(point.getKey());
        }
      }
    }
  }

  /** Takes out what is told with its tunnel; returns how many links that were. */
  long fold(Map<LinkKey, LinkDraft> links) {
    if (loopbacks.isEmpty()) {
      return 0;
    }
    List<LinkKey> inside = new ArrayList<>();
    for (Map.Entry<LinkKey, LinkDraft> entry : links.entrySet()) {
      LinkKey key = entry.getKey();
      LinkDraft tunnel = links.get(new LinkKey(key.from(), key.to(), HBONE));
      boolean carried = !key.port().equals(HBONE) && !key.from().equals(key.to());
      if (tunnel != null
          && carried
          && loopbacks.containsAll(entry.getValue().entry().observers())) {
        tunnel.entry().addFact("mesh.inner.port", key.port().toString());
        inside.add(key);
      }
    }
    inside.forEach(links::remove);
    return inside.size();
  }
}
