package dev.netgen.model.format.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.format.Fields;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Port;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where a Service ends, as a controller or a person wrote it (discovery.k8s.io/v1 EndpointSlice,
 * core/v1 Endpoints).
 *
 * @param name the object's name
 * @param service the name of its Service; empty for none
 * @param groups addresses that have these ports
 */
record KubernetesEndpoints(KubernetesName name, String service, ImmutableList<Group> groups) {
  private static final String SERVICE = "kubernetes.io/service-name";

  /** Addresses, and the ports of each by the names of the Service's ports. */
  record Group(ImmutableSortedSet<IpAddress> addresses, ImmutableMap<String, Port> ports) {}

  private static final String CHANGED = "endpoints.kubernetes.io/last-change-trigger-time";

  /** When what they follow last changed, where their controller tells. */
  static Optional<Instant> changed(Fields metadata) {
    return PodTimes.instant(metadata.object("annotations"), CHANGED);
  }

  /** What two descriptions of them have to agree about. */
  String essentials() {
    return service + " " + groups;
  }

  static KubernetesEndpoints of(KubernetesName name, Fields fields, Unused unused) {
    boolean slice = name.kind().equals("EndpointSlice");
    String service =
        slice
            ? fields.object("metadata").object("labels").optionalText(SERVICE).orElse("")
            : name.name();
    return new KubernetesEndpoints(
        name, service, slice ? slice(fields, unused) : subsets(fields, unused));
  }

  private static ImmutableList<Group> slice(Fields fields, Unused unused) {
    Set<IpAddress> addresses = new TreeSet<>();
    if (!fields.optionalText("addressType").orElse("").equals("FQDN")) {
      for (JsonNode node : fields.list("endpoints")) {
        Fields endpoint = Fields.of(node, fields.where() + ".endpoints");
        endpoint.texts("addresses").forEach(text -> address(endpoint, text, addresses, unused));
      }
    }
    return ImmutableList.of(new Group(ImmutableSortedSet.copyOf(addresses), ports(fields, unused)));
  }

  private static void address(Fields of, String text, Set<IpAddress> into, Unused unused) {
    unused.unless(
        "kubernetes endpoint address not used: ",
        () -> into.add(of.convert("address", text, IpAddress::parse)));
  }

  private static ImmutableList<Group> subsets(Fields fields, Unused unused) {
    ImmutableList.Builder<Group> groups = ImmutableList.builder();
    for (JsonNode node : fields.list("subsets")) {
      Fields subset = Fields.of(node, fields.where() + ".subsets");
      Set<IpAddress> addresses = new TreeSet<>();
      for (String field : new String[] {"addresses", "notReadyAddresses"}) {
        for (JsonNode address : subset.list(field)) {
          Fields one = Fields.of(address, subset.where() + "." + field);
          address(one, one.text("ip"), addresses, unused);
        }
      }
      groups.add(new Group(ImmutableSortedSet.copyOf(addresses), ports(subset, unused)));
    }
    return groups.build();
  }

  private static ImmutableMap<String, Port> ports(Fields of, Unused unused) {
    Map<String, Port> ports = new LinkedHashMap<>();
    for (JsonNode node : of.list("ports")) {
      Fields port = Fields.of(node, of.where() + ".ports");
      if (port.optionalText("port").isPresent()) {
        unused.unless(
            "kubernetes endpoint port not used: ",
            () -> ports.put(port.optionalText("name").orElse(""), PodTemplate.port(port, "port")));
      }
    }
    return ImmutableMap.copyOf(ports);
  }
}
