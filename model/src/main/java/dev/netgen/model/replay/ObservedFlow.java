package dev.netgen.model.replay;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.graph.LinkKey;
import dev.netgen.model.graph.PacketPointer;
import dev.netgen.model.graph.ServiceAddress;
import dev.netgen.model.net.IpAddress;
import java.time.Instant;
import java.util.Optional;

/**
 * A recorded conversation that made a link, with the owners its addresses had at that time.
 *
 * @param first time of its first packet
 * @param links the links it belongs to; several where a Service's selector leads to several
 *     workloads and none was seen
 * @param client the client's own address
 * @param clientPort its port
 * @param asked the addresses and ports that are translated to where it ended, where the client
 *     called such; empty where it called the server itself
 * @param reached the server's own address; empty where only the translated one was seen
 * @param packet its first packet
 */
public record ObservedFlow(
    Instant first,
    ImmutableList<LinkKey> links,
    IpAddress client,
    int clientPort,
    ImmutableSortedSet<ServiceAddress> asked,
    Optional<IpAddress> reached,
    PacketPointer packet) {}
