package dev.netgen.model.format.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.format.Fields;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Port;
import dev.netgen.model.net.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What pods made alike have in common (core/v1 PodSpec).
 *
 * @param labels all labels
 * @param ports the declared ports of all containers
 * @param probes the ports that the kubelet asks
 * @param hostNetwork whether they use the node's network
 */
record PodTemplate(
    ImmutableSortedMap<String, String> labels,
    ImmutableList<ContainerPort> ports,
    ImmutableSortedSet<Port> probes,
    boolean hostNetwork) {
  private static final ImmutableList<String> PROBES =
      ImmutableList.of("livenessProbe", "readinessProbe", "startupProbe");
  private static final ImmutableList<String> HOOKS = ImmutableList.of("postStart", "preStop");
  private static final ImmutableList<String> ASKS =
      ImmutableList.of("httpGet", "tcpSocket", "grpc");

  /** Of a pod's labels and its spec. */
  static PodTemplate of(Fields labels, Fields spec, Unused unused) {
    List<ContainerPort> ports = new ArrayList<>();
    TreeSet<Port> probes = new TreeSet<>();
    for (String field : new String[] {"containers", "initContainers"}) {
      for (JsonNode node : spec.list(field)) {
        Fields container = Fields.of(node, spec.where() + "." + field);
        List<ContainerPort> own = ports(container, unused);
        ports.addAll(own);
        unused.unless("kubernetes probe not used: ", () -> probes(container, own, probes));
      }
    }
    return new PodTemplate(
        ImmutableSortedMap.copyOf(texts(labels)),
        ImmutableList.copyOf(ports),
        ImmutableSortedSet.copyOfSorted(probes),
        spec.optionalText("hostNetwork").map("true"::equals).orElse(false));
  }

  /** The texts of all fields. */
  static Map<String, String> texts(Fields fields) {
    Map<String, String> texts = new TreeMap<>();
    fields
        .node()
        .fieldNames()
        .forEachRemaining(name -> texts.put(name, fields.optionalText(name).orElse("")));
    return texts;
  }

  private static List<ContainerPort> ports(Fields container, Unused unused) {
    List<ContainerPort> ports = new ArrayList<>();
    for (JsonNode node : container.list("ports")) {
      unused.unless(
          "kubernetes container port not used: ",
          () -> ports.add(declared(Fields.of(node, container.where() + ".ports"))));
    }
    return ports;
  }

  private static ContainerPort declared(Fields port) {
    return new ContainerPort(
        port.optionalText("name").orElse(""),
        port(port, "containerPort"),
        port.optionalText("hostPort").isPresent() ? port(port, "hostPort").number() : 0,
        port.optionalText("hostIP")
            .filter(text -> !text.isEmpty())
            .map(text -> port.convert("hostIP", text, IpAddress::parse))
            .filter(address -> !address.isUnspecified()));
  }

  /** A number with the object's protocol, which is TCP unless it says otherwise. */
  static Port port(Fields object, String field) {
    int number = object.convert(field, object.text(field), Port::parse).number();
    return new Port(number, transport(object));
  }

  static Transport transport(Fields object) {
    return object
        .optionalText("protocol")
        .map(text -> object.convert("protocol", text, Transport::parse))
        .orElse(Transport.TCP);
  }

  private static void probes(Fields container, List<ContainerPort> ports, TreeSet<Port> into) {
    PROBES.forEach(probe -> asked(container.object(probe), ports, into));
    HOOKS.forEach(hook -> asked(container.object("lifecycle").object(hook), ports, into));
  }

  private static void asked(Fields probe, List<ContainerPort> ports, TreeSet<Port> into) {
    for (String way : ASKS) {
      Fields ask = probe.object(way);
      Optional<String> port = ask.optionalText("port").filter(text -> !text.isEmpty());
      boolean elsewhere = ask.optionalText("host").filter(host -> !host.isEmpty()).isPresent();
      if (port.isPresent() && !elsewhere) {
        if (isNumber(port.get())) {
          into.add(port(ask, "port"));
        } else {
          named(ports, port.get()).map(ContainerPort::port).ifPresent(into::add);
        }
      }
    }
  }

  static boolean isNumber(String text) {
    return text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static Optional<ContainerPort> named(List<ContainerPort> ports, String name) {
    return ports.stream().filter(each -> each.name().equals(name)).findFirst();
  }

  /** The port that a Service's target names, of this transport where several have the name. */
  Optional<Port> target(String name, Transport transport) {
    Optional<ContainerPort> exact =
        ports.stream()
            .filter(each -> each.name().equals(name) && each.port().transport() == transport)
            .findFirst();
    return exact.or(() -> named(ports, name)).map(ContainerPort::port);
  }

  /** Ports that have a name. */
  Map<String, Port> namedPorts() {
    Map<String, Port> named = new TreeMap<>();
    ports.stream()
        .filter(each -> !each.name().isEmpty())
        .forEach(each -> named.put(each.name(), each.port()));
    return named;
  }

  @Override
  public String toString() {
    return "labels " + labels + " ports " + ports + (hostNetwork ? " on the host's network" : "");
  }
}
