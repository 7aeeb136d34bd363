package dev.netgen.generator.packets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSetMultimap;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.inventory.AddressClaim;
import dev.netgen.model.inventory.Inventory;
import dev.netgen.model.net.Port;
import dev.netgen.model.net.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Every pod of any snapshot of recordings, with all its labels and ports, as {@code kubectl get -o
 * json} lists it.
 *
 * @param byName by {@code namespace/name}; those on their node's network are left out
 * @param owners the workload of each
 */
record RecordedPods(ImmutableMap<String, Host> byName, ImmutableMap<String, PeerId> owners) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static RecordedPods read(List<Path> recordings, Inventory inventory) throws IOException {
    Map<String, Host> pods = new TreeMap<>();
    for (Path recording : recordings) {
      try (Stream<Path> files = Files.list(recording.resolve("inventory"))) {
        for (Path file : files.sorted().toList()) {
          for (JsonNode item : JSON.readTree(file.toFile()).path("items")) {
            boolean onHost = item.path("spec").path("hostNetwork").asBoolean();
            if (item.path("kind").asText().equals("Pod") && !onHost) {
              Host pod = pod(item);
              pods.put(pod.name(), pod);
            }
          }
        }
      }
    }
    Map<String, PeerId> owners = new TreeMap<>();
    for (AddressClaim claim : inventory.addresses()) {
      if (pods.containsKey(claim.instance())) {
        owners.put(claim.instance(), claim.owner());
      }
    }
    return new RecordedPods(ImmutableMap.copyOf(pods), ImmutableMap.copyOf(owners));
  }

  private static Host pod(JsonNode item) {
    JsonNode metadata = item.path("metadata");
    String namespace = metadata.path("namespace").asText("default");
    ImmutableMap.Builder<String, String> labels = ImmutableMap.builder();
    metadata
        .path("labels")
        .properties()
        .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    ImmutableSetMultimap.Builder<String, Port> ports = ImmutableSetMultimap.builder();
    for (JsonNode container : item.path("spec").path("containers")) {
      for (JsonNode port : container.path("ports")) {
        if (port.has("name")) {
          Transport transport = Transport.parse(port.path("protocol").asText("TCP"));
          ports.put(
              port.path("name").asText(), new Port(port.path("containerPort").asInt(), transport));
        }
      }
    }
    String name = namespace + "/" + metadata.path("name").asText();
    return Host.pod(name, namespace, labels.buildOrThrow()).withPorts(ports.build());
  }

  ImmutableList<Host> hosts() {
    return byName.values().asList();
  }

  boolean isPod(PeerId peer) {
    return owners.containsValue(peer);
  }

  /** The names of a workload's pods. */
  ImmutableList<String> of(PeerId workload) {
    return owners.entrySet().stream()
        .filter(owner -> owner.getValue().equals(workload))
        .map(Map.Entry::getKey)
        .collect(ImmutableList.toImmutableList());
  }
}
