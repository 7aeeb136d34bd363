package dev.netgen.model.format.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.format.Fields;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Port;
import dev.netgen.model.net.Transport;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is kept of a Service (core/v1): the addresses and ports clients use, and how its pods are
 * found.
 *
 * @param name its name
 * @param type ClusterIP, NodePort, LoadBalancer or ExternalName
 * @param addresses what nodes translate: cluster, external and load balancer addresses
 * @param clusterAddresses those of them that are only within the cluster
 * @param balancers addresses of load balancers that nodes do not translate (ipMode Proxy)
 * @param outside whether it is open to the outside of the cluster
 * @param sources the ranges from which its load balancer lets clients in; empty for all
 * @param selector picks its pods; empty where endpoints are written by somebody else
 * @param ports its ports
 * @param origin where it is written
 */
record KubernetesService(
    KubernetesName name,
    String type,
    ImmutableSortedSet<IpAddress> addresses,
    ImmutableSortedSet<IpAddress> clusterAddresses,
    ImmutableSortedSet<IpAddress> balancers,
    boolean outside,
    ImmutableSortedSet<Cidr> sources,
    ImmutableSortedMap<String, String> selector,
    ImmutableList<ServicePort> ports,
    String origin) {

  /**
   * One port of it.
   *
   * @param name its name; empty for none
   * @param port at the Service's addresses
   * @param target the pods' own port: a number, a name that each pod resolves by itself
   * @param nodePort at every node; zero for none
   */
  record ServicePort(String name, Port port, String target, int nodePort) {
    Transport transport() {
      return port.transport();
    }

    /** Whether a number or name means this port; an empty one means all. */
    boolean isMeantBy(String text) {
      return text.isEmpty() || text.equals(name) || text.equals("" + port.number());
    }

    @Override
    public String toString() {
      return port + "->" + target + (nodePort == 0 ? "" : " node port " + nodePort);
    }
  }

  static KubernetesService of(KubernetesName name, Fields fields, Unused unused) {
    Fields spec = fields.object("spec");
    String type = spec.optionalText("type").orElse("ClusterIP");
    Set<IpAddress> cluster = new TreeSet<>();
    if (!type.equals("ExternalName")) {
      spec.optionalText("clusterIP").ifPresent(text -> address(spec, text, cluster, unused));
      spec.texts("clusterIPs").forEach(text -> address(spec, text, cluster, unused));
    }
    Set<IpAddress> all = new TreeSet<>(cluster);
    spec.texts("externalIPs").forEach(text -> address(spec, text, all, unused));
    boolean external = all.size() > cluster.size();
    Set<IpAddress> proxies = new TreeSet<>();
    Fields balancer = fields.object("status").object("loadBalancer");
    for (JsonNode node : balancer.list("ingress")) {
      Fields ingress = Fields.of(node, balancer.where() + ".ingress");
      boolean proxy = ingress.optionalText("ipMode").orElse("VIP").equals("Proxy");
      ingress
          .optionalText("ip")
          .ifPresent(text -> address(ingress, text, proxy ? proxies : all, unused));
    }
    boolean balanced = type.equals("LoadBalancer");
    List<String> declared = balanced ? spec.texts("loadBalancerSourceRanges") : List.of();
    Set<Cidr> sources = sources(spec, declared, unused);
    boolean nobody = sources.isEmpty() && !declared.isEmpty();
    boolean open = type.equals("NodePort") || (balanced && !nobody) || external;
    return new KubernetesService(
        name,
        type,
        ImmutableSortedSet.copyOf(all),
        ImmutableSortedSet.copyOf(cluster),
        ImmutableSortedSet.copyOf(proxies),
        open,
        external ? ImmutableSortedSet.of() : ImmutableSortedSet.copyOf(sources),
        ImmutableSortedMap.copyOf(PodTemplate.texts(spec.object("selector"))),
        ports(spec, unused),
        fields.where());
  }

  private static void address(Fields of, String text, Set<IpAddress> into, Unused unused) {
    if (!text.isEmpty() && !text.equals("None")) {
      unused.unless(
          "kubernetes service address not used: ",
          () -> into.add(of.convert("address", text, IpAddress::parse)));
    }
  }

  /** A range that makes no sense lets nobody in. */
  private static Set<Cidr> sources(Fields spec, List<String> declared, Unused unused) {
    Set<Cidr> sources = new TreeSet<>();
    for (String text : declared) {
      unused.unless(
          "kubernetes service source range not used: ",
          () -> sources.add(spec.convert("loadBalancerSourceRanges", text.strip(), Cidr::parse)));
    }
    return sources;
  }

  private static ImmutableList<ServicePort> ports(Fields spec, Unused unused) {
    ImmutableList.Builder<ServicePort> ports = ImmutableList.builder();
    for (JsonNode node : spec.list("ports")) {
      unused.unless(
          "kubernetes service port not used: ",
          () -> ports.add(port(Fields.of(node, spec.where() + ".ports"))));
    }
    return ports.build();
  }

  /** Zero means none, and no port of a Service is none. */
  private static Port number(String text) {
    Port port = Port.parse(text);
    if (port.number() == 0) {
      throw new IllegalArgumentException("port 0");
    }
    return port;
  }

  private static ServicePort port(Fields port) {
    int number = port.convert("port", port.text("port"), KubernetesService::number).number();
    Port own = new Port(number, PodTemplate.transport(port));
    String target =
        port.optionalText("targetPort")
            .filter(text -> !text.isEmpty() && !text.equals("0"))
            .orElse("" + own.number());
    if (PodTemplate.isNumber(target)) {
      target = "" + port.convert("targetPort", target, Port::parse).number();
    }
    int nodePort =
        port.optionalText("nodePort").isPresent() ? PodTemplate.port(port, "nodePort").number() : 0;
    return new ServicePort(port.optionalText("name").orElse(""), own, target, nodePort);
  }

  /** What two descriptions of it have to agree about. */
  String essentials() {
    return addresses + " " + ports + " selects " + selector;
  }

  /** {@code namespace/name}. */
  String path() {
    return name.namespace() + "/" + name.name();
  }
}
