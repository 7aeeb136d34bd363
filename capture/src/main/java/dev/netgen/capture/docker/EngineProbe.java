package dev.netgen.capture.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import dev.netgen.capture.host.Processes;
import dev.netgen.model.recording.EngineProfile;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds out how an engine isolates: from what it answers, from the kernel's settings, and from the
 * one dockerd of this network namespace. What cannot be told is {@code unknown}.
 */
public final class EngineProbe {
  private static final String UNKNOWN = "unknown";
  private static final Pattern MAJOR = Pattern.compile("^(\\d{1,4})\\.");
  private static final int IP6TABLES_BY_DEFAULT = 27;
  private static final int TELLS_FIREWALL = 28;

  private EngineProbe() {}

  /** The profile now. */
  public static EngineProfile profile(DockerEngine engine) throws IOException {
    JsonNode info = engine.get("/info");
    String version = engine.get("/version").path("Version").asText(UNKNOWN);
    ImmutableList<ImmutableList<String>> daemons = Processes.argumentsOf("dockerd");
    Optional<DaemonSettings> settings =
        daemons.size() == 1 ? Optional.of(DaemonSettings.of(daemons.get(0))) : Optional.empty();
    EngineProfile profile =
        of(
            version,
            info,
            settings,
            !Processes.argumentsOf("docker-proxy").isEmpty(),
            bridgeNf(info));
    boolean here = settings.isPresent() && profile.firewallBackend().equals("iptables");
    return here
        ? profile.withForwardOpenBefore(ForwardRules.state(profile.ip6tables().equals("true")))
        : profile;
  }

  static EngineProfile of(
      String version,
      JsonNode info,
      Optional<DaemonSettings> settings,
      boolean proxySeen,
      String bridgeNf) {
    int major = major(version);
    String proxy =
        proxySeen
            ? "true"
            : settings.map(s -> word(s.isOn("userland-proxy", true))).orElse(UNKNOWN);
    String ip6tables =
        major < 0
            ? UNKNOWN
            : settings
                .map(s -> word(s.isOn("ip6tables", major >= IP6TABLES_BY_DEFAULT)))
                .orElse(UNKNOWN);
    return new EngineProfile(version, proxy, ip6tables, bridgeNf, firewall(major, info, settings));
  }

  private static String firewall(int major, JsonNode info, Optional<DaemonSettings> settings) {
    String driver = info.path("FirewallBackend").path("Driver").asText();
    if (driver.startsWith("nftables")) {
      return "nftables";
    }
    if (driver.startsWith("iptables")) {
      return "iptables";
    }
    boolean off = settings.map(s -> !s.isOn("iptables", true)).orElse(false);
    return major >= 0 && major < TELLS_FIREWALL && !off ? "iptables" : UNKNOWN;
  }

  /** Without the kernel's module the setting does not exist, and nothing passes iptables. */
  private static String bridgeNf(JsonNode info) {
    return switch (Processes.setting("net/bridge/bridge-nf-call-iptables")) {
      case "1" -> "true";
      case "0" -> "false";
      default ->
          info.path("BridgeNfIptables").isBoolean()
              ? word(info.path("BridgeNfIptables").booleanValue())
              : UNKNOWN;
    };
  }

  private static int major(String version) {
    Matcher matcher = MAJOR.matcher(version);
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : -1;
  }

  private static String word(boolean value) {
    return value ? "true" : "false";
  }
}
