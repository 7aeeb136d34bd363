package dev.netgen.model.format.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.netgen.model.inventory.AddressClaim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tasks of swarm services, whose names change each time. */
final class DockerSwarmTest {
  private static final String TASK =
      """
      {"Id": "%1$s", "Name": "/shop_api.%1$s.x7k2", "State": {"StartedAt": "2026-01-01T10:00:00Z"},
       "Config": {"Labels": {%2$s"com.docker.swarm.task.name": "shop_api.%1$s.x7k2"}},
       "NetworkSettings": {"Networks": {"shop_net": {"IPAddress": "10.0.1.%1$s"}}}}
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "shop_api, shop, docker:shop/api",
    "shop_api_v2, shop, docker:shop/api_v2",
    "shop_api, , docker:shop_api",
    "api, shop, docker:api",
    "shop_, shop, docker:shop_",
  })
  void areTheirService(String service, String stack, String owner) throws IOException {
    String labels =
        "\"com.docker.swarm.service.name\": \"%s\",".formatted(service)
            + (stack == null ? "" : "\"com.docker.stack.namespace\": \"%s\",".formatted(stack));
    assertThat(claims(labels)).containsExactly("10.0.1.1 " + owner, "10.0.1.2 " + owner);
  }

  @ParameterizedTest
  @CsvSource({"''", "'\"com.docker.stack.namespace\": \"shop\",'"})
  void withoutAServiceTheyAreThemselves(String labels) throws IOException {
    assertThat(claims(labels))
        .containsExactly("10.0.1.1 docker:shop_api.1.x7k2", "10.0.1.2 docker:shop_api.2.x7k2");
  }

  private ImmutableList<String> claims(String labels) throws IOException {
    Path file = folder.resolve("inspect.json");
    Files.writeString(
        file, "[" + TASK.formatted("1", labels) + "," + TASK.formatted("2", labels) + "]");
    return InventoryReader.read(ImmutableList.of(file)).addresses().stream()
        .filter(claim -> claim.kind() == AddressClaim.Kind.WORKLOAD)
        .map(claim -> claim.address() + " " + claim.owner())
        .collect(ImmutableList.toImmutableList());
  }
}
