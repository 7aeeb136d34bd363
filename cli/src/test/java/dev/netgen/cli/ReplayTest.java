package dev.netgen.cli;

import static dev.netgen.cli.Invocation.netgen;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Recorded flows before the policies made of them, and before others. */
final class ReplayTest {
  @TempDir private Path folder;

  static Stream<String> clusters() throws IOException {
    try (Stream<Path> all = Files.list(Samples.ROOT.resolve("samples/scenarios"))) {
      return all
          .filter(each -> each.getFileName().toString().startsWith("kube-"))
          .filter(each -> Files.isDirectory(each.resolve("recording")))
          .map(each -> each.getFileName().toString())
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("clusters")
  void everyFlowPassesWhatWasMadeOfIt(String scenario) {
    Path recording = Samples.ROOT.resolve("samples/scenarios/" + scenario + "/recording");
    Path out = folder.resolve("out");
    String told =
        netgen("generate", recording, "-t", "kubernetes", "--allow-unresolved", "-o", out).err();
    if (Files.isDirectory(out.resolve("kubernetes"))) {
      Invocation run = netgen("verify", recording, "--allow-unresolved", out.resolve("kubernetes"));
      assertThat(run.out()).as(told).contains("observed but denied: none\n");
      assertThat(run.out()).contains("flows denied: none\n").contains("replayed: ");
      assertThat(run.code()).as(run.err()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"generic", "aws"})
  void addressesAreThoseTheEnforcerSees(String enforcer) {
    Path out = folder.resolve("out");
    netgen("generate", Samples.KUBERNETES, "--enforcer", enforcer, "-o", out);
    Invocation run =
        netgen("verify", Samples.KUBERNETES, out.resolve("kubernetes"), "--enforcer", enforcer);
    assertThat(run.out()).contains("replayed: 263 of 263 flows pass\n");
    assertThat(run.code()).isZero();
  }

  @Test
  void aFlowThatIsDeniedIsToldWithItsAddressesOnBothSidesOfTheTranslation() throws IOException {
    Path out = folder.resolve("out");
    netgen("generate", Samples.KUBERNETES, "-o", out);
    Path redis = out.resolve("kubernetes/shop/deployment-redis.yaml");
    Files.writeString(redis, Files.readString(redis).replaceAll("port: \\S+", "port: 6379"));
    Invocation run =
        netgen(
            "verify",
            out.resolve("graph.yaml"),
            out.resolve("kubernetes"),
            "--recording",
            Samples.KUBERNETES);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .containsPattern(
            "2026-11-22T04:03:[0-9.]+Z  k8s:shop/Deployment/backend 10\\.244\\.1\\.[0-9]+ +->"
                + "  10\\.96\\.69\\.18 6379/tcp  k8s:shop/Deployment/redis 10\\.244\\.1\\.11"
                + " 16379/tcp  no ingress rule of .*  sha256:[0-9a-f]{64} packets/cali.*#[0-9]+\n");
    assertThat(run.out().lines().filter(line -> line.startsWith("  2026-")).toList()).isSorted();
    Invocation before =
        netgen("verify", Samples.KUBERNETES, out.resolve("kubernetes"), "--enforcer", "aws");
    assertThat(before.out())
        .contains("in front of the translation")
        .contains("for the Service at 10.96.0.10 53/udp");
  }
}
