package dev.netgen.model.format.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import dev.netgen.model.format.Fields;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.inventory.AddressClaim;
import dev.netgen.model.inventory.Forward;
import dev.netgen.model.inventory.InventoryBuilder;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Port;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Services of {@code docker service inspect} (Docker Engine API, {@code ServiceInspect}): their
 * virtual addresses, at which their tasks' own ports are called, and the ports that every node of
 * the swarm publishes for them.
 */
final class DockerServices implements InventoryFormat {
  private static final Shape SHAPE =
      Shape.of(
          """
          ID CreatedAt
          Spec { Name Labels { com.docker.stack.namespace } }
          Endpoint {
            VirtualIPs { NetworkID Addr }
            Ports { Protocol TargetPort PublishedPort }
          }
          """);

  private final SwarmServices services;
  private final Map<PeerId, Peer> peers = new TreeMap<>();
  private final Set<AddressClaim> claims = new TreeSet<>();
  private final List<Forward> forwards = new ArrayList<>();
  private final Unused unused = new Unused();

  DockerServices(SwarmServices services) {
    this.services = services;
  }

  @Override
  public String label() {
    return "docker service inspect";
  }

  @Override
  public Shape shape() {
    return SHAPE;
  }

  @Override
  public boolean recognises(Fields object) {
    return object.node().has("Endpoint") && object.node().path("Spec").has("Name");
  }

  @Override
  public void add(Fields fields, Source source) {
    Fields spec = fields.object("Spec");
    String name = ObjectName.name(spec, "Name", spec.text("Name"));
    Instant since = PodTimes.instant(fields, "CreatedAt").orElse(Instant.EPOCH);
    PeerId owner = services.named(spec.object("Labels"), name);
    Fields endpoint = fields.object("Endpoint");
    for (JsonNode node : endpoint.list("VirtualIPs")) {
      unused.unless(
          "docker service address not used: ",
          () -> address(Fields.of(node, endpoint.where() + ".VirtualIPs"), name, owner, since));
    }
    peers.putIfAbsent(owner, Peer.named(owner));
    for (JsonNode node : endpoint.list("Ports")) {
      unused.unless(
          "docker service port not used: ",
          () -> published(Fields.of(node, endpoint.where() + ".Ports"), owner, since));
    }
  }

  private void address(Fields virtual, String name, PeerId owner, Instant since) {
    String text = virtual.optionalText("Addr").orElse("");
    int slash = text.indexOf('/');
    if (!text.isEmpty()) {
      IpAddress address =
          virtual.convert("Addr", slash < 0 ? text : text.substring(0, slash), IpAddress::parse);
      claims.add(
          AddressClaim.of(address, AddressClaim.Kind.WORKLOAD, owner, name, since, Instant.MAX)
              .saidIn(virtual.where()));
    }
  }

  private void published(Fields port, PeerId owner, Instant since) {
    String transport = "/" + port.optionalText("Protocol").orElse("tcp");
    Port inner = port.convert("TargetPort", port.text("TargetPort") + transport, Port::parse);
    if (port.optionalText("PublishedPort").isPresent()) {
      services.exposes(owner, inner);
      int outer =
          port.convert("PublishedPort", port.text("PublishedPort") + transport, Port::parse)
              .number();
      forwards.add(
          DockerPublishing.published(owner, inner, outer, Optional.empty())
              .during(since, Instant.MAX));
    }
  }

  @Override
  public void addTo(InventoryBuilder inventory) {
    peers.replaceAll(services::withExposed);
    inventory
        .workloads(peers.values())
        .addresses(claims)
        .forwards(ImmutableList.copyOf(forwards))
        .unused(unused.counts());
  }
}
