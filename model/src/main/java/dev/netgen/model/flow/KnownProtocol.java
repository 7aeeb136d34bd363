package dev.netgen.model.flow;

import com.google.common.collect.ImmutableList;

/**
 * A protocol that netgen recognises over one transport.
 *
 * @param name as in graphs, a lower-case field term
 * @param transport {@code tcp}, {@code udp}, or the IANA keyword of the IP protocol
 * @param title what it is, with the versions known
 * @param tells what is told of it beyond its name, such as {@code roles} or {@code mid-stream}
 * @param source where its wire format is defined
 */
public record KnownProtocol(
    String name, String transport, String title, ImmutableList<String> tells, String source) {}
