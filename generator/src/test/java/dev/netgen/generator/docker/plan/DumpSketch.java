package dev.netgen.generator.docker.plan;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.hash.Hashing;
import dev.netgen.generator.GraphSketch;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.generator.target.GenerationRequest.Inspected;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What docker inspect and docker network inspect print, drawn in a few words. */
final class DumpSketch {
  private final Map<String, ObjectNode> containers = new TreeMap<>();
  private final Map<String, ObjectNode> networks = new TreeMap<>();

  DumpSketch() {
    network("bridge", "172.17.0.0/16")
        .withObject("Options")
        .put("com.docker.network.bridge.default_bridge", "true");
  }

  /** A bridge network that leads out, to be changed. */
  ObjectNode network(String name, String subnet) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("Name", name).put("Driver", "bridge").put("Internal", false).put("EnableIPv6", false);
    node.withObject("IPAM").withArray("Config").addObject().put("Subnet", subnet);
    node.putObject("Options");
    networks.put(name, node);
    return node;
  }

  /** A running container without networks, to be changed. */
  ObjectNode container(String name) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("Id", id(name)).put("Name", "/" + name);
    node.withObject("State").put("Running", true);
    node.withObject("HostConfig").put("NetworkMode", "default");
    node.withObject("Config").putObject("Labels");
    node.withObject("NetworkSettings").putObject("Networks");
    node.withObject("NetworkSettings").putObject("Ports");
    containers.put(name, node);
    return node;
  }

  /** A container on networks, known there by its name alone. */
  DumpSketch on(String name, String... names) {
    ObjectNode node = containers.containsKey(name) ? containers.get(name) : container(name);
    for (String network : names) {
      endpoint(node, network);
    }
    return this;
  }

  /** More names of a container on a network. */
  DumpSketch alias(String name, String network, String... aliases) {
    ArrayNode list = endpoint(containers.get(name), network).withArray("Aliases");
    List.of(aliases).forEach(list::add);
    return this;
  }

  /** What a container calls others on a network, {@code other:name}. */
  DumpSketch link(String name, String network, String link) {
    endpoint(containers.get(name), network).withArray("Links").add(link);
    return this;
  }

  /** An address that was given, not chosen. */
  DumpSketch fixed(String name, String network, String address) {
    endpoint(containers.get(name), network)
        .put("IPAddress", address)
        .withObject("IPAMConfig")
        .put("IPv4Address", address);
    return this;
  }

  /** A published port; the host's is chosen by the engine where it is empty. */
  DumpSketch publish(String name, String port, String host) {
    containers
        .get(name)
        .withObject("HostConfig")
        .withObject("PortBindings")
        .withArray(port)
        .addObject()
        .put("HostIp", "")
        .put("HostPort", host);
    return this;
  }

  /** A container in another's network namespace, or the host's. */
  DumpSketch mode(String name, String mode) {
    container(name).withObject("HostConfig").put("NetworkMode", mode);
    return this;
  }

  private static ObjectNode endpoint(ObjectNode container, String network) {
    ObjectNode all = (ObjectNode) container.path("NetworkSettings").path("Networks");
    if (!all.has(network)) {
      ObjectNode node = all.putObject(network);
      String id = container.path("Id").asText();
      node.putArray("Aliases").add(id.substring(0, 12));
    }
    return (ObjectNode) all.get(network);
  }

  static String id(String name) {
    return Hashing.sha256().hashString(name, StandardCharsets.UTF_8).toString();
  }

  /** Two arrays, one after the other. */
  String text() {
    ArrayNode first = JsonNodeFactory.instance.arrayNode();
    containers.values().forEach(first::add);
    ArrayNode second = JsonNodeFactory.instance.arrayNode();
    networks.values().forEach(second::add);
    return first + "\n" + second + "\n";
  }

  GenerationRequest request(GraphSketch graph) {
    return graph.request().withRunning(List.of(new Inspected("dump.json", text())));
  }
}
