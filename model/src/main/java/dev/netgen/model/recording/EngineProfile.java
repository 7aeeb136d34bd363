package dev.netgen.model.recording;

/**
 * The settings of a Docker engine that decide whether isolation holds. Words are {@code true},
 * {@code false} or {@code unknown}.
 *
 * @param version engine version
 * @param userlandProxy whether docker-proxy serves published ports
 * @param ip6tables whether the engine keeps IPv6 rules
 * @param bridgeNfCallIptables whether traffic inside a bridge passes iptables
 * @param firewallBackend which firewall it drives: iptables, nftables or unknown
 * @param forwardOpenBefore whether the host forwarded before the engine started, which left the
 *     policy of its FORWARD chain open
 */
public record EngineProfile(
    String version,
    String userlandProxy,
    String ip6tables,
    String bridgeNfCallIptables,
    String firewallBackend,
    String forwardOpenBefore) {
  /** A word for what nothing tells. */
  public static final String UNKNOWN = "unknown";

  /** A profile that does not tell how the host forwarded before. */
  public EngineProfile(
      String version,
      String userlandProxy,
      String ip6tables,
      String bridgeNfCallIptables,
      String firewallBackend) {
    this(version, userlandProxy, ip6tables, bridgeNfCallIptables, firewallBackend, UNKNOWN);
  }

  /** The same with this word for how the host forwarded before. */
  public EngineProfile withForwardOpenBefore(String word) {
    return new EngineProfile(
        version, userlandProxy, ip6tables, bridgeNfCallIptables, firewallBackend, word);
  }
}
