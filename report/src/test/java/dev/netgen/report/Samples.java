package dev.netgen.report;

import com.google.common.collect.ImmutableList;
import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.Encryption;
import dev.netgen.model.graph.GraphDiff;
import dev.netgen.model.graph.Link;
import dev.netgen.model.graph.LinkNote;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Port;
import dev.netgen.model.proof.Proof;
import dev.netgen.model.proof.Proof.Denial;
import dev.netgen.model.proof.Proof.Grant;
import dev.netgen.model.proof.Proof.Reach;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A small shop, what changed in its next release, and a proof of its networks. */
final class Samples {
  static final PeerId BACKEND = PeerId.dockerService("shop", "backend");
  static final PeerId GATEWAY = PeerId.dockerService("shop", "gateway");
  static final PeerId DB = PeerId.dockerService("shop", "db");
  static final PeerId REDIS = PeerId.dockerService("shop", "redis");
  static final PeerId CART = PeerId.kubernetes("shop", "Deployment", "cart");
  static final PeerId PAYMENTS = PeerId.outsideName("payments.example.com");
  static final PeerId LOST = PeerId.unresolved(IpAddress.parse("10.9.8.7"));

  static final Link TO_DB = link(BACKEND, DB, "5432/tcp", "postgresql", Encryption.UPGRADED);
  static final Link TO_REDIS =
      Link.of(
          BACKEND,
          REDIS,
          Port.parse("6379/tcp"),
          Set.of("redis"),
          Encryption.PLAINTEXT,
          Set.of(LinkNote.CREDENTIALS_IN_CLEAR));
  static final Link REDIS_OVER_TLS = link(BACKEND, REDIS, "6379/tcp", "tls", Encryption.ENCRYPTED);
  static final Link TO_PAYMENTS = link(BACKEND, PAYMENTS, "443/tcp", "https", Encryption.ENCRYPTED);
  static final Link TO_BACKEND = link(GATEWAY, BACKEND, "8080/tcp", "http", Encryption.PLAINTEXT);
  static final Link FROM_INTERNET =
      link(PeerId.INTERNET, GATEWAY, "443/tcp", "https", Encryption.ENCRYPTED);
  static final Link FROM_LOST =
      Link.of(
          LOST,
          CART,
          Port.parse("9000/tcp"),
          Set.of(),
          Encryption.OPAQUE,
          Set.of(LinkNote.WEAK_DIRECTION));
  static final Link HEALTH =
      Link.of(
          GATEWAY,
          CART,
          Port.parse("8080/tcp"),
          Set.of(),
          Encryption.NONE,
          Set.of(LinkNote.CONNECTED_ONLY));

  private Samples() {}

  private static Link link(PeerId from, PeerId to, String port, String speaks, Encryption verdict) {
    return Link.of(from, to, Port.parse(port), Set.of(speaks), verdict, Set.of());
  }

  static CommunicationGraph graph() {
    Set<Direction> both = Set.of(Direction.EGRESS, Direction.INGRESS);
    return CommunicationGraph.of(
        List.of(
            Peer.named(BACKEND).withNetworks(Set.of("shop_back", "shop_front")).withObserved(both),
            Peer.named(GATEWAY)
                .withNetworks(Set.of("shop_front"))
                .withObserved(both)
                .withExposed(Set.of(Port.parse("443/tcp"))),
            Peer.named(CART)
                .withLabels(Map.of("app", "cart"))
                .withPorts(Map.of("web", Port.parse("8080/tcp")))
                .withObserved(Set.of(Direction.INGRESS)),
            Peer.named(PeerId.dockerContainer("idle"))),
        List.of(TO_DB, TO_REDIS, TO_PAYMENTS, TO_BACKEND, FROM_INTERNET, FROM_LOST, HEALTH));
  }

  static GraphDiff diff() {
    Peer gateway = graph().peer(GATEWAY);
    Peer wider = gateway.withExposed(Set.of(Port.parse("80/tcp"), Port.parse("443/tcp")));
    return new GraphDiff(
        ImmutableList.of(Peer.named(LOST)),
        ImmutableList.of(Peer.named(PAYMENTS)),
        ImmutableList.of(new GraphDiff.PeerChange(gateway, wider)),
        ImmutableList.of(FROM_LOST),
        ImmutableList.of(TO_PAYMENTS),
        ImmutableList.of(new GraphDiff.LinkChange(TO_REDIS, REDIS_OVER_TLS)));
  }

  static GraphDiff noDifference() {
    return new GraphDiff(
        ImmutableList.of(),
        ImmutableList.of(),
        ImmutableList.of(),
        ImmutableList.of(),
        ImmutableList.of(),
        ImmutableList.of());
  }

  static Proof proof() {
    List<Grant> grants = new ArrayList<>();
    for (int i = 10; i < 25; i++) {
      grants.add(
          new Grant(
              DB.toString(),
              "docker:shop/worker" + i,
              "all ports",
              "network shop_back knows neither ports nor direction"));
    }
    grants.add(new Grant("any pod", "the resolver", "53/udp", "rule allow-dns"));
    return new Proof(
        "compose",
        ImmutableList.of(TO_REDIS.key(), TO_PAYMENTS.key()),
        ImmutableList.of(new Denial(TO_DB.key(), "no shared network")),
        ImmutableList.copyOf(grants),
        ImmutableList.of(new Denial(FROM_LOST.key(), "its client is unresolved")),
        ImmutableList.of(new Reach(BACKEND.toString(), REDIS.toString(), "all ports")));
  }
}
