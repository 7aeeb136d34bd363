package dev.netgen.model.graph;

import java.time.Instant;

/**
 * Flows that did not become a link: refused, unanswered, scans and the like.
 *
 * @param key who tried to reach whom
 * @param reason the state, a lower-case word such as {@code refused}, {@code unanswered}, {@code
 *     scan}
 * @param flows how many
 * @param firstSeen the first of them
 * @param lastSeen the last packet of them
 * @param packet a packet that shows it
 */
public record Attempt(
    LinkKey key,
    String reason,
    long flows,
    Instant firstSeen,
    Instant lastSeen,
    PacketPointer packet) {}
