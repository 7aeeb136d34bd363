package dev.netgen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
 * Steps of {@code -t docker} on a real engine: containers on one flat network, whose every name is
 * looked up and called after every step; and back.
 */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DockerPlanIT {
  private static final String GRAPH =
      """
      apiVersion: netgen/v1
      kind: CommunicationGraph
      peers:
        - {id: "docker:api", observed: [egress, ingress]}
        - {id: "docker:db", observed: [egress, ingress]}
        - {id: "docker:lone", observed: [egress, ingress]}
        - {id: "docker:mail", observed: [egress, ingress]}
        - {id: "docker:web", observed: [egress, ingress]}
        - {id: "outside:192.0.2.2/32"}
        - {id: "outside:internet"}
      links:
        - {from: "docker:api", to: "docker:db", port: 80/tcp, encryption: plaintext}
        - {from: "docker:mail", to: "outside:192.0.2.2/32", port: 443/tcp, encryption: plaintext}
        - {from: "docker:web", to: "docker:api", port: 81/tcp, encryption: plaintext}
        - {from: "outside:internet", to: "docker:web", port: 80/tcp, encryption: plaintext}
      """;
  private static final List<String> CONTAINERS = List.of("api", "db", "lone", "mail", "web");

  /** What each client calls, by all the names it may use. */
  private static final Map<String, List<String>> USED =
      Map.of(
          "api", List.of("db/80", "database/80", "store/80"),
          "mail", List.of(FirewallLab.OUTSIDE_V4 + "/443"),
          "web", List.of("api/81", "backend/81"));

  private static final String ATTACHED =
      "{{.Name}} {{range $n, $e := .NetworkSettings.Networks}}{{$n}} {{$e.Links}}"
          + " {{$e.IPAMConfig}} {{range $e.Aliases}}{{.}},{{end}};{{end}}";

  @TempDir private static Path directory;
  private static FirewallLab lab = new FirewallLab(Path.of(""), "ngplan");
  private static boolean started;
  private static String before = "";

  @BeforeAll
  static void start() throws Exception {
    boolean root = Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    assumeTrue(root || "true".equals(System.getenv("CI")), "not root: no engine can be started");
    lab = new FirewallLab(directory, "ngplan");
    started = true;
    lab.start();
    lab.docker("network", "create", "--subnet", "10.99.0.0/24", "flat");
    run("db", "flat", "--network-alias", "database", "--ip", "10.99.0.9");
    run("api", "flat", "--network-alias", "backend", "--link", "db:store");
    run("web", "flat", "-p", "8080:80", "-p", "9000:82");
    run("lone", "flat", "-p", "9100:80");
    run("mail", "bridge");
    Files.writeString(directory.resolve("graph.yaml"), GRAPH);
    inspect();
    before = attached();
    Invocation made = generate("out");
    assertThat(made.code()).as(made.err()).isZero();
    assertThat(made.err()).contains("container web keeps publishing 82/tcp");
  }

  private static void run(String name, String network, String... more) throws Exception {
    List<String> command = new ArrayList<>(List.of("run", "-d", "--name", name));
    command.addAll(List.of("--stop-timeout", "0", "--network", network));
    command.addAll(List.of("-v", "/usr:/usr:ro", "-v", FirewallLab.resources() + ":/lab:ro"));
    command.addAll(List.of(more));
    command.addAll(List.of("echo", "python3", "/lab/echo.py", "80", "81", "82"));
    lab.docker(command.toArray(String[]::new));
    lab.answering(List.of(name));
  }

  @AfterAll
  static void stop() throws Exception {
    if (started) {
      lab.close();
    }
  }

  private static void inspect() throws Exception {
    List<String> containers = new ArrayList<>(List.of("container", "inspect"));
    containers.addAll(CONTAINERS);
    List<String> networks = new ArrayList<>(List.of("network", "inspect"));
    networks.addAll(networks());
    Files.writeString(directory.resolve("inspected.json"), ask(containers) + ask(networks));
  }

  private static String ask(List<String> words) throws Exception {
    return lab.ask(words.toArray(String[]::new));
  }

  private static List<String> networks() throws Exception {
    return ask(List.of("network", "ls", "--format", "{{.Name}}")).lines().sorted().toList();
  }

  private static String attached() throws Exception {
    List<String> words = new ArrayList<>(List.of("container", "inspect", "-f", ATTACHED));
    words.addAll(CONTAINERS);
    return ask(words);
  }

  private static Invocation generate(String out) {
    return Invocation.netgen(
        "generate",
        directory.resolve("graph.yaml"),
        "--containers",
        directory.resolve("inspected.json"),
        "--proof",
        directory.resolve(out + ".json"),
        "-o",
        directory.resolve(out));
  }

  private static Invocation script(String name, String... words) throws Exception {
    return lab.script(directory.resolve("out/docker").resolve(name), words);
  }

  private static JsonNode json(String file) throws Exception {
    return JsonMapper.builder().build().readTree(directory.resolve(file).toFile());
  }

  /** Each client asks its own resolver, and calls whom it got. */
  private static void assertNamesWork(String when) throws Exception {
    for (Map.Entry<String, List<String>> used : USED.entrySet()) {
      List<String> words =
          new ArrayList<>(List.of("exec", used.getKey(), "python3", "/lab/call.py"));
      words.addAll(used.getValue());
      assertThat(ask(words).lines()).as(when).containsExactlyElementsOf(used.getValue());
    }
    String published = FirewallLab.HOST_V4 + "/8080/tcp";
    assertThat(lab.reached("OUTSIDE", Set.of(published))).as(when).containsExactly(published);
  }

  @Test
  @Order(1)
  void afterEveryStepNewConnectionsByEveryNameSucceed() throws Exception {
    assertNamesWork("at first");
    JsonNode steps = json("out/docker/plan.json").path("steps");
    assertThat(steps.size()).isGreaterThan(12);
    for (int step = 1; step <= steps.size(); step++) {
      Invocation taken = script("apply.sh", Integer.toString(step));
      assertThat(taken.code()).as(taken.err()).isZero();
      assertThat(taken.out()).contains(step + " steps, 1 of them changed something");
      assertNamesWork("after step " + step);
    }
  }

  @Test
  @Order(2)
  void aSecondRunChangesNothingAndAPlanOfTheResultIsEmpty() throws Exception {
    String after = attached();
    Invocation again = script("apply.sh");
    assertThat(again.code()).as(again.err()).isZero();
    assertThat(again.out()).contains(" 0 of them changed something");
    assertThat(attached()).isEqualTo(after);
    inspect();
    assertThat(generate("next").code()).isZero();
    assertThat(json("next/docker/plan.json").path("steps")).isEmpty();
  }

  @Test
  @Order(3)
  void containersReachEachOtherExactlyAsPredicted() throws Exception {
    assertThat(reachable()).isEqualTo(predicted());
    for (String container : List.of("web", "db", "api", "mail", "lone")) {
      lab.docker("stop", "-t", "0", container);
    }
    lab.begin(List.of("lone", "db", "mail", "api", "web"));
    assertNamesWork("after restarts in another order");
    assertThat(reachable()).isEqualTo(predicted());
    String unused = FirewallLab.HOST_V4 + "/9100/tcp";
    assertThat(lab.reached("OUTSIDE", Set.of(unused))).isEmpty();
    assertThat(lab.reached("lone", Set.of(FirewallLab.OUTSIDE_V4 + "/443/tcp"))).isEmpty();
  }

  private static Set<String> predicted() throws Exception {
    Set<String> predicted = new TreeSet<>();
    for (JsonNode each : json("out.json").path(0).path("reachability")) {
      if (!each.path("ports").asText().isEmpty()) {
        predicted.add(each.path("from").asText() + " " + each.path("to").asText());
      }
    }
    assertThat(predicted).isNotEmpty();
    return predicted;
  }

  /** Every container asks every address of every other. */
  private static Set<String> reachable() throws Exception {
    Map<String, String> targets = new TreeMap<>();
    for (String server : CONTAINERS) {
      String told =
          lab.ask(
              "container",
              "inspect",
              "-f",
              "{{range .NetworkSettings.Networks}}{{println .IPAddress}}{{end}}",
              server);
      told.lines().filter(a -> !a.isEmpty()).forEach(a -> targets.put(a + "/82/tcp", server));
    }
    Set<String> reached = new TreeSet<>();
    for (String client : CONTAINERS) {
      for (String answered : lab.reached(client, targets.keySet())) {
        if (!client.equals(targets.get(answered))) {
          reached.add("docker:" + client + " docker:" + targets.get(answered));
        }
      }
    }
    return reached;
  }

  @Test
  @Order(4)
  void undoRestoresWhatWasThere() throws Exception {
    JsonNode steps = json("out/docker/plan.json").path("undo");
    for (int step = 1; step <= steps.size(); step++) {
      Invocation taken = script("undo.sh", Integer.toString(step));
      assertThat(taken.code()).as(taken.err()).isZero();
      assertNamesWork("after step back " + step);
    }
    assertThat(script("undo.sh").out()).contains(" 0 of them changed something");
    assertThat(networks()).containsExactly("bridge", "flat", "host", "none");
    assertThat(normal(attached())).isEqualTo(normal(before));
  }

  /** An engine writes no wishes for addresses in more than one way. */
  private static String normal(String attached) {
    return attached.replaceAll("<nil>|&?\\{ *(\\[])?}", "{}");
  }

  @Test
  @Order(5)
  void stopsWithOneLineAndGoesOnOnceThatIsMended() throws Exception {
    lab.docker("network", "create", "--subnet", "10.98.0.0/28", "netgen-out-web");
    Invocation other = script("apply.sh");
    assertThat(other.code()).isEqualTo(1);
    assertThat(other.err().lines()).hasSize(1);
    assertThat(other.err()).contains("network netgen-out-web is there already and is another");
    lab.docker("network", "rm", "netgen-out-web");
    run("late", "flat");
    Invocation joined = script("apply.sh");
    assertThat(joined.code()).isEqualTo(1);
    assertThat(joined.err().lines()).hasSize(1);
    assertThat(joined.err()).contains("container late is on network flat now");
    assertNamesWork("after a stop half way");
    lab.docker("rm", "-f", "late");
    lab.docker("rename", "lone", "gone");
    Invocation missing = script("apply.sh");
    assertThat(missing.code()).isEqualTo(1);
    assertThat(missing.err().lines()).hasSize(1);
    lab.docker("rename", "gone", "lone");
    assertThat(script("apply.sh").code()).isZero();
    assertNamesWork("in the end");
    assertThat(script("undo.sh").code()).isZero();
    assertThat(networks()).containsExactly("bridge", "flat", "host", "none");
  }
}
