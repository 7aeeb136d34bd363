package dev.netgen.model.format.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.format.Fields;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.inventory.Backend;
import dev.netgen.model.inventory.Forward;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Port;
import dev.netgen.model.net.Transport;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One Service (core/v1): the addresses and ports clients use, and the pods' own ports behind them.
 * A target port is a number, a name that each pod resolves by itself, or the Service port.
 */
final class KubernetesService {
  private final KubernetesName key;
  private final Fields fields;
  private final Fields spec;
  private final Map<String, String> selector;

  KubernetesService(KubernetesName key, Fields fields) {
    this.key = key;
    this.fields = fields;
    this.spec = fields.object("spec");
    this.selector = KubernetesInventory.texts(spec.object("selector"));
  }

  /** One translation per address and port, and per node port. */
  List<Forward> forwards(List<KubernetesPod> pods) {
    List<Forward> forwards = new ArrayList<>();
    for (Fields port : ports()) {
      ImmutableSortedSet<Backend> backends = backends(port, pods);
      Port servicePort = servicePort(port, "port");
      String name = "service " + key.namespace() + "/" + key.name();
      for (IpAddress address : addresses()) {
        forwards.add(new Forward(name, Optional.of(address), servicePort, backends));
      }
      if (port.optionalText("nodePort").isPresent()) {
        forwards.add(new Forward(name, Optional.empty(), servicePort(port, "nodePort"), backends));
      }
    }
    return forwards;
  }

  /** Ports of workloads that this Service opens to the outside of the cluster. */
  Map<PeerId, Set<Port>> exposed(List<KubernetesPod> pods) {
    String type = spec.optionalText("type").orElse("ClusterIP");
    boolean outside =
        type.equals("NodePort")
            || type.equals("LoadBalancer")
            || !spec.texts("externalIPs").isEmpty();
    Map<PeerId, Set<Port>> exposed = new TreeMap<>();
    if (outside) {
      for (Fields port : ports()) {
        for (Backend backend : backends(port, pods)) {
          exposed.computeIfAbsent(backend.owner(), o -> new TreeSet<>()).add(backend.port());
        }
      }
    }
    return exposed;
  }

  private List<Fields> ports() {
    List<Fields> ports = new ArrayList<>();
    for (JsonNode node : spec.list("ports")) {
      ports.add(Fields.of(node, fields.where() + ".spec.ports"));
    }
    return ports;
  }

  private Set<IpAddress> addresses() {
    Set<String> texts = new TreeSet<>(spec.texts("clusterIPs"));
    spec.optionalText("clusterIP").ifPresent(texts::add);
    texts.addAll(spec.texts("externalIPs"));
    for (JsonNode node : fields.object("status").object("loadBalancer").list("ingress")) {
      Fields.of(node, fields.where() + ".status.loadBalancer.ingress")
          .optionalText("ip")
          .ifPresent(texts::add);
    }
    texts.removeIf(text -> text.isEmpty() || text.equals("None"));
    Set<IpAddress> addresses = new TreeSet<>();
    texts.forEach(text -> addresses.add(spec.convert("clusterIP", text, IpAddress::parse)));
    return addresses;
  }

  private static Transport transport(Fields port) {
    return port.optionalText("protocol")
        .map(p -> port.convert("protocol", p, Transport::parse))
        .orElse(Transport.TCP);
  }

  private static Port servicePort(Fields port, String field) {
    return new Port(port.convert(field, port.text(field), Port::parse).number(), transport(port));
  }

  private ImmutableSortedSet<Backend> backends(Fields port, List<KubernetesPod> pods) {
    Set<Backend> backends = new HashSet<>();
    String target = port.optionalText("targetPort").orElse(port.text("port"));
    boolean number = target.chars().allMatch(c -> c >= '0' && c <= '9');
    for (KubernetesPod pod : pods) {
      if (pod.selectedBy(key.namespace(), selector)) {
        Optional<Port> real =
            number
                ? Optional.of(
                    new Port(
                        port.convert("targetPort", target, Port::parse).number(), transport(port)))
                : Optional.ofNullable(pod.ports().get(target));
        real.ifPresent(p -> backends.add(new Backend(pod.owner(), p)));
      }
    }
    return ImmutableSortedSet.copyOf(backends);
  }
}
