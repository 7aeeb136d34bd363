package dev.netgen.generator.packets;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Network namespaces made for a test and removed by it: one that forwards, and on a cable each so
 * many pods and one that is all the outside. Every pod has an address of each family. Who is whose
 * neighbour is written down, so that no packet waits for an answer to that.
 */
final class PodNetwork implements AutoCloseable {
  private static final String PREFIX =
      "ngp" + Long.toString(ProcessHandle.current().pid(), 36) + "-";

  /** The namespace that forwards, the pods' node. */
  static final String ROUTER = PREFIX + "router";

  /** The namespace of all that is outside. */
  static final String OUTSIDE = PREFIX + "outside";

  /** The node's own addresses. */
  static final ImmutableList<String> NODE = ImmutableList.of("10.77.255.1", "fd77:ffff::1");

  private final Path folder;
  private final int pods;
  private final Thread atExit = new Thread(this::remove);

  private PodNetwork(Path folder, int pods) {
    this.folder = folder;
    this.pods = pods;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Why no such network can be made here, if so. */
  static Optional<String> missing(Path folder) throws Exception {
    if (!Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"))) {
      return Optional.of("not root: network namespaces cannot be made");
    }
    try (PodNetwork trial = new PodNetwork(folder, 0)) {
      trial.run("ip", "netns", "add", ROUTER);
      trial.rules("table inet trial { }\n");
      trial.run("python3", "--version");
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("network namespaces with nftables, and python3: " + e.getMessage());
    }
  }

  /** A network of so many pods. */
  static PodNetwork of(Path folder, int pods) throws Exception {
    PodNetwork network = new PodNetwork(folder, pods);
    try {
      network.make();
      return network;
    } catch (IOException | InterruptedException e) {
      network.close();
      throw e;
    }
  }

  /** The addresses of the pod of this number. */
  static ImmutableList<String> addresses(int pod) {
    return ImmutableList.of("10.77.0." + (pod + 1), "fd77::" + Integer.toHexString(pod + 1));
  }

  /** The namespace of the pod of this number. */
  static String namespace(int pod) {
    return PREFIX + pod;
  }

  /** Puts these rules, which replace all there are, where packets are forwarded. */
  void rules(String ruleset) throws IOException, InterruptedException {
    Path file = folder.resolve("rules.nft");
    Files.writeString(file, ruleset);
    run("ip", "netns", "exec", ROUTER, "nft", "-f", file.toString());
  }

  /** Gives the outside these addresses and no others. */
  void outsideHas(Iterable<String> addresses) throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>(List.of("address flush dev lo scope global"));
    addresses.forEach(address -> lines.add("address add " + single(address) + " dev lo"));
    batch(OUTSIDE, lines);
  }

  private void make() throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>(List.of("netns add " + ROUTER, "netns add " + OUTSIDE));
    for (int i = 0; i < pods; i++) {
      lines.add("netns add " + namespace(i));
    }
    batch("", lines);
    settings(
        ROUTER,
        "net.ipv4.ip_forward=1",
        "net.ipv6.conf.all.forwarding=1",
        "net.ipv4.icmp_ratemask=0",
        "net.ipv6.icmp.ratelimit=0");
    settings(OUTSIDE);
    for (int i = 0; i < pods; i++) {
      settings(namespace(i));
    }
    batch(
        ROUTER,
        List.of(
            "link set lo up",
            "address add " + single(NODE.get(0)) + " dev lo",
            "address add " + single(NODE.get(1)) + " dev lo"));
    cable("out", 255, OUTSIDE);
    for (int i = 0; i < pods; i++) {
      cable("pod" + i, i + 1, namespace(i));
    }
    pods();
    roads();
  }

  /** IPv6 wherever it was off; no waiting until an address is known to be nobody else's. */
  private void settings(String namespace, String... more) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "ip",
                "netns",
                "exec",
                namespace,
                "sysctl",
                "-qw",
                "net.ipv6.conf.all.disable_ipv6=0",
                "net.ipv6.conf.default.disable_ipv6=0",
                "net.ipv6.conf.default.accept_dad=0",
                "net.ipv4.conf.all.rp_filter=0",
                "net.ipv4.conf.default.rp_filter=0"));
    command.addAll(List.of(more));
    run(command.toArray(String[]::new));
  }

  private void cable(String name, int number, String namespace)
      throws IOException, InterruptedException {
    batch(
        "",
        List.of(
            "link add %s address %s netns %s type veth peer name eth0 address %s netns %s"
                .formatted(name, near(number), ROUTER, far(number), namespace)));
    batch(ROUTER, List.of("link set " + name + " up"));
    batch(
        namespace,
        List.of(
            "link set lo up",
            "link set eth0 up",
            "neighbour add 169.254.1.1 lladdr " + near(number) + " dev eth0 nud permanent",
            "neighbour add fe80::1 lladdr " + near(number) + " dev eth0 nud permanent",
            "route add 169.254.1.1 dev eth0",
            "route add default via 169.254.1.1 dev eth0",
            "route add ::/0 via fe80::1 dev eth0"));
  }

  private void pods() throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < pods; i++) {
      List<String> own = new ArrayList<>();
      for (String address : addresses(i)) {
        own.add("address add " + single(address) + " dev eth0");
        String there = " dev pod" + i;
        lines.add("route add " + single(address) + there);
        lines.add("neighbour add " + address + " lladdr " + far(i + 1) + there + " nud permanent");
      }
      batch(namespace(i), own);
    }
    batch(ROUTER, lines);
  }

  /** Whatever is no pod's is outside. */
  private void roads() throws IOException, InterruptedException {
    batch(
        ROUTER,
        List.of(
            "neighbour add 169.254.1.2 lladdr " + far(255) + " dev out nud permanent",
            "neighbour add fe80::2 lladdr " + far(255) + " dev out nud permanent",
            "route add default via 169.254.1.2 dev out onlink",
            "route add ::/0 via fe80::2 dev out onlink"));
  }

  private static String single(String address) {
    return address + (Host.isV6(address) ? "/128" : "/32");
  }

  private static String near(int number) {
    return String.format(Locale.ROOT, "02:00:00:00:01:%02x", number);
  }

  private static String far(int number) {
    return String.format(Locale.ROOT, "02:00:00:00:02:%02x", number);
  }

  private void batch(String namespace, List<String> lines)
      throws IOException, InterruptedException {
    Path file = folder.resolve("ip.batch");
    Files.writeString(file, String.join("\n", lines) + "\n");
    if (namespace.isEmpty()) {
      run("ip", "-batch", file.toString());
    } else {
      run("ip", "-n", namespace, "-batch", file.toString());
    }
  }

  private void run(String... command) throws IOException, InterruptedException {
    Path told = folder.resolve("told");
    int code =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(told.toFile())
            .start()
            .waitFor();
    if (code != 0) {
      throw new IOException(
          String.join(" ", command) + ": " + Files.readString(told, UTF_8).strip());
    }
  }

  private void remove() {
    List<String> names = new ArrayList<>(List.of(ROUTER, OUTSIDE));
    for (int i = 0; i < pods; i++) {
      names.add(namespace(i));
    }
    for (String name : names) {
      if (Files.exists(Path.of("/run/netns", name))) {
        try {
          run("ip", "netns", "delete", name);
        } catch (IOException | InterruptedException e) {
          System.err.println("left behind: network namespace " + name + ": " + e);
        }
      }
    }
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(atExit);
    remove();
  }
}
