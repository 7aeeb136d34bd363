package dev.netgen.analyzer.listing;

import dev.netgen.analyzer.settle.Basis;

/**
 * What the whole run tells of a conversation.
 *
 * @param swapped whether client and server change places
 * @param basis how the direction is known
 * @param state how it went, or {@code scan}
 */
public record LateDecision(boolean swapped, Basis basis, String state) {}
