package dev.netgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.base.Splitter;
import dev.netgen.model.format.Documents;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A private engine with the networks that netgen generated, each with IPv6 besides, containers that
 * answer on every port, and a machine outside beyond the engine's host.
 */
final class FirewallLab implements AutoCloseable {
  static final String HOST_V4 = "192.0.2.1";
  static final String HOST_V6 = "2001:db8:f::1";
  static final String OUTSIDE_V4 = "192.0.2.2";
  static final String OUTSIDE_V6 = "2001:db8:f::2";
  private static final Path RESOURCES =
      Path.of("src/test/resources/firewall").toAbsolutePath().normalize();
  private static final String PROJECT = "com.docker.compose.project=lab";
  private static final String SERVICE = "com.docker.compose.service=";
  private static final List<String> SKELETON =
      List.of("usr", "etc", "proc", "sys", "dev", "tmp", "run");

  private final Path directory;
  private final String engine;
  private final String outside;
  private final List<Process> helpers = new ArrayList<>();
  private final Map<String, Boolean> networks = new TreeMap<>();
  private String netns = "";
  private String host = "";

  FirewallLab(Path directory) {
    this(directory, "ngfw");
  }

  /** One that may run beside those of other names. */
  FirewallLab(Path directory, String name) {
    this.directory = directory;
    this.engine = "/tmp/" + name + "-" + ProcessHandle.current().pid();
    this.outside = name + "o-" + ProcessHandle.current().pid();
  }

  /** Starts the engine, the machine outside, and what answers on the host and there. */
  void start() throws Exception {
    String told = run("../scripts/engine", "start", engine);
    netns = value(told, "NETGEN_ENGINE_NETNS");
    host = value(told, "DOCKER_HOST");
    run("ip", "netns", "add", outside);
    run(
        "ip", "link", "add", "ngfw0", "netns", netns, "type", "veth", "peer", "ngfw1", "netns",
        outside);
    inHost("ip", "addr", "add", HOST_V4 + "/24", "dev", "ngfw0");
    inHost("ip", "addr", "add", HOST_V6 + "/64", "dev", "ngfw0", "nodad");
    inHost("ip", "link", "set", "ngfw0", "up");
    inHost("sysctl", "-qw", "net.ipv6.conf.all.forwarding=1");
    for (String link : List.of("lo", "ngfw1")) {
      inside(outside, "ip", "link", "set", link, "up");
    }
    inside(outside, "ip", "addr", "add", OUTSIDE_V4 + "/24", "dev", "ngfw1");
    inside(outside, "ip", "addr", "add", OUTSIDE_V6 + "/64", "dev", "ngfw1", "nodad");
    inside(outside, "ip", "route", "add", "default", "via", HOST_V4);
    inside(outside, "ip", "-6", "route", "add", "default", "via", HOST_V6);
    serve(netns, "5514", "80", "82");
    serve(outside, "53", "80", "443");
    image();
  }

