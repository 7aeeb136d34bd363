package dev.netgen.generator.verify;

import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import com.google.common.collect.ListMultimap;
import com.google.common.collect.Multimap;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.generator.verify.NftAllowance.End;
import dev.netgen.generator.verify.NftAllowance.Side;
import dev.netgen.model.graph.LinkKey;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.graph.PeerKind;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Port;
import dev.netgen.model.proof.Proof;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Holds links against rules, and remembers which rules a link used. */
final class NftJudge {
  /** What the host offers, in words. */
  static final String HOST_SERVICES = "services of the Docker host";

  private static final String HOST = "docker-host";

  private final GenerationRequest request;
  private final String project;
  private final Map<String, String> services;
  private final Map<String, String> homes;
  private final ImmutableList<NftAllowance> rules;
  private final ListMultimap<String, Integer> byServer = ArrayListMultimap.create();
  private final ListMultimap<String, Integer> byClient = ArrayListMultimap.create();
  private final ListMultimap<Ends, Integer> byBoth = ArrayListMultimap.create();
  private final TreeSet<Integer> used = new TreeSet<>();
  private final TreeSet<Integer> loose = new TreeSet<>();

  /** The services that a rule names; empty for none. */
  private record Ends(String client, String server) {}

  NftJudge(
      GenerationRequest request,
      String project,
      Map<String, String> services,
      Map<String, String> homes,
      ImmutableList<NftAllowance> rules) {
    this.request = request;
    this.project = project;
    this.services = services;
    this.homes = homes;
    this.rules = rules;
    for (int i = 0; i < rules.size(); i++) {
      String server = services.getOrDefault(rules.get(i).to().address(), "");
      String client = services.getOrDefault(rules.get(i).from().address(), "");
      byServer.put(server, i);
      byClient.put(client, i);
      byBoth.put(new Ends(client, server), i);
    }
  }

  /** Whether rules let the link's first packet through, in each family it may be of. */
  boolean allows(LinkKey link) {
    if (staysInside(link) || !(isGoverned(link.from()) || isGoverned(link.to()))) {
      return true;
    }
    boolean v4 = false;
    boolean v6 = false;
    for (int i : candidates(link)) {
      NftAllowance rule = rules.get(i);
      boolean port = rule.port().map(link.port()::equals).orElse(true);
      if (port && matches(rule.from(), link.from()) && matches(rule.to(), link.to())) {
        used.add(i);
        if (byName(link.from()) || byName(link.to()) || rule.port().isEmpty()) {
          loose.add(i);
        }
        Optional<Boolean> family = rule.from().v6().isPresent() ? rule.from().v6() : rule.to().v6();
        v4 |= !family.orElse(false);
        v6 |= family.orElse(true);
      }
    }
    return (ofBoth(link.from()) && ofBoth(link.to())) ? v4 && v6 : v4 || v6;
  }

  /** Two services of one network namespace: what they say passes no firewall. */
  private boolean staysInside(LinkKey link) {
    return isDocker(link.from())
        && isDocker(link.to())
        && !link.from().equals(link.to())
        && at(link.from()).equals(at(link.to()));
  }

  /** Whether rules tell it from others: the host, and who is on its network, they do not. */
  private boolean isGoverned(PeerId id) {
    return isDocker(id) && !onHost(id);
  }

  private static boolean isDocker(PeerId id) {
    return id.kind() == PeerKind.DOCKER;
  }

  /** The service in whose network namespace one is. */
  private PeerId at(PeerId id) {
    boolean ours = id.composeProject().filter(project::equals).isPresent();
    String home = homes.getOrDefault(id.shortName(), "");
    return ours && !home.isEmpty() ? PeerId.dockerService(project, home) : id;
  }

  /** Rules about the link's services, or about the one of its ends that is a service. */
  private Iterable<Integer> candidates(LinkKey link) {
    boolean server = isGoverned(link.to());
    if (server && isGoverned(link.from())) {
      String from = at(link.from()).shortName();
      String to = at(link.to()).shortName();
      return Iterables.concat(
          byBoth.get(new Ends(from, to)),
          byBoth.get(new Ends(from, "")),
          byBoth.get(new Ends("", to)),
          byBoth.get(new Ends("", "")));
    }
    Multimap<String, Integer> index = server ? byServer : byClient;
    PeerId service = server ? link.to() : link.from();
    return Iterables.concat(index.get(at(service).shortName()), index.get(""));
  }

