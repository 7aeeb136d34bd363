package dev.netgen.capture.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.netgen.model.net.Port;
import java.util.Set;

/** The host's side of a container's ports (Docker Engine API, {@code PortMap}). */
final class PublishedPorts {
  private PublishedPorts() {}

  /**
   * Adds the host's ports of {@code PORT/PROTOCOL: [{HostIp, HostPort}]}; a range that the engine
   * has not chosen from yet, or what is no port, adds none.
   */
  static void add(JsonNode bindings, Set<Port> ports) {
    bindings
        .properties()
        .forEach(
            entry -> {
              String transport = entry.getKey().substring(entry.getKey().indexOf('/') + 1);
              for (JsonNode binding : entry.getValue()) {
                add(binding.path("HostPort").asText(), transport, ports);
              }
            });
  }

  private static void add(String number, String transport, Set<Port> ports) {
    try {
      Port port = Port.parse(number + "/" + transport);
      if (port.number() > 0) {
        ports.add(port);
      }
    } catch (IllegalArgumentException e) {
      // none yet
    }
  }
}