  private void serve(String namespace, String... ports) throws Exception {
    List<String> command = entered(namespace, "python3", RESOURCES.resolve("echo.py").toString());
    command.addAll(List.of(ports));
    Process echo =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("echo-" + namespace + ".log").toFile())
            .start();
    helpers.add(echo);
    EchoServer.await(echo.pid(), ports[ports.length - 1]);
  }

  /** Starts containers that exist, until each answers. */
  void begin(List<String> containers) throws Exception {
    for (String container : containers) {
      docker("start", container);
    }
    answering(containers);
  }

  /** Waits until containers answer on all their ports: the engine says they run before that. */
  void answering(List<String> containers) throws Exception {
    for (String container : containers) {
      EchoServer.await(inspect(container).path("State").path("Pid").asLong(), "82");
    }
  }

  private void image() throws Exception {
    Path root = directory.resolve("image");
    for (String each : SKELETON) {
      Files.createDirectories(root.resolve(each));
    }
    for (String each : List.of("bin", "lib", "lib64")) {
      Files.createSymbolicLink(root.resolve(each), Path.of("usr/" + each));
    }
    Path tar = directory.resolve("image.tar");
    run("tar", "-C", root.toString(), "-cf", tar.toString(), ".");
    docker("import", tar.toString(), "echo");
  }

  /** Makes the networks of {@code networks.netgen.yaml} as Compose would, with IPv6 besides. */
  void networks(Path file) throws Exception {
    int number = 0;
    for (Map.Entry<String, JsonNode> each : Documents.yaml(file).path("networks").properties()) {
      JsonNode network = each.getValue();
      List<String> command =
          new ArrayList<>(List.of("network", "create", "--label", PROJECT, "--ipv6"));
      if (network.path("internal").asBoolean()) {
        command.add("--internal");
      }
      for (Map.Entry<String, JsonNode> option : network.path("driver_opts").properties()) {
        command.addAll(List.of("-o", option.getKey() + "=" + option.getValue().asText()));
      }
      String subnet = network.path("ipam").path("config").path(0).path("subnet").asText();
      command.addAll(List.of("--subnet", subnet, "--subnet", "fd00:77:" + ++number + "::/64"));
      command.add("lab_" + each.getKey());
      docker(command.toArray(String[]::new));
      networks.put(each.getKey(), true);
    }
  }

  /** Runs a service's container on networks, answering on ports 80 to 82. */
  void container(String service, Collection<String> on, String... more) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("create", "--name", service, "--stop-timeout", "0"));
    command.addAll(List.of("--label", PROJECT, "--label", SERVICE + service));
    command.addAll(List.of("--sysctl", "net.ipv4.ip_forward=0"));
    command.addAll(List.of("-v", "/usr:/usr:ro", "-v", RESOURCES + ":/lab:ro"));
    List<String> all = List.copyOf(on);
    command.addAll(List.of("--network", "lab_" + all.get(0)));
    command.addAll(List.of(more));
    command.addAll(List.of("echo", "python3", "/lab/echo.py", "80", "81", "82"));
    docker(command.toArray(String[]::new));
    for (String network : all.subList(1, all.size())) {
      docker("network", "connect", "lab_" + network, service);
    }
    begin(List.of(service));
  }

  /** Runs a container of another project, on a network of its own that leads out. */
  void stranger(String name, String... more) throws Exception {
    docker("network", "create", "--ipv6", "--subnet", "fd00:78::/64", "other_net");
    List<String> command =
        new ArrayList<>(List.of("run", "-d", "--name", name, "--stop-timeout", "0"));
    command.addAll(
        List.of("--label", "com.docker.compose.project=other", "--label", SERVICE + "web"));
    command.addAll(List.of("-v", "/usr:/usr:ro", "-v", RESOURCES + ":/lab:ro"));
    command.addAll(List.of("--network", "other_net"));
    command.addAll(List.of(more));
    command.addAll(List.of("echo", "python3", "/lab/echo.py", "80", "81", "82"));
    docker(command.toArray(String[]::new));
    answering(List.of(name));
  }

  /** Ends the engine in order, with its containers, and starts it again as it was. */
  void restartEngine() throws Exception {
    long pid = Long.parseLong(Files.readString(Path.of(engine, "dockerd.pid")).strip());
    String line = Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
    ProcessHandle old = ProcessHandle.of(pid).orElseThrow();
    old.destroy();
    old.onExit().get(60, TimeUnit.SECONDS);
    ProcessBuilder builder =
        new ProcessBuilder(entered(netns, Splitter.on('\0').omitEmptyStrings().splitToList(line)));
    builder.environment().merge("PATH", engine + "/bin:", (set, first) -> first + set);
    builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(Path.of(engine, "dockerd.log").toFile()))
        .start()
        .getOutputStream()
        .close();
    for (int i = 0; i < 300 && !answers(); i++) {
      Thread.sleep(100);
    }
  }

  private boolean answers() throws Exception {
    return new ProcessBuilder("docker", "-H", host, "version")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }

  /** The networks of a service in {@code networks.netgen.yaml}. */
  static List<String> networksOf(Path file, String service) {
    List<String> names = new ArrayList<>();
    Documents.yaml(file)
        .path("services")
        .path(service)
        .path("networks")
        .fieldNames()
        .forEachRemaining(names::add);
    return names;
  }

  /** A container's field of each of its networks, by network. */
  Map<String, String> each(String container, String field) throws Exception {
    Map<String, String> values = new TreeMap<>();
    for (Map.Entry<String, JsonNode> network :
        inspect(container).path("NetworkSettings").path("Networks").properties()) {
      String key = network.getKey();
      values.put(
          key.startsWith("lab_") ? key.substring("lab_".length()) : key,
          network.getValue().path(field).asText());
    }
    return values;
  }

  /** A container's addresses on its networks, or gateways there, of both families. */
  Set<String> addresses(String container, String v4, String v6) throws Exception {
    Set<String> addresses = new TreeSet<>(each(container, v4).values());
    addresses.addAll(each(container, v6).values());
    addresses.remove("");
    return addresses;
  }

  private JsonNode inspect(String container) throws Exception {
    String told = run("docker", "-H", host, "inspect", container);
    return JsonMapper.builder().build().readTree(told).path(0);
  }

  /** Which of these {@code ADDRESS/PORT/TRANSPORT} answer a container, {@code HOST} or outside. */
  Set<String> reached(String from, Collection<String> targets) throws Exception {
    return answered(probe(from, targets));
  }

  /** Begins to ask them. */
  Process probe(String from, Collection<String> targets) throws Exception {
    List<String> command =
        switch (from) {
          case "HOST" -> entered(netns);
          case "OUTSIDE" -> entered(outside);
          default ->
              new ArrayList<>(
                  List.of(
                      "nsenter",
                      "--net=/proc/"
                          + inspect(from).path("State").path("Pid").asText()
                          + "/ns/net"));
        };
    command.addAll(List.of("python3", RESOURCES.resolve("probe.py").toString()));
    Process probe =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (OutputStream to = probe.getOutputStream()) {
      to.write(String.join("\n", targets).getBytes(StandardCharsets.UTF_8));
    }
    return probe;
  }

  /** Which answered, in the end. */
  static Set<String> answered(Process probe) throws Exception {
    String out = new String(probe.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(probe.waitFor()).isZero();
    return new TreeSet<>(out.lines().toList());
  }

  /** {@code netgen enforce} where the engine is, to its end. */
  Invocation enforce(Path rules, String... more) throws Exception {
    Path out = directory.resolve("enforce.out");
    Path err = directory.resolve("enforce.err");
    Process process = enforcing(rules, out, err, more);
    int code = process.waitFor();
    return new Invocation(code, Files.readString(out), Files.readString(err));
  }

  /** The same in the background, once it has loaded the rules. */
  Process watch(Path rules, Path out, Path err, String... more) throws Exception {
    List<String> options = new ArrayList<>(List.of("--watch"));
    options.addAll(List.of(more));
    Process process = enforcing(rules, out, err, options.toArray(String[]::new));
    helpers.add(process);
    for (int i = 0; i < 600 && !Files.readString(err).contains("is loaded"); i++) {
      assertThat(process.isAlive()).as(Files.readString(err)).isTrue();
      Thread.sleep(50);
    }
    return process;
  }

  private Process enforcing(Path rules, Path out, Path err, String... more) throws Exception {
    List<String> command =
        entered(
            netns,
            "java",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            Enforcing.classPath(),
            Main.class.getName(),
            "enforce",
            rules.toString());
    command.addAll(List.of(more));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("DOCKER_HOST", host);
    return builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
  }

  void docker(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("docker", "-H", host));
    command.addAll(List.of(arguments));
    run(command.toArray(String[]::new));
  }

  /** What a docker command prints. */
  String ask(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("docker", "-H", host));
    command.addAll(List.of(arguments));
    return run(command.toArray(String[]::new));
  }

  /** A shell script that talks to the engine. */
  Invocation script(Path file, String... words) throws Exception {
    Path out = directory.resolve("script.out");
    Path err = directory.resolve("script.err");
    List<String> command = new ArrayList<>(List.of("sh", file.toString()));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("DOCKER_HOST", host);
    int code = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start().waitFor();
    return new Invocation(code, Files.readString(out), Files.readString(err));
  }

  /** The folder of what containers run. */
  static Path resources() {
    return RESOURCES;
  }

  /** A program in the network namespace of the engine's host. */
  String inHost(String... command) throws Exception {
    return inside(netns, command);
  }

  private static String inside(String namespace, String... command) throws Exception {
    return run(entered(namespace, command).toArray(String[]::new));
  }

  private static List<String> entered(String namespace, String... command) {
    return entered(namespace, List.of(command));
  }

  private static List<String> entered(String namespace, List<String> command) {
    List<String> all = new ArrayList<>(List.of("nsenter", "--net=/run/netns/" + namespace));
    all.addAll(command);
    return all;
  }

  static String run(String... command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.onExit().join().exitValue()).as(String.join(" ", command)).isZero();
    return out;
  }

  private static String value(String told, String name) {
    Matcher matcher = Pattern.compile("export " + name + "=(\\S+)").matcher(told);
    assertThat(matcher.find()).as(told).isTrue();
    return matcher.group(1);
  }

  @Override
  public void close() throws IOException {
    for (Process helper : helpers) {
      helper.destroyForcibly();
      helper.onExit().join();
    }
    run("../scripts/engine", "stop", engine);
    if (Files.exists(Path.of("/run/netns", outside))) {
      run("ip", "netns", "delete", outside);
    }
  }
}