  /** Whether the peer may use either family, so that both must be let through. */
  private static boolean ofBoth(PeerId peer) {
    return peer.kind() == PeerKind.DOCKER
        || peer.equals(PeerId.INTERNET)
        || peer.equals(PeerId.node(HOST));
  }

  private boolean matches(End end, PeerId peer) {
    return switch (peer.kind()) {
      case DOCKER ->
          onHost(peer)
              ? end.side() == Side.HOST
              : end.side() == Side.INSIDE
                  && (end.address().isEmpty() || at(peer).equals(service(end).orElse(null)));
      case NODE ->
          peer.shortName().equals(HOST)
              ? end.side() == Side.HOST
              : end.side() == Side.OUTSIDE && service(end).isEmpty();
      case OUTSIDE, UNRESOLVED -> end.side() == Side.OUTSIDE && covers(end.address(), peer);
      case KUBERNETES -> false;
    };
  }

  private boolean onHost(PeerId id) {
    Peer peer = request.graph().peers().get(id);
    boolean ours = id.composeProject().filter(project::equals).isPresent();
    return (peer != null && isDocker(id) && peer.hostNetwork())
        || (ours && homes.getOrDefault(id.shortName(), id.shortName()).isEmpty());
  }

  private static boolean covers(String address, PeerId peer) {
    Optional<Cidr> range = address(peer);
    if (range.isEmpty() || address.isEmpty()) {
      return true;
    }
    boolean plain = !address.startsWith("!=") && !address.startsWith("@");
    return plain && range(address).contains(range.get());
  }

  /** Whether it is known by a name only, so that a rule lets more through than this peer. */
  private static boolean byName(PeerId peer) {
    boolean name = peer.kind() == PeerKind.OUTSIDE && peer.range().isEmpty();
    return name && !peer.equals(PeerId.INTERNET);
  }

  private static Optional<Cidr> address(PeerId peer) {
    return switch (peer.kind()) {
      case OUTSIDE -> peer.range();
      case UNRESOLVED -> Optional.of(Cidr.of(IpAddress.parse(peer.rest())));
      case NODE, DOCKER, KUBERNETES -> Optional.empty();
    };
  }

  private static Cidr range(String text) {
    return text.indexOf('/') < 0 ? Cidr.of(IpAddress.parse(text)) : Cidr.parse(text);
  }

  private Optional<PeerId> service(End end) {
    return Optional.ofNullable(services.get(end.address()))
        .map(name -> PeerId.dockerService(project, name));
  }

  /** What rules let through that no link needs, or more widely than links need it. */
  ImmutableList<Proof.Grant> granted() {
    TreeSet<Proof.Grant> grants =
        new TreeSet<>(
            Comparator.comparing(Proof.Grant::from)
                .thenComparing(Proof.Grant::to)
                .thenComparing(Proof.Grant::ports)
                .thenComparing(Proof.Grant::reason));
    for (int i = 0; i < rules.size(); i++) {
      NftAllowance rule = rules.get(i);
      boolean public4 = rule.to().v6().isEmpty() || !rule.to().v6().orElseThrow();
      boolean once = loose.contains(i) && rule.to().address().startsWith("!=") && !public4;
      if ((!used.contains(i) || loose.contains(i)) && !once) {
        grants.add(
            new Proof.Grant(
                word(rule.from()),
                word(rule.to()),
                rule.port().map(Port::toString).orElse("all ports"),
                used.contains(i)
                    ? "rules know addresses, not names"
                    : "a rule that no link asks for"));
      }
    }
    return ImmutableList.copyOf(grants);
  }

  private String word(End end) {
    return switch (end.side()) {
      case INSIDE -> service(end).map(PeerId::toString).orElse("every service");
      case HOST -> HOST_SERVICES;
      case OUTSIDE, ANYWHERE -> {
        if (end.address().isEmpty()) {
          yield "any outside address";
        }
        yield end.address().startsWith("!=") ? "any public address" : end.address();
      }
    };
  }
}
