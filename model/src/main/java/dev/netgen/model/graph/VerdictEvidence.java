package dev.netgen.model.graph;

/**
 * Flows of one link that had one verdict, and what shows it. A link whose flows differ has several.
 *
 * @param encryption one of the five verdicts of a flow
 * @param speaks the application protocol, or empty
 * @param flows how many conversations, as the observer that saw most counted them
 * @param reason what decided of the earliest of them, in words; never payload
 * @param packet the packet with the first bytes that were looked at of that one; where there was no
 *     payload, its first packet
 */
public record VerdictEvidence(
    Encryption encryption, String speaks, long flows, String reason, PacketPointer packet) {}
