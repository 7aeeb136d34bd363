package dev.netgen.model.format.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.model.graph.Peer;
import dev.netgen.model.inventory.Inventory;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no platform calls a network is not taken over; addresses on it are. */
final class DockerNetworkNamesTest {
  private static final String CONTAINER =
      """
      [{"Id": "w", "Name": "/web", "State": {"StartedAt": "2026-01-01T10:00:00Z"},
        "NetworkSettings": {"Networks": {
          "%s": {"IPAddress": "172.18.0.2", "Gateway": "172.18.0.1"},
          "good": {"IPAddress": "172.19.0.2", "Gateway": "172.19.0.1"}}}}]
      """;

  @TempDir private Path folder;

  private Inventory read(String text) throws IOException {
    return new Written(folder).read(text);
  }

  private static String networks(Inventory inventory) {
    return inventory.workloads().values().stream().map(Peer::networks).toList().toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "x\\ny", "a:b", "$(reboot)", ""})
  void ofContainersAndNetworks(String name) throws IOException {
    Inventory inventory = read(CONTAINER.formatted(name));
    assertThat(Written.claims(inventory))
        .containsExactly(
            "172.18.0.2 WORKLOAD docker:web",
            "172.19.0.1 GATEWAY node:docker-host",
            "172.19.0.2 WORKLOAD docker:web");
    assertThat(networks(inventory)).isEqualTo("[[good]]");
    assertThat(inventory.unused().toString()).contains("docker network name not used: ");
    String listed =
        "[{\"Name\": \"" + name + "\", \"IPAM\": {\"Config\": [{\"Gateway\": \"172.18.0.1\"}]}}]";
    assertThat(Written.claims(read(listed))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a:b", "$(reboot)"})
  void ofComposeFiles(String name) throws IOException {
    Inventory inventory =
        read(
            "name: p\nservices: {a: {networks: [one, two]}}\nnetworks: {one: {name: \""
                + name
                + "\"}, two: {}}\n");
    assertThat(networks(inventory)).isEqualTo("[[p_two]]");
    assertThat(inventory.unused().toString()).contains("compose network name not used");
  }
}
