package dev.netgen.generator.nftables;

import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.generator.docker.DockerPlan;
import dev.netgen.generator.nftables.Entry.Way;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.generator.target.Note;
import dev.netgen.model.graph.Link;
import dev.netgen.model.graph.LinkKey;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.graph.PeerKind;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.Port;
import dev.netgen.model.net.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Upstream resolvers, over UDP and TCP (RFC 7766 section 5: answers that do not fit a datagram). A
 * service that was seen asking one keeps that one; for a service that uses outside names and was
 * not, somebody has to name it.
 */
final class Resolvers {
  private static final int PORT = 53;

  private final GenerationRequest request;
  private final DockerPlan plan;
  private final Predicate<PeerId> onHost;
  private final List<Note> notes;

  Resolvers(
      GenerationRequest request, DockerPlan plan, Predicate<PeerId> onHost, List<Note> notes) {
    this.request = request;
    this.plan = plan;
    this.onHost = onHost;
    this.notes = notes;
  }

  /** What is allowed besides the links. */
  List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    TreeSet<String> asked = new TreeSet<>();
    TreeMap<String, PeerId> users = new TreeMap<>();
    for (Link link : request.graph().links().values()) {
      if (!isOurs(link.from()) || !request.decided(link.key())) {
        continue;
      }
      if (isDns(link)) {
        asked.add(client(link.from()));
        otherTransport(link).ifPresent(entries::add);
      } else if (isName(link.to())) {
        users.putIfAbsent(client(link.from()), link.to());
      }
    }
    users.keySet().removeAll(asked);
    users.forEach((service, name) -> named(service, name, entries));
    return entries;
  }

  /** RFC 7766: the other transport of the two. */
  private Optional<Entry> otherTransport(Link link) {
    Transport other = link.port().transport() == Transport.UDP ? Transport.TCP : Transport.UDP;
    Port port = new Port(link.port().number(), other);
    boolean seen = request.graph().links().containsKey(new LinkKey(link.from(), link.to(), port));
    if (seen) {
      return Optional.empty();
    }
    String why = link.key() + " asks a resolver: " + port + " as well (granted, not observed)";
    notes.add(Note.info(why));
    String client = client(link.from());
    if (onHost.test(link.to())) {
      return Optional.of(
          new Entry(Way.TO_HOST, client, new Peering.Host(), Optional.of(port), why));
    }
    if (isOurs(link.to())) {
      Peering peer = new Peering.Service(client);
      return Optional.of(new Entry(Way.BETWEEN, client(link.to()), peer, Optional.of(port), why));
    }
    Peering peer = new OutsideAddresses(request, new ArrayList<>()).server(link.key());
    return Optional.of(new Entry(Way.OUT, client, peer, Optional.of(port), why));
  }

  private void named(String service, PeerId name, List<Entry> entries) {
    ImmutableSortedSet<Cidr> resolvers = request.docker().resolvers();
    if (resolvers.isEmpty()) {
      notes.add(
          Note.attention(
              "service "
                  + service
                  + " uses "
                  + name
                  + " and was not seen asking any resolver: none is let through for it, unless"
                  + " --resolver names one"));
      return;
    }
    String why =
        "resolver named for "
            + service
            + ", which uses "
            + name
            + " (--resolver; granted, not observed)";
    for (Transport transport : List.of(Transport.UDP, Transport.TCP)) {
      Optional<Port> port = Optional.of(new Port(PORT, transport));
      entries.add(new Entry(Way.OUT, service, new Peering.Ranges(resolvers), port, why));
    }
    notes.add(Note.info(why));
  }

  /** A service of the project that rules can tell from the host. */
  private boolean isOurs(PeerId id) {
    return id.composeProject().filter(plan.project().name()::equals).isPresent()
        && !onHost.test(id);
  }

  private String client(PeerId id) {
    return plan.owner(id.shortName());
  }

  private static boolean isDns(Link link) {
    return link.port().transport() != Transport.SCTP
        && (link.port().number() == PORT || link.speaks().contains("dns"));
  }

  private static boolean isName(PeerId id) {
    return id.kind() == PeerKind.OUTSIDE && id.range().isEmpty() && !id.equals(PeerId.INTERNET);
  }
}
