package dev.netgen.model.graph;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import java.time.Instant;

/**
 * What a link rests on. Counters are of the observer that saw most, never summed over observers.
 *
 * @param key the link
 * @param firstSeen time of the first packet of any of its flows
 * @param lastSeen time of the last packet
 * @param flows number of conversations
 * @param packetsUp packets from client to server
 * @param packetsDown packets from server to client
 * @param bytesUp transport payload bytes from client to server, as on the wire
 * @param bytesDown transport payload bytes from server to client
 * @param states flow states with their counts
 * @param directionBasis why the server is the server, each basis with its count of flows
 * @param encryptionBasis reason of the verdict, each with its count of flows; never payload
 * @param verdicts the flows by verdict and protocol, in that order
 * @param facts protocol details that hold no secret, such as {@code tls.version}, {@code tls.sni}
 * @param packets packets that show the link, at most a few
 */
public record LinkEvidence(
    LinkKey key,
    Instant firstSeen,
    Instant lastSeen,
    long flows,
    long packetsUp,
    long packetsDown,
    long bytesUp,
    long bytesDown,
    ImmutableSortedMap<String, Long> states,
    ImmutableSortedMap<String, Long> directionBasis,
    ImmutableSortedMap<String, Long> encryptionBasis,
    ImmutableList<VerdictEvidence> verdicts,
    ImmutableSortedMap<String, ImmutableSortedSet<String>> facts,
    ImmutableList<PacketPointer> packets) {}
