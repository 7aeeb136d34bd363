package dev.netgen.cli;

import static dev.netgen.cli.Invocation.netgen;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options about Docker networks, and the choice where they are too many. */
class DockerNetworksTest {
  private static final String GRAPH =
      """
      apiVersion: netgen/v1
      kind: CommunicationGraph
      peers:
        - {id: "docker:p/a", observed: [egress, ingress]}
        - {id: "docker:p/b", observed: [egress, ingress]}
        - {id: "docker:p/c", observed: [egress, ingress]}
      links:
        - {from: "docker:p/a", to: "docker:p/b", port: 80/tcp, encryption: plaintext}
        - {from: "docker:p/b", to: "docker:p/c", port: 81/tcp, encryption: plaintext}
      """;

  @TempDir private Path folder;
  private String graph = "";
  private String out = "";

  @BeforeEach
  void write() throws IOException {
    graph = Files.writeString(folder.resolve("g.yaml"), GRAPH).toString();
    Files.writeString(
        folder.resolve("g.evidence.json"),
        "{\"apiVersion\": \"netgen/v1\", \"kind\": \"GraphEvidence\"}");
    out = folder.resolve("out").toString();
  }

  @Test
  void tooManyNetworksAreAChoiceAndNothingIsWritten() throws IOException {
    Invocation few = netgen("generate", graph, "-t", "compose", "--networks", "1", "-o", out);
    assertThat(few.code()).as(few.err()).isEqualTo(1);
    assertThat(few.err())
        .startsWith("2 networks are needed and 1 are allowed: nothing was generated\n")
        .contains("one network for a, b, c: then these reach each other on all ports: a and c\n")
        .endsWith("networks:\n  - {services: [a, b, c], reason: }\n");
    assertThat(folder.resolve("out")).doesNotExist();

    String decided = few.err().substring(few.err().indexOf("apiVersion"));
    Path file = folder.resolve("netgen.yaml");
    Files.writeString(file, decided);
    Invocation empty = generate("--networks", "1", "--decisions", file.toString());
    assertThat(empty.code()).isEqualTo(3);
    assertThat(empty.err()).contains("field \"reason\" is empty: ").contains("networks[0]");

    Files.writeString(file, decided.replace("reason: ", "reason: one team"));
    Invocation shared = generate("--networks", "1", "--decisions", file.toString());
    assertThat(shared.code()).as(shared.err()).isZero();
    assertThat(shared.err())
        .contains("a and c reach each other by decision, not observed (netgen.yaml: one team)");
    assertThat(Files.readString(folder.resolve("out/compose/networks.netgen.yaml")))
        .contains("  netgen-a-b-c:\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --subnet-pool | 192.168.7.0/27 | 0 |
          --subnet-pool | 192.168.7.0/28 | 3 | too small for 2 networks of /28
          --subnet-pool | 8.0.0.0/16     | 2 | no private IPv4 range
          --subnet-pool | 10.0.0.0/29    | 2 | no private IPv4 range
          --subnet-pool | fd00::/16      | 2 | no private IPv4 range
          --subnet-pool | x              | 2 | is not a range
          --networks    | 0              | 2 | not a number of networks
          --networks    | 2              | 0 |
          --avoid       | 10.0.0.0/8     | 3 | no room for 2 networks of /28 beside what is taken: 10.0.0.0/8 (--avoid): subnet pool
          --avoid       | nowhere        | 3 | nowhere
          """)
  void settings(String option, String value, int exit, String says) {
    Invocation run = generate(option, value);
    assertThat(run.code()).as(run.err()).isEqualTo(exit);
    assertThat(run.err()).contains(says == null ? "" : says);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          default via 192.0.2.1 dev eth0%n10.213.0.0/16 dev tun0 scope link          | 3
          default via 192.0.2.1 dev eth0%nunreachable 10.192.0.0/10                  | 3
          default via 192.0.2.1 dev eth0%n10.213.0.0/16 dev ng-0123456789ab%n10.1.1.1 | 0
          [{"dst": "default"}, {"dst": "10.213.0.0/16", "dev": "tun0"}]               | 3
          [{"Name": "x_y", "IPAM": {"Config": [{"Subnet": "10.213.0.0/16"}]}}]        | 3
          [{"Name": "x_y", "IPAM": {"Config": [{"Subnet": "10.214.0.0/16"}]}}]        | 0
          default via 192.0.2.1 dev eth0                                              | 3
          """)
  void routesAndNetworksAreAvoided(String text, int exit) throws IOException {
    Path file = Files.writeString(folder.resolve("taken"), text.replace("%n", "\n"));
    Invocation run = generate("--avoid", file.toString());
    assertThat(run.code()).as(run.err()).isEqualTo(exit);
  }

  /** Routes of the host, other networks' subnets and the host's addresses, as recorded. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          routes    | [{"dst": "10.0.0.0/8", "dev": "tun0"}]                       | 10.0.0.0/8 (a route through tun0, %
          routes    | [{"dst": "10.213.0.0/16", "dev": ""}]                        | 10.213.0.0/16 (a route, %
          routes    | [{"dst": "10.213.0.0/16", "dev": "ng-0123456789ab"}]         |
          routes    | [{"dst": "10.213.0.0/16", "dev": "ng-0123456789ab", "network": "q_netgen-a"}] | (the Docker network q_netgen-a, %
          routes    | [{"dst": "10.213.0.0/16", "dev": "ng-0123456789ab", "network": "p_netgen-a"}] |
          routes    | []                                                           |
          routes    | [{"dst": "0.0.0.0/1", "dev": "tun0"}, {"dst": "8.0.0.0/5", "dev": "tun0"}] |
          routes    | [{"dst": "10.208.0.0/12", "dev": "tun0"}]                    | 10.208.0.0/12 (a route through tun0, %
          addresses | [{"ifname": "eth0", "addr_info": [{"local": "10.1.2.3", "prefixlen": 8}]}] | 10.0.0.0/8 (a route through eth0, %
          addresses | [{"ifname": "ng-0123456789ab", "addr_info": [{"local": "10.213.0.1", "prefixlen": 16}]}] |
          addresses | [{"ifname": "lo", "addr_info": [{"local": "127.0.0.1", "prefixlen": 8}, {"local": "x"}]}] |
          """)
  void recordingsTellWhatIsTaken(String kind, String json, String says) throws IOException {
    Path recording = Files.createDirectories(folder.resolve("rec/inventory")).getParent();
    String taken = recording.resolve("inventory/20260101T000000.000000Z-").toString();
    Files.writeString(Path.of(taken + "host-" + kind + ".json"), json);
    Files.writeString(
        Path.of(taken + "docker-networks.json"),
        "[{\"Name\": \"z\", \"IPAM\": {\"Config\": [{\"Subnet\": \"172.30.0.0/16\"}]}}]");
    Invocation run = generate("--avoid", recording.toString());
    assertThat(run.code()).as(run.err()).isEqualTo(says == null ? 0 : 3);
    if (says != null) {
      assertThat(run.err()).contains(says.replace("%", recording + "): subnet pool 10.213.0.0/16"));
      assertThat(folder.resolve("out")).doesNotExist();
      assertThat(
              generate("--avoid", recording.toString(), "--subnet-pool", "192.168.7.0/24").code())
          .isZero();
    }
  }

  /** The recording of the engine's facts tells of its host as well, also by its manifest. */
  @Test
  void theEnginesRecordingTellsWhatIsTaken() throws IOException {
    Path recording = Files.createDirectories(folder.resolve("rec/inventory")).getParent();
    Files.writeString(
        recording.resolve("recording.yaml"),
        """
        apiVersion: netgen/v1
        kind: Recording
        host: engine
        started: "2026-01-01T00:00:00Z"
        ended: "2026-01-01T00:00:01Z"
        stopped: terminated
        engine:
          version: 20.10.24
          userlandProxy: "true"
          ip6tables: "true"
          bridgeNfCallIptables: "true"
          firewallBackend: iptables
        sources: []
        """);
    Path routes = recording.resolve("inventory/20260101T000000.000000Z-host-routes.json");
    for (String option : new String[] {"rec", "rec/recording.yaml"}) {
      Files.writeString(routes, "[{\"dst\": \"10.9.0.0/16\", \"dev\": \"eth0\"}]");
      Invocation free = generate("--engine", folder.resolve(option).toString());
      assertThat(free.code()).as(free.err()).isZero();
      Files.writeString(routes, "[{\"dst\": \"10.0.0.0/8\", \"dev\": \"wg0\"}]");
      Invocation taken = generate("--engine", folder.resolve(option).toString());
      assertThat(taken.code()).as(taken.err()).isEqualTo(3);
      assertThat(taken.err()).contains("10.0.0.0/8 (a route through wg0, ");
    }
  }

  @Test
  void networksMadeForTheProjectBeforeAreNotInTheWay() throws IOException {
    String own =
        "[{\"Name\": \"p_netgen-a-b\", \"IPAM\": {\"Config\": [{\"Subnet\": \"10.213.0.0/16\"}]}},"
            + " {\"Name\": \"q\", \"IPAM\": {\"Config\": [{\"Subnet\": \"10.9.0.0/16\"}]}}]";
    Path file = Files.writeString(folder.resolve("taken"), own);
    assertThat(generate("--avoid", file.toString()).code()).isZero();
  }

  private Invocation generate(String... options) {
    String[] words = new String[options.length + 6];
    System.arraycopy(new String[] {"generate", graph, "-t", "compose", "-o", out}, 0, words, 0, 6);
    System.arraycopy(options, 0, words, 6, options.length);
    return netgen((Object[]) words);
  }
}
