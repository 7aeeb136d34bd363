package dev.netgen.analyzer.flow;

import dev.netgen.analyzer.decode.Encapsulations;
import java.util.Arrays;

/** Hands out finished flows, each once, and counts them. */
final class FlowReports {
  private final FlowSink sink;
  private final Encapsulations encapsulations;
  private final KnownAddresses addresses = new KnownAddresses();
  private long[] observerBegan = new long[8];
  private long flows;
  private long packets;

  FlowReports(FlowSink sink, Encapsulations encapsulations) {
    this.sink = sink;
    this.encapsulations = encapsulations;
  }

  void observerBegins(int observer, long nanos) {
    if (observer >= observerBegan.length) {
      observerBegan = Arrays.copyOf(observerBegan, 2 * observer);
    }
    observerBegan[observer] = nanos;
  }

  /** Hands the flow out, unless that was done before; the entry knows only stragglers then. */
  void report(FlowEntry entry) {
    if (!entry.reported) {
      Flow flow = entry.toFlow(observerBegan[entry.observer], encapsulations, addresses);
      flows++;
      packets += flow.packets();
      entry.reported = true;
      entry.forget();
      sink.accept(flow);
    }
  }

  long flows() {
    return flows;
  }

  long packets() {
    return packets;
  }
}
