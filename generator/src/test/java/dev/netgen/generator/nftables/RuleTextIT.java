package dev.netgen.generator.nftables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.netgen.generator.GraphSketch;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.model.engine.EngineFacts;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.recording.EngineProfile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The kernel takes every text, in a network namespace of its own; removal leaves nothing. */
class RuleTextIT {
  private static final EngineFacts ENGINE =
      EngineFacts.of(new EngineProfile("20.10.24", "true", "false", "true", "iptables", "false"));

  @TempDir private Path directory;

  @BeforeAll
  static void asRoot() throws IOException {
    boolean root = Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    assumeTrue(root || "true".equals(System.getenv("CI")), "not root: no namespace can be made");
  }

  static Stream<GraphSketch> sketches() {
    return Stream.of(
        new GraphSketch().service("docker:x/alone"),
        new GraphSketch().service("docker:9-a.B_c/drop").observed("docker:9-a.B_c/drop"),
        new GraphSketch()
            .service("docker:x/accept")
            .service("docker:x/Odd.Name-1")
            .observed("docker:x/Odd.Name-1", Direction.INGRESS)
            .link("docker:x/accept", "docker:x/Odd.Name-1", "80/sctp")
            .link("docker:x/accept", "outside:a}evil{;$(id)", "443/tcp")
            .link("docker:x/accept", "outside:::/0", "443/udp")
            .link("docker:x/accept", "outside:0.0.0.0/0", "53/udp", "dns")
            .link("outside:10.0.0.0/8", "docker:x/accept", "65535/tcp")
            .link("node:docker-host", "docker:x/accept", "1/tcp")
            .link("docker:x/accept", "node:docker-host", "53/udp", "dns"));
  }

  @ParameterizedTest
  @MethodSource("sketches")
  void isTaken(GraphSketch sketch) throws Exception {
    StringBuilder script = new StringBuilder("set -e\n");
    String remove = "";
    for (GeneratedFile file :
        new NftablesTarget().emit(sketch.request().withEngine(ENGINE)).files()) {
      Path written = directory.resolve(file.path().substring("nftables/".length()));
      Files.writeString(written, file.content());
      if (file.path().endsWith(".remove.nft")) {
        remove = "nft -f '" + written + "'\n";
      } else if (file.path().endsWith(".nft")) {
        script.append("nft -f '").append(written).append("'\n");
      }
    }
    script.append("nft list tables | grep -c netgen_\n").append(remove).append("nft list tables\n");
    assertThat(inNamespace(script.toString())).isEqualTo("2\n");
  }

  @Test
  void aBrokenTextIsNot() throws Exception {
    assertThat(inNamespace("echo 'table inet x { chain y { nonsense } }' | nft -f - || echo no"))
        .endsWith("no\n");
  }

  private static String inNamespace(String script) throws Exception {
    Process shell =
        new ProcessBuilder(List.of("unshare", "--net", "sh", "-c", script))
            .redirectErrorStream(true)
            .start();
    shell.getOutputStream().close();
    String told = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    shell.waitFor();
    return told;
  }
}
