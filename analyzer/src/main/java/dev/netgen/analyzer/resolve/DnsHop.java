package dev.netgen.analyzer.resolve;

import dev.netgen.model.net.IpAddress;

/**
 * Between whom, where and when a DNS message was seen.
 *
 * @param observer index of the capture point
 * @param segment the VLAN or overlay network its addresses are meant in
 * @param source sender
 * @param sourcePort its port
 * @param destination receiver
 * @param destinationPort its port
 * @param nanos packet time in nanoseconds since 1970; of a message in several segments, of the last
 */
public record DnsHop(
    int observer,
    int segment,
    IpAddress source,
    int sourcePort,
    IpAddress destination,
    int destinationPort,
    long nanos) {}
