package dev.netgen.model.format.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.inventory.Forward;
import dev.netgen.model.inventory.Inventory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Docker's own formats, Compose files and hosts files, alone and together. */
final class DockerInventoryTest {
  private static final String SINCE = "2026-01-01T10:00:00Z";
  private static final String NEVER = "0001-01-01T00:00:00Z";

  @TempDir private Path directory;

  private Inventory read(String... texts) throws IOException {
    List<Path> files = new ArrayList<>();
    Path folder = Files.createDirectories(directory.resolve("Shop.App"));
    for (String text : texts) {
      Path file = folder.resolve("inventory-" + files.size());
      files.add(Files.writeString(file, text.replace('\'', '"')));
    }
    return InventoryReader.read(ImmutableList.copyOf(files));
  }

  private static String container(String name, String mode, String networks, String more) {
    return "{'Id': 'id-%s', 'Name': '/%s', 'State': {'StartedAt': '%s', 'FinishedAt': '%s'},"
            .formatted(name, name, SINCE, NEVER)
        + "'HostConfig': {'NetworkMode': '%s'}, 'NetworkSettings': {'Networks': {%s}}%s}"
            .formatted(mode, networks, more);
  }

  private static String network(String name, String address) {
    return "'%s': {'IPAddress': '%s', 'Gateway': '%s'}"
        .formatted(name, address, address.replaceAll("[0-9]+$", "1"));
  }

  private static String list(String... objects) {
    return "[" + String.join(",", objects) + "]";
  }

  private static List<String> claims(Inventory inventory) {
    return inventory.addresses().stream()
        .map(c -> c.address() + " " + c.kind() + " " + c.owner() + " " + c.instance())
        .toList();
  }

  private static List<String> forwards(Inventory inventory) {
    return inventory.forwards().stream().map(DockerInventoryTest::text).toList();
  }

  private static String text(Forward forward) {
    return forward.address().map(a -> a + " ").orElse("")
        + forward.port()
        + " > "
        + forward.backends().first().owner()
        + " "
        + forward.backends().first().port();
  }

  private static Peer peer(Inventory inventory, String id) {
    Peer peer = inventory.workloads().get(PeerId.parse(id));
    assertThat(peer).as(id).isNotNull();
    return peer == null ? Peer.named(PeerId.parse(id)) : peer;
  }

  @Test
  void aContainerOnThreeNetworksHasAnAddressInEach() throws IOException {
    String networks =
        network("a", "172.18.0.2")
            + ","
            + network("b", "172.19.0.2")
            + ",'c': {'IPAddress': '', 'GlobalIPv6Address': 'fd00:c::2', 'IPv6Gateway':"
            + " 'fd00:c::1'}";
    Inventory inventory = read(list(container("web", "a", networks, "")));
    assertThat(claims(inventory))
        .containsExactly(
            "172.18.0.1 GATEWAY node:docker-host gateway of a",
            "172.18.0.2 WORKLOAD docker:web web",
            "172.19.0.1 GATEWAY node:docker-host gateway of b",
            "172.19.0.2 WORKLOAD docker:web web",
            "fd00:c::1 GATEWAY node:docker-host gateway of c",
            "fd00:c::2 WORKLOAD docker:web web");
    assertThat(peer(inventory, "docker:web").networks()).containsExactly("a", "b", "c");
  }

  /** As two calls of docker inspect print them, in any order; the later one shows an end. */
  @Test
  void filesWithoutTimesTellNothingOfWhoIsNotInThem() throws IOException {
    String web = container("web", "a", network("a", "172.18.0.2"), "");
    String db = container("db", "a", network("a", "172.18.0.3"), "");
    String noAddress = container("web", "a", network("a", ""), "");
    String ended = noAddress.replace(NEVER, "2026-01-01T11:00:00Z");
    String members =
        """
        [{'Name': 'a', 'IPAM': {'Config': []}, 'Containers': {'id-%s': {'Name': '%s', \
        'IPv4Address': '172.18.0.%s/16'}}}]
        """;
    assertThat(claims(read(list(web), list(db))))
        .containsExactlyElementsOf(claims(read(list(web, db))))
        .contains("172.18.0.2 WORKLOAD docker:web web", "172.18.0.3 WORKLOAD docker:db db");
    assertThat(claims(read(members.formatted("x", "x", "4"), members.formatted("y", "y", "5"))))
        .hasSize(2);
    for (Inventory both : List.of(read(list(ended), list(web)), read(list(web), list(ended)))) {
      assertThat(both.addresses().stream().map(each -> each.from() + " " + each.until()))
          .contains(SINCE + " 2026-01-01T11:00:00Z");
    }
  }

