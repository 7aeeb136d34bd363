package dev.netgen.analyzer.settle;

import com.google.common.collect.ImmutableSortedMap;
import dev.netgen.analyzer.detect.Verdict;
import dev.netgen.analyzer.flow.FlowState;
import dev.netgen.analyzer.resolve.Endpoint;
import dev.netgen.model.net.Transport;

/**
 * A conversation with both ends resolved, without its payload. While the direction is undecided
 * ({@link Basis#UNDECIDED}), which end is called client follows {@link EndpointOrder} and nothing
 * else.
 *
 * @param transport TCP, UDP or SCTP
 * @param client who opened it
 * @param server who was called
 * @param basis how that is known
 * @param state how it went
 * @param verdict what it speaks
 * @param fromStart whether its payload is known from the first byte (of UDP: always)
 * @param closed whether a FIN or RST ended it
 * @param traffic per observer, by its index
 * @param firstNanos time of the first packet
 * @param lastNanos time of the last packet
 * @param sequences both initial sequence numbers, or {@link Sequences#UNKNOWN}
 * @param packet its first packet
 */
public record Sighting(
    Transport transport,
    Endpoint client,
    Endpoint server,
    Basis basis,
    FlowState state,
    Verdict verdict,
    boolean fromStart,
    boolean closed,
    ImmutableSortedMap<Integer, Traffic> traffic,
    long firstNanos,
    long lastNanos,
    Sequences sequences,
    PacketAt packet) {

  /** The initial sequence numbers of client and server, which name a TCP connection. */
  public record Sequences(long client, long server) {
    /** Not both were seen. */
    public static final Sequences UNKNOWN = new Sequences(-1, -1);

    /** Whether both were seen. */
    public boolean known() {
      return client >= 0 && server >= 0;
    }
  }

  /** The traffic of the observer that saw most. */
  Traffic most() {
    return traffic.values().stream()
        .max(java.util.Comparator.comparingLong(Traffic::packets))
        .orElse(Traffic.NONE);
  }
}
