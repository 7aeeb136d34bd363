package dev.netgen.generator.verify.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.netgen.model.engine.EngineFacts;
import dev.netgen.model.format.EngineYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A private Docker engine in a network namespace, with two machines outside it: one that knows the
 * host's address alone, and one that sends all it has to the host.
 */
final class LiveEngine implements AutoCloseable {
  /** The image of every container: something that stays, with all tools that are needed: none. */
  static final String IMAGE = "netgen/idle";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern OF_NETWORKS =
      Pattern.compile("\\b(?:ng|br)-|\\b10\\.|\\bfd00:|netgen");
  private static final Pattern VOLATILE =
      Pattern.compile("net\\.netfilter\\.nf_conntrack_(count|max)|net\\.core\\.netdev_rss_key");

  /** Addresses of the host, and of the machine, on each cable; documentation ranges. */
  enum Cable {
    OUTSIDE("198.51.100.1", "198.51.100.2", "2001:db8:5::1", "2001:db8:5::2"),
    ROUTED("203.0.113.1", "203.0.113.53", "2001:db8:6::1", "2001:db8:6::2");

    final String host;
    final String machine;
    final String host6;
    final String machine6;

    Cable(String host, String machine, String host6, String machine6) {
      this.host = host;
      this.machine = machine;
      this.host6 = host6;
      this.machine6 = machine6;
    }
  }

  private final Path root;
  private final Path folder;
  private final String flags;
  private final Thread atExit = new Thread(this::remove);
  private Commands commands;
  private String netns = "";

  private LiveEngine(Path root, Path folder, String flags) {
    this.root = root;
    this.folder = folder;
    this.flags = flags;
    this.commands = new Commands(folder, Map.of("NETGEN_DOCKERD_FLAGS", flags));
  }

