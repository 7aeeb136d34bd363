package dev.netgen.model.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netgen.model.format.EngineYaml;
import dev.netgen.model.problem.ProblemException;
import dev.netgen.model.recording.EngineProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What follows from an engine's profile, and how it is given. */
class EngineFactsTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "20.10.24+dfsg1, iptables, unknown, UNKNOWN, TRUE, TRUE",
    "20.10.24, iptables, true, TRUE, TRUE, TRUE",
    "27.5.1, iptables, false, FALSE, TRUE, TRUE",
    "28.0.0, iptables, true, FALSE, FALSE, UNKNOWN",
    "29.1.0, nftables, unknown, FALSE, FALSE, UNKNOWN",
    "28.0.0, unknown, true, TRUE, UNKNOWN, UNKNOWN",
    "unknown, iptables, unknown, UNKNOWN, UNKNOWN, UNKNOWN"
  })
  void versionsTell(
      String version, String backend, String before, Fact forward, Fact local, Fact gateway) {
    EngineFacts facts =
        EngineFacts.of(new EngineProfile(version, "true", "false", "true", backend, before));
    assertThat(facts.forwardOpenBefore()).isEqualTo(forward);
    assertThat(facts.localPortsRoutable()).isEqualTo(local);
    assertThat(facts.internalHasGateway()).isEqualTo(gateway);
    assertThat(facts.userlandProxy()).isEqualTo(Fact.TRUE);
    assertThat(facts.isolatesIpv6()).isFalse();
    assertThat(facts.filters()).isEqualTo(!backend.equals("unknown"));
    assertThat(EngineFacts.UNKNOWN.filters()).isTrue();
    assertThat(EngineFacts.UNKNOWN.isolatesIpv6()).isFalse();
  }

  @Test
  void whatTwoEnginesShareStays() {
    EngineFacts one =
        EngineFacts.of(new EngineProfile("20.10.24", "true", "true", "true", "iptables", "false"));
    EngineFacts other =
        EngineFacts.of(new EngineProfile("20.10.5", "false", "true", "unknown", "iptables"));
    assertThat(one.agreedWith(one)).isEqualTo(one);
    assertThat(one.agreedWith(other))
        .isEqualTo(other.agreedWith(one))
        .isEqualTo(
            new EngineFacts(
                "unknown",
                "iptables",
                Fact.UNKNOWN,
                Fact.TRUE,
                Fact.UNKNOWN,
                Fact.UNKNOWN,
                Fact.TRUE,
                Fact.TRUE));
    assertThat(one.isolatesIpv6()).isTrue();
    assertThat(one.internalIpv6Talks()).isEqualTo(Fact.FALSE);
    assertThat(other.internalIpv6Talks()).isEqualTo(Fact.UNKNOWN);
  }

  @Test
  void aSectionAloneMayLeaveOut() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("e.yaml"), "engine:\n  version: \"20.10.24\"\n  ip6tables: true\n");
    EngineFacts facts = EngineYaml.read(file);
    assertThat(facts.version()).isEqualTo("20.10.24");
    assertThat(facts.ip6tables()).isEqualTo(Fact.TRUE);
    assertThat(facts.userlandProxy()).isEqualTo(Fact.UNKNOWN);
    assertThat(facts.backend()).isEqualTo("unknown");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "engine: {ip6tables: maybe}",
        "engine: {firewallBackend: pf}",
        "engine: {ip6tables: [true]}",
        "engine: {ip6tables: null}",
        "engine: {colour: true}",
        "engine: true",
        "{}",
        "engine: {version: a}\nother: b",
        "apiVersion: netgen/v1\nkind: Recording"
      })
  void nothingElsePasses(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("e.yaml"), text);
    assertThatThrownBy(() -> EngineYaml.read(file))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("e.yaml");
  }

  @Test
  void recordingsTellOfTheirEngines() throws IOException {
    String recording =
        """
        apiVersion: netgen/v1
        kind: Recording
        host: h
        started: 2026-01-02T03:04:05Z
        engine: {version: "20.10.24", userlandProxy: "%s", ip6tables: "true",
          bridgeNfCallIptables: "true", firewallBackend: iptables, forwardOpenBefore: "false"}
        sources: []
        """;
    Path one = Files.createDirectory(folder.resolve("one"));
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.writeString(one.resolve("recording.yaml"), recording.formatted("true"));
    Files.writeString(other.resolve("recording.yaml"), recording.formatted("false"));
    assertThat(EngineYaml.read(one).userlandProxy()).isEqualTo(Fact.TRUE);
    assertThat(EngineYaml.read(one)).isEqualTo(EngineYaml.read(one.resolve("recording.yaml")));
    assertThat(EngineYaml.ofInputs(List.of(one, folder.resolve("graph.yaml"))))
        .isEqualTo(EngineYaml.read(one));
    assertThat(EngineYaml.ofInputs(List.of(one, other)))
        .isEqualTo(EngineYaml.read(one).agreedWith(EngineYaml.read(other)));
    assertThat(EngineYaml.ofInputs(List.of(folder))).isEqualTo(EngineFacts.UNKNOWN);
  }
}
