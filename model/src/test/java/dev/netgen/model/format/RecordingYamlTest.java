package dev.netgen.model.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.problem.ProblemException;
import dev.netgen.model.recording.CaptureSource;
import dev.netgen.model.recording.EngineProfile;
import dev.netgen.model.recording.RecordingManifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordingYamlTest {
  private static final CaptureSource BRIDGE =
      new CaptureSource(
          "br-0123456789ab",
          "host:build: 1",
          "shop_back",
          1,
          262144,
          "tcp port 80 # or 'so'",
          ImmutableSortedSet.of(Cidr.parse("172.18.0.0/16"), Cidr.parse("fd00::/64")),
          5_000_000_000L,
          1,
          2,
          3,
          ImmutableList.of("packets/br-0123456789ab-0001.pcap"));
  private static final CaptureSource BARE =
      new CaptureSource(
          "lo", "host:h", "", 113, 96, "", ImmutableSortedSet.of(), 0, 0, 0, 0, ImmutableList.of());
  private static final RecordingManifest FULL =
      new RecordingManifest(
          "h",
          Instant.parse("2026-11-22T03:04:05.123456Z"),
          Optional.of(Instant.parse("2026-11-22T03:05:05Z")),
          "duration",
          "shop",
          "east",
          Optional.of(new EngineProfile("20.10.24", "true", "false", "unknown", "iptables")),
          ImmutableList.of(BRIDGE, BARE));
  private static final RecordingManifest RUNNING =
      new RecordingManifest(
          "h",
          Instant.parse("2026-11-22T03:04:05Z"),
          Optional.empty(),
          "",
          "",
          "",
          Optional.empty(),
          ImmutableList.of());

  @Test
  void aClusterWithAnotherNameThanThatIsRefused() {
    String text = RecordingYaml.text(FULL, List.of());
    assertThatThrownBy(() -> RecordingYaml.parse(text.replace("east", "a/b:c"), "r"))
        .hasMessageContaining("cluster is no name");
  }

  @Test
  void readsWhatItWrites() {
    for (RecordingManifest manifest : List.of(FULL, RUNNING)) {
      String text = RecordingYaml.text(manifest, List.of("a note\nwith: two lines"));
      assertThat(RecordingYaml.parse(text, "r")).isEqualTo(manifest);
    }
  }

  @Test
  void textIsStable() {
    assertThat(RecordingYaml.text(FULL, List.of("ended\u001b[0m")))
        .isEqualTo(
            """
            apiVersion: "netgen/v1"
            kind: "Recording"
            host: "h"
            started: "2026-11-22T03:04:05.123456Z"
            ended: "2026-11-22T03:05:05Z"
            stopped: "duration"
            project: "shop"
            cluster: "east"
            engine:
              version: "20.10.24"
              userlandProxy: "true"
              ip6tables: "false"
              bridgeNfCallIptables: "unknown"
              firewallBackend: "iptables"
            sources:
              - name: "br-0123456789ab"
                scope: "host:build: 1"
                network: "shop_back"
                linkType: 1
                snapLength: 262144
                filter: "tcp port 80 # or 'so'"
                onlink:
                  - "172.18.0.0/16"
                  - "fd00::/64"
                received: 5000000000
                droppedByKernel: 1
                droppedByInterface: 2
                truncated: 3
                files:
                  - "packets/br-0123456789ab-0001.pcap"
              - name: "lo"
                scope: "host:h"
                linkType: 113
                snapLength: 96
                onlink: []
                received: 0
                droppedByKernel: 0
                droppedByInterface: 0
                truncated: 0
                files: []
            # note: ended [0m
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          kind: "Recording"                 | kind: "Other"              | kind is not Recording
          netgen/v1                         | netgen/v2                  | apiVersion is not netgen/v1
          host: "h"                         | hosts: "h"                 | host
          host: "h"                         | host:                      | host is empty
          project: "shop"                   | host: "again"              | host
          received: 5000000000              | received: -1               | received -1 is out of range
          received: 5000000000              | received: many             | many
          linkType: 113                     | linkType: 65536            | linkType 65536
          linkType: 113                     | linkType: 1.5              | Floating
          2026-11-22T03:05:05Z              | yesterday                  | yesterday
          172.18.0.0/16                     | 172.18.0.0/33              | /33
          packets/br-0123456789ab-0001.pcap | ../../etc/passwd           | below packets/
          packets/br-0123456789ab-0001.pcap | packets/../x.pcap          | below packets/
          packets/br-0123456789ab-0001.pcap | /etc/passwd                | below packets/
          snapLength: 96                    | snapLength: [96            | invalid recording manifest
          """)
  void refusesAndNamesTheLine(String from, String to, String told) {
    String text = RecordingYaml.text(FULL, List.of());
    assertThat(text).contains(from);
    assertThatThrownBy(() -> RecordingYaml.parse(text.replace(from, to), "rec/recording.yaml"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.kind()).isEqualTo(ProblemException.Kind.INPUT))
        .hasMessageContaining(told)
        .hasMessageMatching("(?s).*rec/recording\\.yaml:\\d+; .*");
  }

  @Test
  void refusesMissingField() {
    String without = RecordingYaml.text(FULL, List.of()).replace("    snapLength: 96\n", "");
    assertThatThrownBy(() -> RecordingYaml.parse(without, "r"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("snapLength");
  }

  @Test
  void everyCutIsReadOrRefusedAsInput() {
    String text = RecordingYaml.text(FULL, List.of());
    for (int end = 0; end < text.length(); end++) {
      String cut = text.substring(0, end);
      try {
        RecordingYaml.parse(cut, "r");
      } catch (ProblemException e) {
        assertThat(e.kind()).isEqualTo(ProblemException.Kind.INPUT);
      }
    }
  }

  @Test
  void refusesAliasBombsBinaryAndMissingFiles(@TempDir Path dir) throws Exception {
    Path file = dir.resolve("recording.yaml");
    assertThatThrownBy(() -> RecordingYaml.read(file)).hasMessageContaining("cannot be read");
    Files.write(file, new byte[] {(byte) 0xD4, (byte) 0xC3, (byte) 0xB2, (byte) 0xA1});
    assertThatThrownBy(() -> RecordingYaml.read(file)).hasMessageContaining("not UTF-8");
    Files.writeString(file, "");
    assertThatThrownBy(() -> RecordingYaml.read(file)).isInstanceOf(ProblemException.class);
    Files.writeString(file, "a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n");
    assertThatThrownBy(() -> RecordingYaml.read(file)).isInstanceOf(ProblemException.class);
    Files.writeString(file, "[".repeat(5000));
    assertThatThrownBy(() -> RecordingYaml.read(file)).isInstanceOf(ProblemException.class);
  }
}