  /** Why no engine can be had here, if so. */
  static Optional<String> missing() {
    try {
      if (!Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))) {
        return Optional.of("not root: no private Docker engine");
      }
    } catch (IOException e) {
      return Optional.of("no /proc: no private Docker engine");
    }
    for (String program :
        List.of("dockerd", "containerd", "docker", "docker-compose", "busybox", "python3", "ip")) {
      if (ImmutableList.of("/usr/bin/", "/usr/sbin/", "/bin/", "/sbin/", "/usr/local/bin/").stream()
          .noneMatch(at -> Files.isExecutable(Path.of(at + program)))) {
        return Optional.of("no private Docker engine: " + program + " is missing");
      }
    }
    return Optional.empty();
  }

  /** An engine with these flags of dockerd. */
  static LiveEngine start(Path root, String flags) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("netgen-");
    LiveEngine engine = new LiveEngine(root, folder, flags);
    Runtime.getRuntime().addShutdownHook(engine.atExit);
    try {
      engine.begin();
      return engine;
    } catch (IOException | InterruptedException e) {
      engine.close();
      throw e;
    }
  }

  private void begin() throws IOException, InterruptedException {
    String said = commands.run(script(), "start", directory().toString());
    TreeMap<String, String> environment = new TreeMap<>();
    environment.put("NETGEN_DOCKERD_FLAGS", flags);
    for (String line : said.split("\n", -1)) {
      int equals = line.indexOf('=');
      if (line.startsWith("export ") && equals > 0) {
        environment.put(line.substring("export ".length(), equals), line.substring(equals + 1));
      }
    }
    netns = environment.getOrDefault("NETGEN_ENGINE_NETNS", "");
    commands = new Commands(folder, environment);
    // The engine does so with the first network that has IPv6, and leaves it so.
    onHost("sysctl", "-qw", "net.ipv6.conf.all.forwarding=1");
    for (Cable cable : Cable.values()) {
      cable(cable);
    }
    image();
  }

  private String script() {
    return root.resolve("scripts/engine").toString();
  }

  private Path directory() {
    return folder.resolve("e");
  }

  private void cable(Cable cable) throws IOException, InterruptedException {
    String far = space(cable);
    commands.run("ip", "netns", "add", far);
    commands.run(
        "ip",
        "-n",
        netns,
        "link",
        "add",
        cable.name(),
        "type",
        "veth",
        "peer",
        "name",
        "eth0",
        "netns",
        far);
    for (String line :
        List.of(
            netns + " addr add " + cable.host + "/24 dev " + cable.name(),
            netns + " addr add " + cable.host6 + "/64 dev " + cable.name() + " nodad",
            netns + " link set " + cable.name() + " up",
            far + " addr add " + cable.machine + "/24 dev eth0",
            far + " addr add " + cable.machine6 + "/64 dev eth0 nodad",
            far + " link set eth0 up",
            far + " link set lo up")) {
      ip(line);
    }
    if (cable == Cable.ROUTED) {
      ip(far + " route add default via " + cable.host);
      ip(far + " -6 route add default via " + cable.host6);
    }
  }

  private void ip(String line) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("ip", "-n"));
    command.addAll(List.of(line.split(" ", -1)));
    if (line.contains(" -6 ")) {
      command.remove("-6");
      command.add(1, "-6");
    }
    commands.run(command);
  }

  private void image() throws IOException, InterruptedException {
    Path content = Files.createDirectories(folder.resolve("image/bin"));
    Path busybox = Path.of(commands.run("sh", "-c", "command -v busybox").strip());
    Files.copy(busybox, content.resolve("busybox"));
    Path tar = folder.resolve("image.tar");
    commands.run("tar", "-C", folder.resolve("image").toString(), "-cf", tar.toString(), ".");
    commands.run(
        "docker",
        "import",
        "--change",
        "CMD [\"/bin/busybox\", \"sleep\", \"100000\"]",
        tar.toString(),
        IMAGE);
  }

  /** Programs with this engine as theirs. */
  Commands commands() {
    return commands;
  }

  /** The host's network namespace. */
  String netns() {
    return netns;
  }

  /** Where files may be put. */
  Path folder() {
    return folder;
  }

  /** Runs it where the host's network is. */
  String onHost(String... command) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("nsenter", "--net=/run/netns/" + netns));
    all.addAll(List.of(command));
    return commands.run(all);
  }

  /** The same engine anew, with its networks and containers, which do not run. */
  void restart() throws IOException, InterruptedException {
    commands.run(script(), "restart", directory().toString());
  }

  /** The policy of FORWARD: open on a host that forwarded before its engine started. */
  void forward(String policy) throws IOException, InterruptedException {
    onHost("iptables", "-w", "-P", "FORWARD", policy);
    if (flags.contains("ip6tables")) {
      onHost("ip6tables", "-w", "-P", "FORWARD", policy);
    }
  }

  /** The answer of an inspection of these. */
  List<JsonNode> inspect(String what, List<String> ids) throws IOException, InterruptedException {
    if (ids.isEmpty()) {
      return List.of();
    }
    List<String> command = new ArrayList<>(List.of("docker", what, "inspect"));
    command.addAll(ids);
    return ImmutableList.copyOf(JSON.readTree(commands.run(command)));
  }

  /** Ids or names, one a line. */
  List<String> list(String... command) throws IOException, InterruptedException {
    return commands.run(command).lines().filter(line -> !line.isBlank()).toList();
  }

  /** The network namespace of the machine at the end of it. */
  String space(Cable cable) {
    return folder.getFileName() + "-" + cable.name().toLowerCase(Locale.ROOT);
  }

  /** What a recording of it tells. */
  EngineFacts facts() throws IOException, InterruptedException {
    String profile = commands.run(LiveRules.enforcing(this, "profile", List.of()));
    return EngineYaml.read(Files.writeString(folder.resolve("engine.yaml"), profile));
  }

  /**
   * Interfaces, networks and tables of rules now, rules that name an interface, a range or a table
   * of networks, and the kernel's settings; the engine's own chains are another matter, as it makes
   * some of them late and others twice.
   */
  ImmutableMap<String, String> traces() throws IOException, InterruptedException {
    ImmutableMap.Builder<String, String> traces = ImmutableMap.builder();
    String rules =
        String.join(
            "\n",
            onHost("nft", "-s", "list", "ruleset")
                .lines()
                .filter(line -> OF_NETWORKS.matcher(line).find())
                .toList());
    traces.put("rules", sorted(rules));
    traces.put("tables", tables());
    traces.put(
        "links", sorted(onHost("ip", "-br", "link").replaceAll("(?m)^(\\S+?)(@\\S+)? .*$", "$1")));
    traces.put(
        "networks", sorted(commands.run("docker", "network", "ls", "--format", "{{.Name}}")));
    traces.put("settings", settings());
    return traces.buildOrThrow();
  }

  /** Tables of rules. */
  String tables() throws IOException, InterruptedException {
    return sorted(onHost("nft", "list", "tables"));
  }

  private String settings() throws IOException, InterruptedException {
    return String.join(
        "\n",
        onHost("sysctl", "-a", "--pattern", "^net\\.")
            .lines()
            .filter(line -> !VOLATILE.matcher(line).lookingAt())
            .sorted()
            .toList());
  }

  private static String sorted(String lines) {
    return String.join("\n", lines.lines().sorted().toList());
  }

  @Override
  public void close() {
    remove();
    Runtime.getRuntime().removeShutdownHook(atExit);
  }

  private void remove() {
    try {
      commands.run(script(), "stop", directory().toString());
      for (Cable cable : Cable.values()) {
        if (Files.exists(Path.of("/run/netns", space(cable)))) {
          commands.run("ip", "netns", "delete", space(cable));
        }
      }
      commands.start(List.of("rm", "-rf", folder.toString())).process().waitFor();
    } catch (IOException e) {
      throw new IllegalStateException("engine left in " + folder, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
