package dev.netgen.analyzer.flow;

import dev.netgen.model.net.IpAddress;
import java.util.Iterator;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Flows announced and not begun yet, by the endpoint that will listen. Bounded; of too many the
 * oldest are forgotten, counted. What is announced changes nothing until such a flow begins.
 */
final class Expectations {
  /** Most at once. */
  static final int MOST = 1 << 14;

  private record Place(int observer, int segment, int protocol, IpAddress address, int port) {}

  private final LinkedHashMap<Place, Expectation> places = new LinkedHashMap<>();
  private long forgotten;

  boolean isEmpty() {
    return places.isEmpty();
  }

  /**
   * Expects a flow of this protocol at an endpoint, where the announcing flow's addresses are
   * meant.
   */
  void expect(FlowEntry announcing, int protocol, IpAddress address, int port, Expectation flow) {
    if (port == 0) {
      return;
    }
    Place place = new Place(announcing.observer, announcing.segment(), protocol, address, port);
    places.remove(place);
    places.put(place, flow);
    if (places.size() > MOST) {
      Iterator<Place> oldest = places.keySet().iterator();
      oldest.next();
      oldest.remove();
      forgotten++;
    }
  }

  /** Notes what announced this new flow, if anything did. */
  void announced(FlowEntry e, long nanos) {
    IpAddress a = e.addressA();
    IpAddress b = e.addressB();
    Expectation atB = at(e, b, e.bPort, a, nanos);
    Expectation known = atB != null ? atB : at(e, a, e.aPort, b, nanos);
    if (known != null) {
      FlowExtra extra = e.writeExtra();
      extra.expectation = known;
      extra.listener = atB != null ? FlowContext.Listener.B : FlowContext.Listener.A;
    }
  }

  private @Nullable Expectation at(
      FlowEntry e, IpAddress address, int port, IpAddress other, long nanos) {
    Place place = new Place(e.observer, e.segment(), e.protocolNumber(), address, port);
    Expectation known = places.get(place);
    if (known == null || !known.allows(other)) {
      return null;
    }
    if (nanos > known.until()) {
      places.remove(place);
      return null;
    }
    places.put(place, known.renewed(nanos));
    return known;
  }

  /** Announcements forgotten because there were too many. */
  long forgotten() {
    return forgotten;
  }
}
