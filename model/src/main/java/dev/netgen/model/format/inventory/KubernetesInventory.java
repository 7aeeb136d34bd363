package dev.netgen.model.format.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableSet;
import dev.netgen.model.format.Fields;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.inventory.AddressClaim;
import dev.netgen.model.inventory.Forward;
import dev.netgen.model.inventory.Inventory;
import dev.netgen.model.inventory.InventoryBuilder;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Port;
import dev.netgen.model.net.Transport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Workloads, addresses and Services from Kubernetes objects (core/v1, apps/v1, batch/v1). */
final class KubernetesInventory {
  private static final ImmutableSet<String> TEMPLATED =
      ImmutableSet.of(
          "Deployment",
          "StatefulSet",
          "DaemonSet",
          "ReplicaSet",
          "ReplicationController",
          "Job",
          "CronJob");

  /** Labels that change with each rollout, run or replica, and so can select nothing for long. */
  private static final ImmutableSet<String> UNSTABLE =
      ImmutableSet.of(
          "pod-template-hash",
          "controller-revision-hash",
          "pod-template-generation",
          "controller-uid",
          "job-name",
          "batch.kubernetes.io/controller-uid",
          "batch.kubernetes.io/job-name",
          "batch.kubernetes.io/job-completion-index",
          "statefulset.kubernetes.io/pod-name",
          "apps.kubernetes.io/pod-index");

  private final KubernetesObjects objects;
  private final KubernetesOwners owners;
  private final Map<PeerId, Peer> peers = new TreeMap<>();
  private final Map<PeerId, Map<String, String>> templateLabels = new HashMap<>();
  private final List<KubernetesPod> pods = new ArrayList<>();
  private final Set<AddressClaim> claims = new TreeSet<>();
  private final Map<String, Long> unused = new TreeMap<>();

  KubernetesInventory(KubernetesObjects objects) {
    this.objects = objects;
    this.owners = new KubernetesOwners(objects);
    unused.putAll(objects.unused());
  }

  Inventory inventory() {
    objects.all(TEMPLATED).forEach(e -> workload(e.getKey(), e.getValue()));
    objects.all("Pod").forEach(e -> pod(e.getKey(), e.getValue()));
    objects.all("Node").forEach(e -> node(e.getKey(), e.getValue()));
    Set<Forward> forwards = new TreeSet<>();
    for (Map.Entry<KubernetesName, Fields> entry : objects.all("Service")) {
      KubernetesService service = new KubernetesService(entry.getKey(), entry.getValue());
      forwards.addAll(service.forwards(pods));
      service.exposed(pods).forEach((owner, ports) -> expose(owner, ports));
    }
    return new InventoryBuilder()
        .workloads(peers.values())
        .addresses(claims)
        .forwards(forwards)
        .unused(unused)
        .build();
  }

  private void expose(PeerId owner, Set<Port> ports) {
    Peer peer = peers.getOrDefault(owner, Peer.named(owner));
    TreeSet<Port> all = new TreeSet<>(peer.exposed());
    all.addAll(ports);
    peers.put(owner, peer.withExposed(all));
  }

  /** A workload is known by its template even when no pod of it was running. */
  private void workload(KubernetesName key, Fields fields) {
    PeerId owner = owners.workloadOf(key, fields);
    if (!owner.equals(PeerId.kubernetes(key.namespace(), key.kind(), key.name()))) {
      return;
    }
    Fields spec = fields.object("spec");
    Fields template =
        key.kind().equals("CronJob")
            ? spec.object("jobTemplate").object("spec").object("template")
            : spec.object("template");
    Map<String, String> labels = stableLabels(template.object("metadata").object("labels"));
    templateLabels.put(owner, labels);
    Fields podSpec = template.object("spec");
    peers.put(
        owner,
        Peer.named(owner)
            .withLabels(labels)
            .withPorts(namedPorts(podSpec))
            .withHostNetwork(isTrue(podSpec, "hostNetwork")));
    pods.add(
        KubernetesPod.ofTemplate(owner, key.namespace(), allLabels(template), namedPorts(podSpec)));
  }

  private void pod(KubernetesName key, Fields fields) {
    PeerId owner = owners.workloadOf(key, fields);
    Fields spec = fields.object("spec");
    boolean hostNetwork = isTrue(spec, "hostNetwork");
    Map<String, Port> ports = namedPorts(spec);
    Map<String, String> labels = stableLabels(fields.object("metadata").object("labels"));
    if (!templateLabels.containsKey(owner)) {
      Peer before = peers.get(owner);
      if (before != null) {
        labels.entrySet().retainAll(before.labels().entrySet());
      }
      peers.put(
          owner,
          Peer.named(owner).withLabels(labels).withPorts(ports).withHostNetwork(hostNetwork));
    }
    pods.add(KubernetesPod.of(owner, key.namespace(), fields.object("metadata"), ports));
    if (!hostNetwork) {
      new KubernetesPodLife(key, fields).claims(owner).forEach(claims::add);
    }
  }

  private void node(KubernetesName key, Fields fields) {
    for (JsonNode node : fields.object("status").list("addresses")) {
      Fields address = Fields.of(node, fields.where() + ".status.addresses");
      String type = address.text("type");
      if (type.endsWith("IP")) {
        claims.add(
            AddressClaim.of(
                address.parsed("address", IpAddress::parse),
                AddressClaim.Kind.NODE,
                PeerId.node(key.name()),
                key.name(),
                Instant.EPOCH,
                Instant.MAX));
      }
    }
  }

  private static boolean isTrue(Fields fields, String name) {
    return fields.optionalText(name).map("true"::equals).orElse(false);
  }

  private static Map<String, String> allLabels(Fields template) {
    return texts(template.object("metadata").object("labels"));
  }

  private static Map<String, String> stableLabels(Fields labels) {
    Map<String, String> stable = texts(labels);
    stable.keySet().removeAll(UNSTABLE);
    return stable;
  }

  static Map<String, String> texts(Fields fields) {
    Map<String, String> texts = new TreeMap<>();
    fields.node().fieldNames().forEachRemaining(name -> texts.put(name, fields.text(name)));
    return texts;
  }

  /** Container ports that have a name, of all containers of a pod spec. */
  private static Map<String, Port> namedPorts(Fields podSpec) {
    Map<String, Port> ports = new TreeMap<>();
    for (JsonNode container : podSpec.list("containers")) {
      for (JsonNode node : Fields.of(container, podSpec.where() + ".containers").list("ports")) {
        Fields port = Fields.of(node, podSpec.where() + ".containers.ports");
        Optional<String> name = port.optionalText("name");
        Transport transport =
            port.optionalText("protocol")
                .map(p -> port.convert("protocol", p, Transport::parse))
                .orElse(Transport.TCP);
        if (name.isPresent()) {
          int number =
              port.convert("containerPort", port.text("containerPort"), Port::parse).number();
          ports.put(name.get(), new Port(number, transport));
        }
      }
    }
    return ports;
  }
}
