package dev.netgen.generator.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.generator.GraphSketch;
import dev.netgen.generator.target.Emission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** docker-compose itself reads the complete file, and finds in it what it finds in the user's. */
class ComposeConfigIT {
  @TempDir private Path project;

  @Test
  void shop() throws Exception {
    check(ComposeSamples.shop().compose(ComposeSamples.SHOP_FILE), ComposeSamples.SHOP_FILE);
  }

  @Test
  void rich() throws Exception {
    GraphSketch sketch = ComposeSamples.rich();
    check(sketch, sketch.request().compose().orElseThrow().text());
  }

  @Test
  void withIpv6() throws Exception {
    GraphSketch sketch =
        new GraphSketch()
            .service("docker:p/a")
            .service("docker:p/b")
            .link("docker:p/a", "docker:p/b", "1/tcp")
            .compose(
                """
                services:
                  a: {image: a, networks: [x]}
                  b: {image: b, networks: [x]}
                networks: {x: {enable_ipv6: true}}
                """);
    Emission emission =
        new ComposeTarget()
            .emit(sketch.request().withEngine(Ipv6NetworksTest.engine("true", "iptables-nft")));
    Path file = project.resolve("v6.yaml");
    Files.writeString(file, emission.files().get(1).content());
    assertThat(config(file).get("networks").get("netgen-a-b")).containsEntry("enable_ipv6", true);
  }

  /** Without its tags, which 1.29 does not know, the override is what its schema allows. */
  private void checkOverride(Emission emission) throws Exception {
    Path file = project.resolve("override.yaml");
    String text = emission.files().get(0).content();
    assertThat(emission.files().get(0).path()).endsWith("override.yaml");
    Files.writeString(file, text.replaceAll("!(override|reset)", ""));
    assertThat(config(project.resolve("user.yaml"), file).get("networks").keySet())
        .containsAll(emissionNetworks(text));
  }

  private static Set<String> emissionNetworks(String text) {
    Map<String, Map<String, Object>> read =
        new Yaml(new SafeConstructor(new LoaderOptions()))
            .load(text.replaceAll("!(override|reset)", ""));
    return read.get("networks").keySet();
  }

  private void check(GraphSketch sketch, String original) throws Exception {
    Files.createDirectories(project.resolve("backend"));
    Files.createDirectories(project.resolve("api"));
    Files.writeString(project.resolve("user.yaml"), original);
    Emission emission = ComposeTargetTest.emit(sketch);
    Path generated = Files.createDirectories(project.resolve("out")).resolve("generated.yaml");
    Files.writeString(generated, emission.files().get(1).content());

    checkOverride(emission);
    Map<String, Map<String, Map<String, Object>>> before = config(project.resolve("user.yaml"));
    Map<String, Map<String, Map<String, Object>>> after = config(generated);

    assertThat(after.get("networks").keySet()).isNotEmpty().allMatch(n -> n.startsWith("netgen-"));
    after
        .get("services")
        .forEach(
            (service, body) ->
                assertThat(after.get("networks").keySet())
                    .as(service)
                    .containsAll(((Map<String, ?>) networks(body)).keySet()));
    after
        .get("services")
        .forEach(
            (service, body) -> {
              Map<String, Object> old = before.get("services").get(service);
              List<?> ports = (List<?>) body.getOrDefault("ports", List.of());
              assertThat(
                      ports.stream()
                          .allMatch(((List<?>) old.getOrDefault("ports", List.of()))::contains))
                  .as(service)
                  .isTrue();
            });
    assertThat(withoutNetworks(after)).isEqualTo(withoutNetworks(before));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> networks(Map<String, Object> body) {
    return (Map<String, Object>) body.get("networks");
  }

  private static Map<String, ?> withoutNetworks(
      Map<String, Map<String, Map<String, Object>>> config) {
    config.get("services").values().forEach(body -> body.remove("networks"));
    config.get("services").values().forEach(body -> body.remove("sysctls"));
    config.get("services").values().forEach(body -> body.remove("ports"));
    config.remove("networks");
    return config;
  }

  private Map<String, Map<String, Map<String, Object>>> config(Path... files)
      throws IOException, InterruptedException {
    Path output = project.resolve("config.txt");
    List<String> command =
        new ArrayList<>(List.of("docker-compose", "--project-directory", project.toString()));
    List.of(files).forEach(file -> command.addAll(List.of("-f", file.toString())));
    command.add("config");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(false)
            .redirectOutput(output.toFile())
            .redirectError(project.resolve("errors.txt").toFile());
    builder.environment().putAll(Map.of("SECRET", "s", "DB_PASSWORD", "p"));
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue())
        .as(Files.readString(project.resolve("errors.txt"), UTF_8))
        .isZero();
    Map<String, Map<String, Map<String, Object>>> config =
        new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(output, UTF_8));
    return config;
  }
}
