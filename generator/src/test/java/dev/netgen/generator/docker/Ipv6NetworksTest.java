package dev.netgen.generator.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netgen.generator.GraphSketch;
import dev.netgen.generator.target.Emission;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.model.engine.EngineFacts;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.problem.ProblemException;
import dev.netgen.model.recording.EngineProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** IPv6 goes along only where the engine is known to isolate it. */
class Ipv6NetworksTest {
  private static final String FILE =
      """
      services:
        web: {image: w, networks: [front, back]}
        api: {image: a, networks: [front, back]}
        db: {image: d, networks: [back]}
      networks:
        front:
          enable_ipv6: true
          ipam: {config: [{subnet: 10.213.0.0/17}, {subnet: "fd00::/64"}]}
        back:
      """;

  @ParameterizedTest
  @CsvSource({"false,iptables-nft", "unknown,iptables-nft", "true,unknown"})
  void isRefusedWhereNothingProvesIt(String ip6tables, String backend) {
    assertThatThrownBy(
            () ->
                new ComposeTarget().emit(sketch().request().withEngine(engine(ip6tables, backend))))
        .isInstanceOf(ProblemException.class)
        .hasMessageStartingWith(
            "network front enables IPv6, which nothing proves the engine isolates: compose.yaml"
                + " line 7; ");
  }

  @Test
  void isKeptAmongThoseThatHadItWhereTheEngineProvesIt() {
    Emission emission =
        new ComposeTarget().emit(sketch().request().withEngine(engine("true", "iptables-nft")));
    String text = emission.files().get(1).content();
    String shared = text.substring(text.indexOf("\n  netgen-api-web:\n"));
    assertThat(shared)
        .startsWith("\n  netgen-api-web:\n    internal: true\n    enable_ipv6: true\n");
    assertThat(text.split("enable_ipv6: true", -1)).hasSize(3);
    assertThat(text)
        .containsPattern("netgen-out-web:\n    enable_ipv6: true\n")
        .containsPattern(
            "- subnet: 10\\.213\\.(1[3-9]|2)[0-9.]+/28\n +- subnet: fd[0-9a-f:]+/64\n");
  }

  @Test
  void leavesAvoidedRangesOfIpv6Alone() {
    GenerationRequest request = sketch().request().withEngine(engine("true", "iptables-nft"));
    List<Cidr> first = subnets(request);
    GenerationRequest avoiding =
        request.withDocker(
            request
                .docker()
                .withTaken(
                    Map.of(new Cidr(first.get(0).base(), 48), "", Cidr.parse("fe80::/64"), "")));
    List<Cidr> other = subnets(avoiding);
    assertThat(other).hasSameSizeAs(first).doesNotHaveDuplicates();
    assertThat(other).noneMatch(range -> new Cidr(first.get(0).base(), 48).contains(range));
    GenerationRequest none =
        request.withDocker(request.docker().withTaken(Map.of(Cidr.parse("fc00::/7"), "")));
    assertThatThrownBy(() -> new ComposeTarget().emit(none))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("no IPv6 subnet is free");
  }

  private static List<Cidr> subnets(GenerationRequest request) {
    return new ComposeTarget()
        .emit(request)
        .files()
        .get(1)
        .content()
        .lines()
        .filter(line -> line.contains("- subnet: fd"))
        .map(line -> Cidr.parse(line.substring(line.indexOf("fd"))))
        .toList();
  }

  private static GraphSketch sketch() {
    return new GraphSketch()
        .service("docker:p/web")
        .service("docker:p/api")
        .service("docker:p/db")
        .link("docker:p/web", "docker:p/api", "80/tcp")
        .link("docker:p/api", "docker:p/db", "5432/tcp")
        .link("docker:p/web", "outside:x.example", "443/tcp")
        .compose(FILE);
  }

  static EngineFacts engine(String ip6tables, String backend) {
    return EngineFacts.of(
        new EngineProfile("20.10.24", "true", ip6tables, "true", backend, "false"));
  }
}