  /** Named as the engine writes it, or by name, or through another that shares. */
  @ParameterizedTest
  @ValueSource(strings = {"container:id-web", "container:web", "container:second"})
  void whoSharesANetworkIsTheOneWhoseNetworkItIs(String mode) throws IOException {
    String ports = ", 'Config': {'ExposedPorts': {'9090/tcp': {}}}";
    Inventory inventory =
        read(
            list(
                container("metrics", mode, "", ports),
                container("second", "container:web", "", ""),
                container("web", "a", network("a", "172.18.0.2"), "")));
    assertThat(claims(inventory))
        .containsExactly(
            "172.18.0.1 GATEWAY node:docker-host gateway of a",
            "172.18.0.2 WORKLOAD docker:web metrics",
            "172.18.0.2 WORKLOAD docker:web second",
            "172.18.0.2 WORKLOAD docker:web web");
    assertThat(inventory.workloads().keySet()).hasToString("[docker:web]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"container:gone", "container:loop", "container:"})
  void whoSharesANetworkOfNobodyKnownStaysAPeer(String mode) throws IOException {
    Inventory inventory = read(list(container("loop", mode, "", "")));
    assertThat(inventory.workloads().keySet()).hasToString("[docker:loop]");
    assertThat(inventory.unused()).hasSize(1);
  }

  @Test
  void onTheHostsNetworkDeclaredPortsLeadToTheContainer() throws IOException {
    String config = ", 'Config': {'ExposedPorts': {'9100/tcp': {}, '53/udp': {}}}";
    Inventory inventory =
        read(list(container("agent", "host", "'host': {'IPAddress': ''}", config)));
    assertThat(forwards(inventory))
        .containsExactly("53/udp > docker:agent 53/udp", "9100/tcp > docker:agent 9100/tcp");
    assertThat(peer(inventory, "docker:agent").hostNetwork()).isTrue();
    assertThat(claims(inventory)).isEmpty();
  }

  /** Bindings, the translations they make, and whether the port is reachable from elsewhere. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'80/tcp': [{'HostIp': '0.0.0.0', 'HostPort': '8080'}] | 8080/tcp > docker:w 80/tcp | true",
        "'80/tcp': [{'HostIp': '::', 'HostPort': '8080'}] | 8080/tcp > docker:w 80/tcp | true",
        "'80/tcp': [{'HostIp': '', 'HostPort': '8080'}] | 8080/tcp > docker:w 80/tcp | true",
        "'80/tcp': [{'HostIp': '192.0.2.5', 'HostPort': '8080'}] | 192.0.2.5 8080/tcp > docker:w"
            + " 80/tcp | true",
        "'80/tcp': [{'HostIp': '127.0.0.1', 'HostPort': '8080'}] | 127.0.0.1 8080/tcp > docker:w"
            + " 80/tcp | false",
        "'80/tcp': [{'HostIp': '', 'HostPort': ''}] | `` | true",
        "'80/tcp': [{'HostIp': '', 'HostPort': '8000-8010'}] | `` | true",
        "'80/tcp': null | `` | false",
        "'80/tcp': [] | `` | false",
        "'x/tcp': [{'HostPort': '1'}], '80/tcp': [{'HostPort': '90'}] | 90/tcp > docker:w 80/tcp |"
            + " true",
      })
  void publishedPorts(String bindings, String forward, boolean exposed) throws IOException {
    String container = container("w", "a", network("a", "172.18.0.2"), "");
    String text = container.replace("'Networks'", "'Ports': {" + bindings + "}, 'Networks'");
    Inventory inventory = read(list(text));
    assertThat(String.join(", ", forwards(inventory))).isEqualTo(forward);
    assertThat(peer(inventory, "docker:w").exposed().isEmpty()).isEqualTo(!exposed);
  }

  @Test
  void aContainerThatEndedHadItsFixedAddressWhileItRan() throws IOException {
    String ended =
        container(
                "job",
                "a",
                "'a': {'IPAddress': '', 'IPAMConfig': {'IPv4Address': '172.18.0.9'}}",
                "")
            .replace(NEVER, "2026-01-01T10:05:00Z");
    assertThat(read(list(ended)).addresses().stream().map(c -> c.from() + " " + c.until()))
        .containsExactly(SINCE + " 2026-01-01T10:05:00Z");
  }

  @Test
  void theGatewayAndTheNeighboursOfAMacvlanAreMachinesOutside() throws IOException {
    String networks =
        "[{'Name': 'lan', 'Driver': 'macvlan', 'IPAM': {'Config': [{'Subnet': '192.168.7.0/24',"
            + " 'Gateway': '192.168.7.1'}]}, 'Containers': {}}]";
    Inventory inventory =
        read(networks, list(container("w", "lan", network("lan", "192.168.7.9"), "")));
    assertThat(claims(inventory)).containsExactly("192.168.7.9 WORKLOAD docker:w w");
    assertThat(inventory.ranges()).isEmpty();
    Inventory bridged = read(networks.replace("macvlan", "bridge"));
    assertThat(bridged.ranges().toString()).contains("192.168.7.0/24", "DOCKER_NETWORK", "lan");
  }

  @Test
  void whatContainersCallTheirHostIsWhoseNetworkNamespaceItIs() throws IOException {
    Inventory inventory =
        read(
            list(
                container("web", "front", network("front", "172.18.0.2"), "")
                    .replace("'State'", "'Config': {'Hostname': 'w1'}, 'State'"),
                container("proxy", "container:id-web", "", "")
                    .replace("'State'", "'Config': {'Hostname': 'w1'}, 'State'"),
                container("agent", "host", "", "")
                    .replace("'State'", "'Config': {'Hostname': 'machine'}, 'State'")));
    assertThat(inventory.hostNames().toString()).isEqualTo("{w1=[docker:web]}");
  }

  @Test
  void theDefaultBridgeOfOldEngines() throws IOException {
    String old =
        container("w", "default", "", "")
            .replace("'Networks': {}", "'IPAddress': '172.17.0.2', 'GlobalIPv6Address': ''");
    assertThat(claims(read(list(old)))).containsExactly("172.17.0.2 WORKLOAD docker:w w");
  }

  @Test
  void nothingBesidesComposesOwnLabelsPasses() throws IOException {
    String labels =
        ", 'Config': {'Env': ['PASSWORD=canary'], 'Cmd': ['canary'], 'Labels': {'canary': 'canary',"
            + " 'com.docker.compose.project': 'shop', 'com.docker.compose.service': 'w'}}";
    Inventory inventory =
        read(list(container("shop_w_1", "a", network("a", "172.18.0.2"), labels)));
    assertThat(inventory.toString()).doesNotContain("canary").contains("docker:shop/w");
  }

  private static final String COMPOSE =
      """
      x-common: &common
        restart: always
        environment: {SECRET: canary}
      services:
        web:
          <<: *common
          ports: ["127.0.0.1:9000:9000", "${PORT:-8080}:80/tcp", 443, "8001-8002:8001-8002"]
          networks:
            front: {ipv4_address: 172.30.0.5, aliases: [www]}
            back:
          extra_hosts: ["legacy.example.com:203.0.113.7", "host.docker.internal:host-gateway", "six=[2001:db8::6]"]
        db:
          networks: [back]
          extra_hosts: {web: 172.30.0.5}
        agent: {network_mode: host, expose: ["9100"]}
        sidecar: {network_mode: "service:web"}
        plain: {image: canary, ports: [{target: 53, published: "5353", protocol: udp, host_ip: 192.0.2.1}]}
        broken: {ports: "nonsense"}
      networks:
        front:
          ipam: {config: [{subnet: 172.30.0.0/24, gateway: 172.30.0.1}]}
        back: {name: shared-back}
      """;

  @Test
  void aComposeFileIsAnInventory() throws IOException {
    Inventory inventory = read(COMPOSE);
    assertThat(claims(inventory))
        .containsExactly(
            "172.30.0.1 GATEWAY node:docker-host gateway of shopapp_front",
            "172.30.0.5 WORKLOAD docker:shopapp/web shopapp_web_1",
            "172.30.0.5 WORKLOAD docker:shopapp/web web",
            "203.0.113.7 OUTSIDE outside:legacy.example.com legacy.example.com",
            "2001:db8::6 OUTSIDE outside:six six");
    assertThat(forwards(inventory))
        .containsExactly(
            "192.0.2.1 5353/udp > docker:shopapp/plain 53/udp",
            "8001/tcp > docker:shopapp/web 8001/tcp",
            "8002/tcp > docker:shopapp/web 8002/tcp",
            "8080/tcp > docker:shopapp/web 80/tcp",
            "127.0.0.1 9000/tcp > docker:shopapp/web 9000/tcp",
            "9100/tcp > docker:shopapp/agent 9100/tcp");
    assertThat(inventory.workloads().keySet().stream().map(PeerId::shortName))
        .containsExactly("agent", "db", "plain", "web");
    assertThat(peer(inventory, "docker:shopapp/web").networks())
        .containsExactly("shared-back", "shopapp_front");
    assertThat(peer(inventory, "docker:shopapp/web").exposed())
        .hasToString("[80/tcp, 443/tcp, 8001/tcp, 8002/tcp]");
    assertThat(peer(inventory, "docker:shopapp/plain").networks())
        .containsExactly("shopapp_default");
    assertThat(inventory.unused()).hasSize(2);
    assertThat(inventory.toString()).doesNotContain("canary");
  }

  @ParameterizedTest
  @CsvSource({"name: Real, real", "'name: ${P:-mine}', mine", "'name: \"!!\"', default"})
  void theProjectsName(String line, String project) throws IOException {
    assertThat(read(line.replace('"', '\'') + "\nservices: {a: {}}").workloads().keySet())
        .hasToString("[docker:" + project + "/a]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a:b",
        "70000",
        "80-70",
        "1-1000",
        "1-3:1-2",
        "999.1.1.1:80:80",
        "${P}:80",
        "80/xyz",
        ""
      })
  void portsThatMakeNoSenseAreCounted(String port) throws IOException {
    Inventory inventory = read("services: {a: {ports: ['" + port + "', '81:81']}}");
    assertThat(inventory.unused()).containsEntry("compose port not used", 1L);
    assertThat(forwards(inventory)).hasSize(1);
  }

  @Test
  void whatOtherFilesOfComposeSayIsAskedFor() throws IOException {
    Inventory inventory =
        read(
            """
            include:
              - db.yaml
              - {path: [cache.yaml]}
            services:
              web: {extends: {file: base.yaml, service: web}, ports: ["80:80"]}
              api: {extends: web}
            """);
    assertThat(inventory.workloads().keySet())
        .hasToString("[docker:shopapp/api, docker:shopapp/web]");
    assertThat(forwards(inventory)).containsExactly("80/tcp > docker:shopapp/web 80/tcp");
    String advice = ": give what docker compose config prints";
    assertThat(inventory.unused())
        .containsEntry("compose include not followed" + advice, 1L)
        .containsEntry("compose service that extends another, taken without that" + advice, 2L);
    assertThat(read("include: [db.yaml]\n").unused()).hasSize(1);
    assertThat(read("services: {a: {}}\n").unused()).isEmpty();
  }

  @Test
  void ofFilesThatDisagreeBothAreKept() throws IOException {
    String inspected = list(container("other", "front", network("front", "172.30.0.5"), ""));
    assertThat(claims(read(COMPOSE, inspected)))
        .contains(
            "172.30.0.5 WORKLOAD docker:other other",
            "172.30.0.5 WORKLOAD docker:shopapp/web shopapp_web_1");
  }

  private static final String HOSTS =
      """
      127.0.0.1   localhost
      ::1         ip6-localhost
      ff02::1     ip6-allnodes
      203.0.113.9 Pay.Example.com pay # the bank
      172.18.0.2  web
      172.18.0.7  web
      10.0.0.8    internet
      """;

  @Test
  void aHostsFileNamesMachinesOutsideAndContainers() throws IOException {
    Inventory inventory =
        read(HOSTS, list(container("web", "a", "'a': {'IPAddress': '172.18.0.2'}", "")));
    assertThat(claims(inventory))
        .containsExactly(
            "172.18.0.2 WORKLOAD docker:web web",
            "172.18.0.7 WORKLOAD docker:web web",
            "203.0.113.9 OUTSIDE outside:pay.example.com pay.example.com");
    assertThat(inventory.addresses().stream().map(c -> c.from().toString()).distinct().sorted())
        .isEqualTo(Arrays.asList("1970-01-01T00:00:00Z", SINCE));
    assertThat(inventory.unused()).hasSize(1);
  }
}
