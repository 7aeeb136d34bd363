package dev.netgen.model.format.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.netgen.model.format.Fields;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.inventory.AddressClaim;
import dev.netgen.model.inventory.Forward;
import dev.netgen.model.inventory.InventoryBuilder;
import dev.netgen.model.inventory.KnownRange;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Port;
import dev.netgen.model.problem.ProblemException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Compose files (Compose specification): services with their networks, published ports, fixed
 * addresses and extra hosts; subnets and gateways of networks. The project is the file's {@code
 * name}, else called after its folder.
 */
final class ComposeFile implements InventoryFormat {
  private static final Shape SHAPE =
      Shape.of(
          """
          name include { path }
          services { * {
            container_name network_mode expose extends { service }
            ports { target published host_ip protocol }
            networks { * { ipv4_address ipv6_address aliases } }
            extra_hosts { * }
          } }
          networks { * { name driver external { name } ipam { config { subnet gateway } } } }
          """);

  private static final String SERVICES = "services";
  private static final String INCLUDE = "include";
  private static final String ADVICE = "give what docker compose config prints";
  private static final String NETWORKS = "networks";
  private static final String SHARES = "service:";

  private record ExtraHost(IpAddress address, String name, String origin) {}

  private final List<ExtraHost> hosts = new ArrayList<>();
  private final Map<PeerId, Peer> peers = new TreeMap<>();
  private final Set<AddressClaim> claims = new TreeSet<>();
  private final Set<KnownRange> ranges = new TreeSet<>();
  private final Set<Forward> forwards = new TreeSet<>();
  private final DockerNames names;
  private final Unused unused = new Unused();

  /** Services are called by these names, too. */
  ComposeFile(DockerNames names) {
    this.names = names;
  }

  @Override
  public String label() {
    return "compose file";
  }

  @Override
  public Shape shape() {
    return SHAPE;
  }

  @Override
  public boolean recognises(Fields object) {
    JsonNode node = object.node();
    return (node.path(SERVICES).isObject() || node.path(INCLUDE).isArray()) && !node.has("kind");
  }

  @Override
  public void add(Fields file, Source source) {
    String project = project(file, source);
    Map<String, String> networks = networks(file, project);
    if (file.node().has(INCLUDE)) {
      unused.count("compose include not followed: " + ADVICE);
    }
    Fields services = file.object(SERVICES);
    for (String service : DockerContainers.names(services)) {
      try {
        service(project, service, section(services, service), networks);
      } catch (ProblemException e) {
        unused.count("compose service not used: " + e.what());
      }
    }
  }

