package dev.netgen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.collect.Iterables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Generated rules on a real engine without ip6tables, where nothing else isolates IPv6: what the
 * graph says works, and nothing else does, between containers, host, gateways, published ports and
 * a machine outside, over TCP and UDP, IPv4 and IPv6.
 */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FirewallIT {
  private static final String GRAPH =
      """
      apiVersion: netgen/v1
      kind: CommunicationGraph
      peers:
        - {id: "docker:lab/api", network: [lab_default], observed: [egress, ingress]}
        - {id: "docker:lab/db", network: [lab_default], observed: [egress, ingress]}
        - {id: "docker:lab/lone", network: [lab_default], observed: [egress, ingress]}
        - {id: "docker:lab/web", network: [lab_default], observed: [egress, ingress], exposed: [80/tcp]}
        - {id: "node:docker-host"}
        - {id: "outside:192.0.2.2/32"}
        - {id: "outside:example.com"}
        - {id: "outside:internet"}
      links:
        - {from: "docker:lab/api", to: "docker:lab/db", port: 80/tcp, encryption: plaintext}
        - {from: "docker:lab/api", to: "docker:lab/db", port: 81/udp, encryption: plaintext}
        - {from: "docker:lab/api", to: "outside:192.0.2.2/32", port: 53/udp, speaks: dns, encryption: plaintext}
        - {from: "docker:lab/api", to: "outside:example.com", port: 443/tcp, encryption: plaintext}
        - {from: "docker:lab/db", to: "node:docker-host", port: 5514/udp, encryption: plaintext}
        - {from: "docker:lab/web", to: "docker:lab/api", port: 80/tcp, encryption: plaintext}
        - {from: "node:docker-host", to: "docker:lab/db", port: 82/tcp, encryption: plaintext}
        - {from: "outside:internet", to: "docker:lab/web", port: 80/tcp, encryption: plaintext}
      """;
  private static final String ENGINE =
      """
      engine:
        version: "20.10.24"
        userlandProxy: "true"
        ip6tables: "false"
        bridgeNfCallIptables: "true"
        firewallBackend: "iptables"
      """;

  /** Who may call whom, wherever that is. */
  private static final Set<String> ALLOWED =
      Set.of(
          "api>db 80/tcp",
          "api>db 81/udp",
          "api>OUTSIDE 53/udp",
          "api>OUTSIDE 53/tcp",
          "api>OUTSIDE 443/tcp",
          "db>HOST 5514/udp",
          "web>api 80/tcp",
          "HOST>db 82/tcp",
          "OUTSIDE>web 80/tcp",
          "OUTSIDE>HOST 8080/tcp");

  private static final List<String> SERVICES = List.of("web", "api", "db", "lone");

  /** A container of another project on the engine, for which there are no rules. */
  private static final String STRANGER = "stranger";

  @TempDir private static Path directory;
  private static FirewallLab lab = new FirewallLab(Path.of(""));
  private static boolean started;

  @BeforeAll
  static void start() throws Exception {
    boolean root = Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    assumeTrue(root || "true".equals(System.getenv("CI")), "not root: no engine can be started");
    lab = new FirewallLab(directory);
    started = true;
    lab.start();
    Files.writeString(directory.resolve("graph.yaml"), GRAPH);
    Files.writeString(directory.resolve("engine.yaml"), ENGINE);
    Invocation generated =
        Invocation.netgen(
            "generate",
            directory.resolve("graph.yaml"),
            "-t",
            "compose,nftables",
            "--engine",
            directory.resolve("engine.yaml"),
            "-o",
            rules());
    assertThat(generated.code()).as(generated.err()).isZero();
    lab.networks(networks());
    run("web", "-p", "8080:80");
    run("api");
    run("db");
    run("lone");
    lab.stranger(STRANGER, "-p", "8090:80");
  }

  @AfterAll
  static void stop() throws Exception {
    if (started) {
      lab.close();
    }
  }

  private static void run(String service, String... more) throws Exception {
    lab.container(service, FirewallLab.networksOf(networks(), service), more);
  }

  private static Path rules() {
    return directory.resolve("out");
  }

  private static Path networks() {
    return rules().resolve("compose/networks.netgen.yaml");
  }

  @Test
  @Order(1)
  void withoutRulesNeighboursHostAndIpv6AreOpen() throws Exception {
    assertThat(reached())
        .contains("db>api 81/tcp", "db>HOST 80/tcp", "HOST>lone 80/tcp", "lone>HOST 8080/tcp")
        .contains("stranger>HOST 8080/tcp", "web>HOST 8090/tcp", "stranger>web 81/tcp");
  }

  @Test
  @Order(2)
  void checkCountsWhatWouldBeDroppedAndDropsNothing() throws Exception {
    Set<String> before = reached();
    assertThat(lab.enforce(rules(), "--check").code()).isZero();
    assertThat(reached()).isEqualTo(before);
    Invocation told = lab.enforce(rules(), "--check");
    assertThat(told.code()).as(told.err()).isEqualTo(1);
    assertThat(told.out())
        .containsPattern("refused service db -> service api 81/tcp, [1-9]")
        .doesNotContain("service api -> service db 80/tcp", "service web -> service api 80/tcp")
        .doesNotContain("refused " + FirewallLab.OUTSIDE_V4 + " -> service web 80/tcp");
    assertThat(lab.inHost("nft", "list", "tables")).doesNotContain("bridge netgen_lab");
  }

  @Test
  @Order(3)
  void whatTheGraphSaysWorksAndNothingElse() throws Exception {
    Invocation loaded = lab.enforce(rules());
    assertThat(loaded.code()).as(loaded.err()).isZero();
    assertThat(loaded.err()).contains("4 containers are verified, each at its port");
    assertExact();
  }

  @Test
  @Order(4)
  void followsRestartsOfContainersInAnotherOrderAndOfTheEngine() throws Exception {
    Path err = directory.resolve("watch.err");
    Process watch = lab.watch(rules(), directory.resolve("watch.out"), err);
    Map<String, String> before = lab.each("db", "IPAddress");
    for (String service : SERVICES) {
      lab.docker("stop", "-t", "0", service);
    }
    lab.begin(List.of("lone", "db", "web", "api"));
    settle("api", "db", "80/tcp");
    settle("web", "api", "80/tcp");
    assertThat(lab.each("db", "IPAddress")).isNotEqualTo(before);
    assertExact();
    lab.restartEngine();
    lab.begin(List.of("api", STRANGER, "lone", "web", "db"));
    settle("api", "db", "80/tcp");
    settle("web", "api", "80/tcp");
    assertThat(Files.readString(err)).contains("events may have been missed");
    assertExact();
    lab.inHost("nft", "delete", "table", "bridge", "netgen_lab");
    lab.inHost("nft", "delete", "table", "inet", "netgen_lab");
    await(err, "away: loaded again");
    assertExact();
    watch.destroy();
    assertThat(watch.waitFor()).as("told that it was taken away").isEqualTo(1);
    assertThat(Files.readString(err)).contains("stays in force");
    assertExact();
  }

  @Test
  @Order(5)
  void anAddressIsClosedUntilItsNewOwnerIsVerified() throws Exception {
    Path err = directory.resolve("reuse.err");
    Process watch = lab.watch(rules(), directory.resolve("reuse.out"), err);
    String shared = shared("api", "db");
    String address = String.valueOf(lab.each("api", "IPAddress").get(shared));
    String db = String.valueOf(lab.each("db", "IPAddress").get(shared));
    Set<String> target = Set.of(db + "/80/tcp");
    FirewallLab.run("kill", "-STOP", Long.toString(watch.pid()));
    lab.docker("rm", "-f", "api");
    lab.container("thief", List.of(shared), "--ip", address, "--label", "x=y");
    assertThat(lab.reached("thief", target)).as("while its events wait").isEmpty();
    assertThat(lab.reached("db", Set.of(address + "/80/tcp"))).isEmpty();
    FirewallLab.run("kill", "-CONT", Long.toString(watch.pid()));
    await(err, "of service thief, which the rules do not know");
    assertThat(lab.reached("thief", target)).as("verified to be another").isEmpty();
    lab.docker("rm", "-f", "thief");
    FirewallLab.run("kill", "-STOP", Long.toString(watch.pid()));
    run("api");
    assertThat(lab.reached("api", target)).as("not yet verified").isEmpty();
    FirewallLab.run("kill", "-CONT", Long.toString(watch.pid()));
    settle("api", "db", "80/tcp");
    watch.destroy();
    assertThat(watch.waitFor()).isEqualTo(1);
    assertExact();
  }

  @Test
  @Order(6)
  void whatStartsUnwatchedIsClosedAndRemovalLeavesNothing() throws Exception {
    lab.docker("restart", "-t", "0", "db");
    lab.answering(List.of("db"));
    assertThat(reached()).noneMatch(line -> line.startsWith("api>db"));
    assertThat(lab.enforce(rules(), "--remove").err()).contains("removed netgen_lab");
    assertThat(lab.inHost("nft", "list", "tables")).doesNotContain("netgen");
    assertThat(lab.enforce(rules(), "--remove").err()).contains("there was no netgen_lab");
    assertThat(reached()).contains("db>api 81/tcp", "lone>HOST 8080/tcp");
  }

  @Test
  @Order(7)
  void refusesWhereFramesInsideABridgePassUnseen() throws Exception {
    lab.inHost("sysctl", "-qw", "net.bridge.bridge-nf-call-ip6tables=0");
    Invocation refused = lab.enforce(rules());
    assertThat(refused.code()).isEqualTo(4);
    assertThat(refused.err()).contains("frames inside a bridge do not pass the firewall");
    assertThat(lab.inHost("nft", "list", "tables")).doesNotContain("netgen");
    lab.inHost("sysctl", "-qw", "net.bridge.bridge-nf-call-ip6tables=1");
  }

  /** All that is allowed works somewhere; nothing works that is not. */
  private static void assertExact() throws Exception {
    assertThat(reached()).containsExactlyInAnyOrderElementsOf(ALLOWED);
  }

  /** What answers of all there is to call, as {@code client>server port}. */
  private static Set<String> reached() throws Exception {
    Map<String, String> owners = owners();
    List<String> clients = new ArrayList<>(SERVICES);
    clients.addAll(List.of("HOST", "OUTSIDE", STRANGER));
    Map<String, Process> probes = new TreeMap<>();
    for (String client : clients) {
      probes.put(client, lab.probe(client, targets(owners, client)));
    }
    Set<String> all = new TreeSet<>();
    for (Map.Entry<String, Process> probe : probes.entrySet()) {
      for (String answered : FirewallLab.answered(probe.getValue())) {
        int slash = answered.indexOf('/');
        String server = owners.get(answered.substring(0, slash));
        all.add(probe.getKey() + ">" + server + " " + answered.substring(slash + 1));
      }
    }
    return all;
  }

  /** Host, outside and the stranger are none of the rules' business, but for the published port. */
  private static boolean isOthers(String client, String owner, String port) {
    boolean far = !SERVICES.contains(client);
    boolean toFar = !SERVICES.contains(owner);
    return owner.equals(client) || (far && toFar && !port.equals("8080"));
  }

  private static Collection<String> targets(Map<String, String> owners, String client) {
    List<String> targets = new ArrayList<>();
    owners.forEach(
        (address, owner) -> {
          for (String port : List.of("53", "80", "81", "82", "443", "5514", "8080", "8090")) {
            if (!isOthers(client, owner, port)) {
              targets.add(address + "/" + port + "/tcp");
              targets.add(address + "/" + port + "/udp");
            }
          }
        });
    return targets;
  }

  /** Whose every address is. */
  private static Map<String, String> owners() throws Exception {
    Map<String, String> owners = new TreeMap<>();
    for (String service : Iterables.concat(SERVICES, List.of(STRANGER))) {
      for (String address : lab.addresses(service, "IPAddress", "GlobalIPv6Address")) {
        owners.put(address, service);
      }
      for (String gateway : lab.addresses(service, "Gateway", "IPv6Gateway")) {
        owners.put(gateway, "HOST");
      }
    }
    owners.put(FirewallLab.HOST_V4, "HOST");
    owners.put(FirewallLab.HOST_V6, "HOST");
    owners.put(FirewallLab.OUTSIDE_V4, "OUTSIDE");
    owners.put(FirewallLab.OUTSIDE_V6, "OUTSIDE");
    return owners;
  }

  private static String shared(String one, String other) throws Exception {
    Set<String> both = new TreeSet<>(lab.each(one, "IPAddress").keySet());
    both.retainAll(lab.each(other, "IPAddress").keySet());
    return both.iterator().next();
  }

  /** Waits until the client reaches the server on the network they share. */
  private static void settle(String client, String server, String port) throws Exception {
    String address = lab.each(server, "IPAddress").get(shared(client, server));
    for (int i = 0; i < 40; i++) {
      if (!lab.reached(client, Set.of(address + "/" + port)).isEmpty()) {
        return;
      }
    }
    throw new AssertionError(client + " never reaches " + server);
  }

  private static void await(Path log, String text) throws IOException, InterruptedException {
    for (int i = 0; i < 400 && !Files.readString(log).contains(text); i++) {
      Thread.sleep(50);
    }
    assertThat(Files.readString(log)).contains(text);
  }
}
