package dev.netgen.cli;

import static dev.netgen.cli.Invocation.netgen;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kubectl kustomize} builds the component, alone and from an overlay. */
class KustomizeIT {
  @TempDir private Path work = Path.of("");

  @Test
  void theComponentIsBuilt() throws IOException, InterruptedException {
    boolean present =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")));
    assumeTrue(present, "kubectl is not on the PATH");
    Path out = work.resolve("out");
    Invocation run =
        netgen("generate", Samples.KUBERNETES, "-t", "kubernetes", "--kustomize", "-o", out);
    assertThat(run.code()).as(run.err()).isZero();
    List<JsonNode> files = new ArrayList<>();
    for (String name : Tree.of(out.resolve("kubernetes")).keySet()) {
      if (name.endsWith(".yaml") && !name.equals("kustomization.yaml")) {
        files.add(new YAMLMapper().readTree(out.resolve("kubernetes").resolve(name).toFile()));
      }
    }
    Path overlay = Files.createDirectories(work.resolve("overlay"));
    Files.writeString(
        overlay.resolve("kustomization.yaml"),
        """
        apiVersion: kustomize.config.k8s.io/v1beta1
        kind: Kustomization
        components: [../out/kubernetes]
        """);
    assertThat(files).hasSizeGreaterThan(5);
    assertThat(built(out.resolve("kubernetes"))).containsExactlyInAnyOrderElementsOf(files);
    assertThat(built(overlay)).containsExactlyInAnyOrderElementsOf(files);
  }

  private List<JsonNode> built(Path folder) throws IOException, InterruptedException {
    Path output = work.resolve("built.yaml");
    Path errors = work.resolve("errors.txt");
    Process process =
        new ProcessBuilder("kubectl", "kustomize", folder.toString())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(errors, UTF_8)).isZero();
    List<JsonNode> documents = new ArrayList<>();
    new YAMLMapper()
        .readerFor(JsonNode.class)
        .<JsonNode>readValues(output.toFile())
        .forEachRemaining(documents::add);
    return documents;
  }
}
