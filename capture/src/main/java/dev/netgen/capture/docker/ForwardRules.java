package dev.netgen.capture.docker;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.netgen.capture.host.InstalledProgram;
import dev.netgen.capture.host.Processes;
import dev.netgen.model.recording.EngineProfile;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether the host forwards to containers what nothing publishes. An engine that finds the host
 * forwarding when it starts leaves the policy of the chain FORWARD as it is, open as a rule; one
 * that switches forwarding on closes it (moby, libnetwork/drivers/bridge/setup_ip_forwarding.go).
 * Afterwards the chain itself tells, with what others put there: {@code true} where it is open,
 * {@code false} where it is closed and nobody but the engine opens it again, else {@code unknown}.
 */
final class ForwardRules {
  private static final String OPEN = "true";
  private static final String CLOSED = "false";
  private static final Pattern RULE = Pattern.compile("-A (FORWARD|DOCKER-USER) (.+)");
  private static final Pattern JUMP =
      Pattern.compile("-j (DOCKER-USER|DOCKER-ISOLATION-STAGE-1|RETURN)");
  private static final Pattern CLOSES = Pattern.compile("(.+ )?-j (DROP|REJECT)( .+)?");
  private static final Pattern ANSWERS =
      Pattern.compile("(-o \\S+ )?-m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT");
  private static final Pattern PUBLISHED = Pattern.compile("-o (\\S+) -j DOCKER");
  private static final Pattern OUTWARD = Pattern.compile("-i (\\S+) ! -o (\\S+) -j ACCEPT");
  private static final Pattern WITHIN = Pattern.compile("-i (\\S+) -o (\\S+) -j ACCEPT");

  private ForwardRules() {}

  /** Now, in this network namespace; with IPv6 where the engine keeps rules for it. */
  static String state(boolean ipv6) {
    String v4 = state("iptables", "net/ip_tables_names");
    if (!ipv6 || v4.equals(OPEN)) {
      return v4;
    }
    String v6 = state("ip6tables", "net/ip6_tables_names");
    return v6.equals(v4) || v6.equals(OPEN) ? v6 : EngineProfile.UNKNOWN;
  }

  /** By the first of the tools of this kind that sees the engine's rules. */
  private static String state(String tool, String legacyTables) {
    for (String name : ImmutableList.of(tool, tool + "-nft", tool + "-legacy")) {
      Optional<String> state =
          InstalledProgram.find(name)
              .filter(program -> harmless(program, legacyTables))
              .flatMap(program -> program.output("-S"))
              .flatMap(ForwardRules::judge);
      if (state.isPresent()) {
        return state.get();
      }
    }
    return EngineProfile.UNKNOWN;
  }

  /** The old kind makes the kernel's tables by asking for them: only where they are there. */
  private static boolean harmless(InstalledProgram program, String legacyTables) {
    return program.output("--version").orElse("").contains("nf_tables")
        || Processes.lines(legacyTables).contains("filter");
  }

  /**
   * What the filter table says, as {@code iptables -S} prints it; empty where it has no rules of
   * the engine.
   */
  static Optional<String> judge(String rules) {
    ImmutableList<String> lines = rules.lines().collect(ImmutableList.toImmutableList());
    boolean policy = lines.stream().anyMatch(line -> line.startsWith("-P FORWARD "));
    if (!policy || !lines.contains("-N DOCKER")) {
      return Optional.empty();
    }
    if (!lines.contains("-P FORWARD DROP")) {
      return Optional.of(OPEN);
    }
    ImmutableSet.Builder<String> bridges = ImmutableSet.builder();
    lines.forEach(line -> addBridge(line, bridges));
    ImmutableSet<String> ours = bridges.build();
    boolean known = lines.stream().allMatch(line -> staysClosed(line, ours));
    return Optional.of(known ? CLOSED : EngineProfile.UNKNOWN);
  }

  private static void addBridge(String line, ImmutableSet.Builder<String> bridges) {
    Matcher rule = RULE.matcher(line);
    if (rule.matches()) {
      Matcher published = PUBLISHED.matcher(rule.group(2));
      if (published.matches()) {
        bridges.add(published.group(1));
      }
    }
  }

  /** Whether a line opens nothing that the engine would not. */
  private static boolean staysClosed(String line, ImmutableSet<String> bridges) {
    Matcher rule = RULE.matcher(line);
    if (!rule.matches()) {
      return true;
    }
    String text = rule.group(2);
    return JUMP.matcher(text).matches()
        || CLOSES.matcher(text).matches()
        || ANSWERS.matcher(text).matches()
        || PUBLISHED.matcher(text).matches()
        || ofOneBridge(WITHIN.matcher(text))
        || (ofOneBridge(OUTWARD.matcher(text))
            && bridges.stream().anyMatch(each -> text.startsWith("-i " + each + " ")));
  }

  private static boolean ofOneBridge(Matcher rule) {
    return rule.matches() && rule.group(1).equals(rule.group(2));
  }
}