  /** By Compose's rule: lower case, only letters, digits, dashes and underscores. */
  private static String project(Fields file, Source source) {
    Path folder = Path.of(source.name()).toAbsolutePath().normalize().getParent();
    Path last = folder == null ? null : folder.getFileName();
    String name =
        ComposePorts.withDefaults(
            file.optionalText("name").orElse(last == null ? "" : last.toString()));
    String clean =
        name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]", "").replaceAll("^[_-]+", "");
    return clean.isEmpty() ? "default" : clean;
  }

  /** What each network is called by the engine. */
  private Map<String, String> networks(Fields file, String project) {
    Map<String, String> called = new TreeMap<>();
    Fields networks = file.object(NETWORKS);
    for (String network : DockerContainers.names(networks)) {
      Fields fields = section(networks, network);
      boolean external = fields.node().path("external").asBoolean() || has(fields, "external");
      Optional<String> own =
          fields
              .optionalText("name")
              .or(
                  () ->
                      has(fields, "external")
                          ? fields.object("external").optionalText("name")
                          : Optional.empty());
      String name = own.orElse(external ? network : project + "_" + network);
      called.put(network, name);
      String driver = fields.optionalText("driver").orElse("");
      for (JsonNode node : fields.object("ipam").list("config")) {
        config(name, driver, Fields.of(node, fields.where() + ".ipam.config"));
      }
    }
    called.putIfAbsent("default", project + "_default");
    return called;
  }

  /** The object in a field; an empty one where it is left empty, as YAML allows. */
  private static Fields section(Fields fields, String name) {
    JsonNode value = fields.node().path(name);
    boolean empty = value.isTextual() && value.asText().isEmpty();
    return empty
        ? new Fields(JsonNodeFactory.instance.objectNode(), fields.where() + "." + name)
        : fields.object(name);
  }

  private static boolean has(Fields fields, String member) {
    return fields.node().path(member).isObject();
  }

  private void config(String network, String driver, Fields config) {
    if (!DockerNetworks.isBeyondTheHost(driver)) {
      value(config, "subnet", KnownRange::credible)
          .ifPresent(r -> ranges.add(new KnownRange(r, KnownRange.Kind.DOCKER_NETWORK, network)));
      value(config, "gateway", IpAddress::parse)
          .ifPresent(address -> claims.add(DockerNetworks.gateway(network, address)));
    }
  }

  private <T> Optional<T> value(Fields fields, String name, Function<String, T> parser) {
    try {
      return fields
          .optionalText(name)
          .filter(t -> !t.isEmpty())
          .map(t -> fields.convert(name, ComposePorts.withDefaults(t), parser));
    } catch (ProblemException e) {
      unused.count("compose value not used: " + e.what());
      return Optional.empty();
    }
  }

  private void service(
      String project, String service, Fields fields, Map<String, String> networks) {
    String mode = fields.optionalText("network_mode").orElse("");
    boolean shares = mode.startsWith(SHARES);
    ObjectName.name(fields, "service", service);
    PeerId owner =
        PeerId.dockerService(project, shares ? mode.substring(SHARES.length()) : service);
    String instance =
        value(fields, "container_name", text -> ObjectName.name(fields, "container_name", text))
            .orElse(project + "_" + service + "_1");
    names.add(service, PeerId.dockerService(project, service));
    names.add(instance, PeerId.dockerService(project, service));
    extraHosts(fields);
    if (fields.node().has("extends")) {
      unused.count("compose service that extends another, taken without that: " + ADVICE);
    }
    if (shares) {
      return;
    }
    Peer before = peers.getOrDefault(owner, Peer.named(owner));
    Set<String> attached = new TreeSet<>(before.networks());
    if (mode.isEmpty()) {
      attached.addAll(attached(owner, instance, fields, networks));
    }
    Set<Port> exposed = new TreeSet<>(before.exposed());
    boolean host = mode.equals("host");
    publish(owner, instance, fields, host, exposed);
    peers.put(owner, before.withNetworks(attached).withExposed(exposed).withHostNetwork(host));
  }

  private Set<String> attached(
      PeerId owner, String instance, Fields fields, Map<String, String> networks) {
    Set<String> attached = new TreeSet<>();
    JsonNode listed = fields.node().path(NETWORKS);
    if (listed.isArray()) {
      fields.texts(NETWORKS).forEach(n -> attached.add(networks.getOrDefault(n, n)));
    } else if (listed.isObject()) {
      Fields named = fields.object(NETWORKS);
      for (String network : DockerContainers.names(named)) {
        attached.add(networks.getOrDefault(network, network));
        Fields endpoint = section(named, network);
        for (String member : new String[] {"ipv4_address", "ipv6_address"}) {
          value(endpoint, member, IpAddress::parse)
              .ifPresent(address -> claims.add(claim(address, owner, instance, endpoint)));
        }
        endpoint.texts("aliases").forEach(alias -> names.add(alias, owner));
      }
    }
    if (attached.isEmpty()) {
      attached.add(networks.getOrDefault("default", "default"));
    }
    if (attached.removeIf(network -> !ObjectName.isName(network))) {
      unused.count("compose network name not used: not a name that the platform allows");
    }
    return attached;
  }

  private static AddressClaim claim(
      IpAddress address, PeerId owner, String instance, Fields where) {
    return AddressClaim.of(
            address, AddressClaim.Kind.WORKLOAD, owner, instance, Instant.EPOCH, Instant.MAX)
        .saidIn(where.where());
  }

  private void publish(
      PeerId owner, String instance, Fields fields, boolean host, Set<Port> exposed) {
    for (JsonNode element : fields.list("ports")) {
      for (ComposePorts port : ports(element, fields.where() + ".ports")) {
        port.outer()
            .map(o -> DockerPublishing.published(owner, port.inner(), o, port.address()))
            .ifPresent(forwards::add);
        if (DockerPublishing.isOpen(port.address())) {
          exposed.add(port.inner());
        }
      }
    }
    if (host) {
      for (JsonNode element : fields.list("expose")) {
        for (ComposePorts port : ports(element, fields.where() + ".expose")) {
          forwards.add(DockerPublishing.onHost(instance, owner, port.inner()));
          exposed.add(port.inner());
        }
      }
    }
  }

  private List<ComposePorts> ports(JsonNode element, String where) {
    try {
      return ComposePorts.of(element, where);
    } catch (IllegalArgumentException | ProblemException e) {
      unused.count("compose port not used");
      return List.of();
    }
  }

  /** {@code [NAME:ADDRESS]}, {@code [NAME=ADDRESS]} or {@code {NAME: ADDRESS}}. */
  private void extraHosts(Fields fields) {
    JsonNode hosts = fields.node().path("extra_hosts");
    List<String> lines = new ArrayList<>();
    if (hosts.isArray()) {
      lines.addAll(fields.texts("extra_hosts"));
    } else if (hosts.isObject()) {
      Fields named = fields.object("extra_hosts");
      for (String name : DockerContainers.names(named)) {
        JsonNode value = named.node().path(name);
        (value.isArray() ? named.texts(name) : List.of(value.asText()))
            .forEach(address -> lines.add(name + "=" + address));
      }
    }
    lines.forEach(line -> extraHost(line, fields));
  }

  private void extraHost(String line, Fields fields) {
    String text = ComposePorts.withDefaults(line);
    int cut = text.indexOf('=') >= 0 ? text.indexOf('=') : text.indexOf(':');
    String address = text.substring(cut + 1).replace("[", "").replace("]", "");
    Optional<String> name = cut < 0 ? Optional.empty() : HostsFile.usable(text.substring(0, cut));
    if (name.isEmpty() || !Syntax.isAddress(address)) {
      unused.count("compose extra host without a name or an address");
    } else if (!HostsFile.isOfItself(IpAddress.parse(address))) {
      hosts.add(new ExtraHost(IpAddress.parse(address), name.get(), fields.where()));
    }
  }

  @Override
  public void addTo(InventoryBuilder inventory) {
    ranges.forEach(inventory::range);
    for (ExtraHost host : hosts) {
      claims.add(HostsFile.claim(host.address(), List.of(host.name()), names, host.origin()));
    }
    inventory
        .workloads(peers.values())
        .addresses(claims)
        .forwards(forwards)
        .unused(unused.counts());
  }
}
