package dev.netgen.model.engine;

import com.google.common.collect.ImmutableSet;
import dev.netgen.model.recording.EngineProfile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What decides whether a Docker engine's isolation holds. Who writes networks or rules takes what
 * is unknown for not proved; who judges them, for the worst.
 *
 * @param version of the engine, or {@code unknown}
 * @param backend {@code iptables-legacy}, {@code iptables-nft}, or the tool alone where it is not
 *     told which, {@code nftables} or {@code unknown}, which includes an engine that keeps no rules
 * @param userlandProxy whether docker-proxy serves published ports, to containers and the host too
 * @param ip6tables whether the engine keeps rules for IPv6; without them nothing isolates it
 * @param bridgeNf whether frames inside one bridge pass the firewall ({@code
 *     bridge-nf-call-iptables}); without it members of a network cannot be kept apart
 * @param forwardOpenBefore whether the host forwarded before the engine started, so that the engine
 *     left the policy of FORWARD open: unpublished ports are reached by route from outside
 * @param localPortsRoutable whether a port published on 127.0.0.1 is reached by a machine outside
 *     that has a route (moby before 28.0)
 * @param internalHasGateway whether containers on an internal network reach the host by the
 *     network's gateway address
 */
public record EngineFacts(
    String version,
    String backend,
    Fact userlandProxy,
    Fact ip6tables,
    Fact bridgeNf,
    Fact forwardOpenBefore,
    Fact localPortsRoutable,
    Fact internalHasGateway) {
  private static final String NOBODY_TELLS = "unknown";
  private static final ImmutableSet<String> BACKENDS =
      ImmutableSet.of("iptables", "iptables-legacy", "iptables-nft", "nftables", NOBODY_TELLS);
  private static final Pattern MAJOR = Pattern.compile("^(\\d{1,4})\\.");

  /** Since moby 28.0 the engine drops what outside machines route to containers by themselves. */
  private static final int DROPS_ROUTED = 28;

  /** The last that is known to drop neighbour discovery on internal networks. */
  private static final int DROPS_DISCOVERY = 20;

  /** Nothing is known. */
  public static final EngineFacts UNKNOWN =
      new EngineFacts(
          NOBODY_TELLS,
          NOBODY_TELLS,
          Fact.UNKNOWN,
          Fact.UNKNOWN,
          Fact.UNKNOWN,
          Fact.UNKNOWN,
          Fact.UNKNOWN,
          Fact.UNKNOWN);

  /** Checks the backend's word. */
  public EngineFacts {
    if (!BACKENDS.contains(backend)) {
      throw new IllegalArgumentException("firewall backend \"" + backend + "\" is not known");
    }
  }

  /**
   * What a recording tells of its engine, and what follows from the engine's version.
   *
   * @throws IllegalArgumentException for a word that is none of the profile's
   */
  public static EngineFacts of(EngineProfile profile) {
    int major = major(profile.version());
    boolean drops = major >= DROPS_ROUTED && !profile.firewallBackend().equals(NOBODY_TELLS);
    return new EngineFacts(
        profile.version(),
        profile.firewallBackend(),
        Fact.parse(profile.userlandProxy()),
        Fact.parse(profile.ip6tables()),
        Fact.parse(profile.bridgeNfCallIptables()),
        drops ? Fact.FALSE : Fact.parse(profile.forwardOpenBefore()),
        drops ? Fact.FALSE : before(DROPS_ROUTED, major),
        before(DROPS_ROUTED, major));
  }

  /** What is known where either engine may be meant. */
  public EngineFacts agreedWith(EngineFacts other) {
    return new EngineFacts(
        agreed(version, other.version),
        agreed(backend, other.backend),
        userlandProxy.agreedWith(other.userlandProxy),
        ip6tables.agreedWith(other.ip6tables),
        bridgeNf.agreedWith(other.bridgeNf),
        forwardOpenBefore.agreedWith(other.forwardOpenBefore),
        localPortsRoutable.agreedWith(other.localPortsRoutable),
        internalHasGateway.agreedWith(other.internalHasGateway));
  }

  /**
   * Whether the engine keeps rules for IPv4, without which networks isolate nothing. An engine of
   * which nothing at all is known is taken for one that does, as they all do unless told not to.
   */
  public boolean filters() {
    return !backend.equals(NOBODY_TELLS) || version.equals(NOBODY_TELLS);
  }

  /** Whether IPv6 is known to be isolated as IPv4 is. */
  public boolean isolatesIpv6() {
    return filters() && ip6tables.proved();
  }

  /**
   * Whether members of an internal network reach each other by IPv6 where the engine keeps rules
   * for it. Those of 20.10 drop the multicast of neighbour discovery (RFC 4861, 7.2).
   */
  public Fact internalIpv6Talks() {
    int major = major(version);
    return major >= 0 && major <= DROPS_DISCOVERY && isolatesIpv6() && bridgeNf.proved()
        ? Fact.FALSE
        : Fact.UNKNOWN;
  }

  private static Fact before(int version, int major) {
    return major >= 0 && major < version ? Fact.TRUE : Fact.UNKNOWN;
  }

  private static String agreed(String one, String other) {
    return one.equals(other) ? one : NOBODY_TELLS;
  }

  private static int major(String version) {
    Matcher matcher = MAJOR.matcher(version);
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : -1;
  }
}
