package dev.netgen.cli;

import dev.netgen.capture.docker.DockerEngine;
import dev.netgen.capture.docker.EngineProbe;
import dev.netgen.model.recording.EngineProfile;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code netgen enforce} for several projects in one process, which is started in an engine's
 * network namespace: each is the verb itself.
 *
 * <p>{@code watch DIR...} does not end; {@code remove DIR...} does; {@code profile} tells what a
 * recording would of the engine, as a file for {@code --engine}.
 */
public final class Enforcing {
  private Enforcing() {}

  /** Runs what is asked for. */
  public static void main(String[] words) throws IOException, InterruptedException {
    List<String> directories = List.of(words).subList(1, words.length);
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    switch (words[0]) {
      case "watch" -> watch(directories, out);
      case "remove" -> {
        for (String each : directories) {
          enforce(out, each, "--remove");
        }
      }
      default -> profile(out);
    }
  }

  private static void watch(List<String> directories, PrintWriter out) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (String each : directories) {
      Thread thread = new Thread(() -> enforce(out, each, "--watch"), each);
      thread.start();
      threads.add(thread);
    }
    for (Thread each : threads) {
      each.join();
    }
  }

  private static void enforce(PrintWriter out, String directory, String how) {
    int code = Main.run(new String[] {"enforce", directory, how}, out, out);
    if (code != 0) {
      out.println("enforce " + directory + " " + how + " ended with " + code);
    }
  }

  private static void profile(PrintWriter out) throws IOException {
    EngineProfile profile = EngineProbe.profile(DockerEngine.connect());
    out.println("engine:");
    out.println("  version: \"" + profile.version() + '"');
    out.println("  userlandProxy: \"" + profile.userlandProxy() + '"');
    out.println("  ip6tables: \"" + profile.ip6tables() + '"');
    out.println("  bridgeNfCallIptables: \"" + profile.bridgeNfCallIptables() + '"');
    out.println("  firewallBackend: \"" + profile.firewallBackend() + '"');
    out.println("  forwardOpenBefore: \"" + profile.forwardOpenBefore() + '"');
  }

  /** The class path of tests; their launchers may load classes by a loader of their own. */
  public static String classPath() {
    if (Main.class.getClassLoader() instanceof URLClassLoader loader) {
      return Arrays.stream(loader.getURLs()).map(URL::getPath).collect(Collectors.joining(":"));
    }
    return System.getProperty("java.class.path");
  }
}
