package dev.netgen.generator.verify;

import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import com.google.common.collect.ListMultimap;
import com.google.common.collect.Multimap;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.generator.verify.NftAllowance.End;
import dev.netgen.generator.verify.NftAllowance.Side;
import dev.netgen.model.firewall.RuleSet;
import dev.netgen.model.format.RuleSetYaml;
import dev.netgen.model.graph.LinkKey;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.graph.PeerKind;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Port;
import dev.netgen.model.problem.ProblemException;
import dev.netgen.model.proof.Proof;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Proves companion rules against the graph: each link has a rule that lets its first packet
 * through, in either family where the peer is of both, and what else rules let through is listed.
 */
public final class NftablesVerifier implements Verifier {
  private static final String HOST = "docker-host";

  @Override
  public String target() {
    return "nftables";
  }

  @Override
  public Proof prove(GenerationRequest request, ImmutableList<GeneratedFile> files) {
    RuleSet known = description(files);
    Map<String, String> services = new HashMap<>();
    known.services().forEach((name, sets) -> sets.both().forEach(s -> services.put("@" + s, name)));
    GeneratedFile rules = file(files, known.project() + ".nft");
    Judge judge =
        new Judge(
            request, known.project(), services, NftReader.read(rules.path(), rules.content()));
    List<LinkKey> allowed = new ArrayList<>();
    List<Proof.Denial> denied = new ArrayList<>();
    List<Proof.Denial> unjudged = new ArrayList<>();
    for (LinkKey link : request.graph().links().keySet()) {
      if (!isDocker(link.from()) && !isDocker(link.to())) {
        continue;
      }
      if (!request.decided(link)) {
        unjudged.add(new Proof.Denial(link, "an end belongs to nobody known"));
      } else if (judge.allows(link)) {
        allowed.add(link);
      } else {
        denied.add(new Proof.Denial(link, rules.path() + ": no rule lets it through"));
      }
    }
    return new Proof(
        target(),
        ImmutableList.copyOf(allowed),
        ImmutableList.copyOf(denied),
        judge.granted(),
        ImmutableList.copyOf(unjudged),
        ImmutableList.of());
  }

  private static RuleSet description(ImmutableList<GeneratedFile> files) {
    for (GeneratedFile file : files) {
      if (file.path().endsWith(RuleSetYaml.SUFFIX)) {
        return RuleSetYaml.parse(file.content(), file.path());
      }
    }
    throw ProblemException.input("no description of rules", "nftables", "report this as a defect");
  }

  private static GeneratedFile file(ImmutableList<GeneratedFile> files, String name) {
    return files.stream()
        .filter(file -> file.path().endsWith("/" + name))
        .findFirst()
        .orElseThrow(
            () -> ProblemException.input("no rules to prove", name, "report this as a defect"));
  }

  private static boolean isDocker(PeerId id) {
    return id.kind() == PeerKind.DOCKER;
  }

  /** Holds links against rules, and remembers which rules a link used. */
  private static final class Judge {
    private final GenerationRequest request;
    private final String project;
    private final Map<String, String> services;
    private final ImmutableList<NftAllowance> rules;
    private final ListMultimap<String, Integer> byServer = ArrayListMultimap.create();
    private final ListMultimap<String, Integer> byClient = ArrayListMultimap.create();
    private final TreeSet<Integer> used = new TreeSet<>();
    private final TreeSet<Integer> loose = new TreeSet<>();

    Judge(
        GenerationRequest request,
        String project,
        Map<String, String> services,
        ImmutableList<NftAllowance> rules) {
      this.request = request;
      this.project = project;
      this.services = services;
      this.rules = rules;
      for (int i = 0; i < rules.size(); i++) {
        byServer.put(services.getOrDefault(rules.get(i).to().address(), ""), i);
        byClient.put(services.getOrDefault(rules.get(i).from().address(), ""), i);
      }
    }

    boolean allows(LinkKey link) {
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
          Optional<Boolean> family =
              rule.from().v6().isPresent() ? rule.from().v6() : rule.to().v6();
          v4 |= !family.orElse(false);
          v6 |= family.orElse(true);
        }
      }
      return (ofBoth(link.from()) && ofBoth(link.to())) ? v4 && v6 : v4 || v6;
    }

    /** Rules about the link's service: its server, or its client where that is none. */
    private Iterable<Integer> candidates(LinkKey link) {
      boolean server = link.to().kind() == PeerKind.DOCKER && !onHost(link.to());
      Multimap<String, Integer> index = server ? byServer : byClient;
      PeerId service = server ? link.to() : link.from();
      return Iterables.concat(index.get(service.shortName()), index.get(""));
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
                    && (end.address().isEmpty() || peer.equals(service(end).orElse(null)));
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
      return peer != null && peer.hostNetwork();
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
        case HOST -> "services of the Docker host";
        case OUTSIDE, ANYWHERE -> {
          if (end.address().isEmpty()) {
            yield "any outside address";
          }
          yield end.address().startsWith("!=") ? "any public address" : end.address();
        }
      };
    }
  }
}
