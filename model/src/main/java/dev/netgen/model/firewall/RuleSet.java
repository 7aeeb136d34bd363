package dev.netgen.model.firewall;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.net.Cidr;
import java.util.regex.Pattern;

/**
 * What a loader of rules for one Compose project must know of them: the content of {@code
 * PROJECT.enforce.yaml}. The rules name services by sets of addresses; whoever loads them fills the
 * sets with the containers that run. An empty set is closed.
 *
 * @param project the Compose project, whose label its containers bear
 * @param table the table's name, in the families inet and, for ports of bridges, bridge
 * @param bridges interfaces of the project's networks; the rules govern these and no others
 * @param subnets the planned addresses of these networks
 * @param services each service's sets
 */
public record RuleSet(
    String project,
    String table,
    ImmutableSortedSet<String> bridges,
    ImmutableSortedSet<Cidr> subnets,
    ImmutableSortedMap<String, Sets> services) {
  /** Sets of each family end with 4 or 6: addresses that are verified, with their bridge. */
  public static final String HERE = "here";

  /** Addresses of the project's networks. */
  public static final String SUBNETS = "subnets";

  /** In the table of family bridge: the port that an address was verified at. */
  public static final String PORTS = "ports";

  /** In the table of family bridge: ports of verified containers; of no family. */
  public static final String KNOWN_PORTS = "known";

  /** What was refused: source, destination, protocol, port; with counters. */
  public static final String REFUSED = "refused";

  /** Bridges of the engine that are not the project's; of no family. */
  public static final String FOREIGN = "foreign";

  /** The default bridge's interface, foreign to every project. */
  public static final String DEFAULT_BRIDGE = "docker0";

  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,199}");

  /** As the kernel has it (IFNAMSIZ less one). */
  private static final Pattern INTERFACE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,14}");

  /**
   * A service's sets.
   *
   * @param v4 of its IPv4 addresses
   * @param v6 of its IPv6 addresses
   */
  public record Sets(String v4, String v6) {
    /** Both in order. */
    public ImmutableList<String> both() {
      return ImmutableList.of(v4, v6);
    }
  }

  /** Checks that every name is one that cannot be taken for anything else in a text of rules. */
  public RuleSet {
    identifier(table);
    bridges.forEach(
        bridge -> {
          if (!isInterface(bridge)) {
            throw new IllegalArgumentException("\"" + bridge + "\" is no name of an interface");
          }
        });
    services.values().forEach(sets -> sets.both().forEach(RuleSet::identifier));
  }

  /** Whether this can be an interface's name in a text of rules. */
  public static boolean isInterface(String name) {
    return INTERFACE.matcher(name).matches();
  }

  private static void identifier(String name) {
    if (!IDENTIFIER.matcher(name).matches()) {
      throw new IllegalArgumentException("\"" + name + "\" is no name of a table or set");
    }
  }
}
