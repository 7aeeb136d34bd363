package dev.netgen.generator.nftables;

import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.generator.docker.DockerPlan;
import dev.netgen.generator.nftables.Entry.Way;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.generator.target.Note;
import dev.netgen.generator.target.YamlWriter;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.JoinProof;
import dev.netgen.model.graph.Link;
import dev.netgen.model.graph.LinkNote;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.graph.PeerKind;
import dev.netgen.model.graph.ServiceAddress;
import dev.netgen.model.net.Port;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Makes entries of links: a link's client and its server, each where it is, and the port. */
final class RulePlanner {
  private final GenerationRequest request;
  private final DockerPlan plan;
  private final List<Note> notes;
  private final OutsideAddresses outside;
  private final Set<Entry> entries = new LinkedHashSet<>();
  private final TreeSet<PeerId> silent = new TreeSet<>();

  RulePlanner(GenerationRequest request, DockerPlan plan, List<Note> notes) {
    this.request = request;
    this.plan = plan;
    this.notes = notes;
    this.outside = new OutsideAddresses(request, notes);
  }

  RulePlan plan() {
    for (Link link : request.graph().links().values()) {
      if (request.decided(link.key())) {
        link(link);
      }
    }
    new Resolvers(request, plan, this::isOnHost, notes).entries().forEach(entries::add);
    keepReach();
    return RulePlan.of(plan, request.docker().fixedAddresses(), entries, silent);
  }

  private void link(Link link) {
    if (link.notes().contains(LinkNote.DYNAMIC_PORTS)) {
      notes.add(
          Note.attention(link.key() + " agrees on further ports inside it, which stay closed"));
    }
    Optional<String> client = service(link.from());
    Optional<String> server = service(link.to());
    String why = YamlWriter.describe(link);
    if (client.isPresent() && client.equals(server) && !link.from().equals(link.to())) {
      return;
    }
    if (client.isPresent() && server.isPresent()) {
      called(link);
      add(Way.BETWEEN, server.get(), new Peering.Service(client.get()), link.port(), why);
    } else if (client.isPresent()) {
      boolean host = isOnHost(link.to());
      Way way = host ? Way.TO_HOST : Way.OUT;
      Peering peer = host ? new Peering.Host() : outside.server(link.key());
      add(way, client.get(), peer, link.port(), why);
    } else if (server.isPresent()) {
      incoming(link, server.get(), why);
    }
  }

  private void incoming(Link link, String server, String why) {
    if (isOnHost(link.from())) {
      add(Way.FROM_HOST, server, new Peering.Host(), link.port(), why);
      return;
    }
    Peering peer = outside.client(link.key());
    add(Way.IN, server, peer, link.port(), why);
    if (isProxied(link, server, peer)) {
      add(Way.FROM_HOST, server, new Peering.Host(), link.port(), why);
      notes.add(
          Note.info(
              link.key()
                  + " came through docker-proxy: the host itself may come so too"
                  + " (granted, not observed)"));
    } else if (peer instanceof Peering.Anybody
        && request.engine().userlandProxy().possible()
        && !request.engine().ip6tables().proved()) {
      notes.add(
          Note.info(
              link.key()
                  + ": clients with IPv6 addresses come through docker-proxy, as the host does, and"
                  + " are closed: none was seen"));
    }
  }

  /** Without IPv6 on the service's networks only docker-proxy can have let such a client in. */
  private boolean isProxied(Link link, String server, Peering peer) {
    boolean v6 =
        peer instanceof Peering.Ranges outsiders
            && outsiders.ranges().stream().allMatch(range -> range.base().v6());
    return link.notes().contains(LinkNote.THROUGH_PROXY)
        || JoinProof.relayed(request.evidence(), link.key())
        || (v6
            && plan.networks().networks().stream()
                .filter(network -> network.members().contains(server))
                .allMatch(network -> network.subnet6().isEmpty()));
  }

  /** By a published port the way leads over the host, which stays closed. */
  private void called(Link link) {
    for (ServiceAddress called : ServiceAddress.of(request.evidence(), link.key())) {
      notes.add(
          Note.attention(
              link.key()
                  + " called "
                  + called
                  + " of the host: through docker-proxy that is closed, have it call the service"
                  + " by its name"));
    }
  }

  /** Nothing is closed in a direction in which it was not observed, unless a person decided so. */
  private void keepReach() {
    ImmutableSortedSet<String> services = plan.talk().services();
    for (String service : services) {
      if (isOnHost(id(service))) {
        notes.add(
            Note.attention(
                "service "
                    + service
                    + " is on the host's network: no rule tells it from the host"));
        continue;
      }
      boolean sends = !observed(service, Direction.EGRESS);
      boolean serves = !observed(service, Direction.INGRESS);
      if (sends || serves) {
        silent.add(id(service));
        notes.add(Note.attention(halfOpen(service, sends, serves)));
      }
      if (sends) {
        String why = unseen(service, "outgoing");
        entries.add(new Entry(Way.OUT, service, new Peering.Everywhere(), Optional.empty(), why));
        entries.add(new Entry(Way.TO_HOST, service, new Peering.Host(), Optional.empty(), why));
      }
      if (serves) {
        String why = unseen(service, "incoming");
        entries.add(new Entry(Way.IN, service, new Peering.Everywhere(), Optional.empty(), why));
        entries.add(new Entry(Way.FROM_HOST, service, new Peering.Host(), Optional.empty(), why));
        services.stream()
            .filter(client -> !observed(client, Direction.EGRESS))
            .map(client -> new Peering.Service(client))
            .forEach(peer -> entries.add(between(service, peer, why)));
      }
    }
  }

  private static Entry between(String service, Peering peer, String why) {
    return new Entry(Way.BETWEEN, service, peer, Optional.empty(), why);
  }

  private static String unseen(String service, String direction) {
    return "the "
        + direction
        + " traffic of service "
        + service
        + " was not observed: it stays open (granted, not observed)";
  }

  private static String halfOpen(String service, boolean sends, boolean serves) {
    String side = sends && serves ? "both directions" : sends ? "outgoing" : "incoming";
    return "service "
        + service
        + " was not observed ("
        + side
        + "): there it stays open to the outside, the host and others not observed; what it says"
        + " to services that were observed passes only as far as it was seen";
  }

  private boolean observed(String service, Direction direction) {
    Peer peer = request.graph().peers().get(id(service));
    return (peer != null && peer.observed().contains(direction))
        || request.silent().stream().anyMatch(told -> told.covers(id(service), direction));
  }

  private PeerId id(String service) {
    return PeerId.dockerService(plan.project().name(), service);
  }

  /**
   * A service of the project with a network of its own: one on the host's is the host, and one in
   * another's namespace is that other.
   */
  private Optional<String> service(PeerId id) {
    boolean ours = id.composeProject().filter(plan.project().name()::equals).isPresent();
    return ours && !isOnHost(id) ? Optional.of(plan.owner(id.shortName())) : Optional.empty();
  }

  private boolean isOnHost(PeerId id) {
    Peer peer = request.graph().peers().get(id);
    boolean ours = id.composeProject().filter(plan.project().name()::equals).isPresent();
    return isHost(id)
        || (id.kind() == PeerKind.DOCKER && peer != null && peer.hostNetwork())
        || (ours && plan.isOnHost(id.shortName()));
  }

  private static boolean isHost(PeerId id) {
    return id.kind() == PeerKind.NODE && id.shortName().equals("docker-host");
  }

  private void add(Way way, String service, Peering peer, Port port, String why) {
    entries.add(new Entry(way, service, peer, Optional.of(port), why));
  }
}
