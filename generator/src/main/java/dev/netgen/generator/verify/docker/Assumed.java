package dev.netgen.generator.verify.docker;

import dev.netgen.model.engine.EngineFacts;
import dev.netgen.model.engine.Fact;

/**
 * An engine's facts, each decided.
 *
 * @param filters whether it keeps rules for IPv4
 * @param filtersIpv6 whether it keeps rules for IPv6
 * @param filtersInside whether they see what stays on one bridge
 * @param proxy whether docker-proxy serves published ports
 * @param forwardOpen whether machines elsewhere reach by route what is not published
 * @param localRoutable whether they reach by route what is published on a loopback address
 * @param internalGateway whether members of internal networks reach the host
 * @param internalIpv6 whether they reach each other by IPv6 where it is filtered
 */
record Assumed(
    boolean filters,
    boolean filtersIpv6,
    boolean filtersInside,
    boolean proxy,
    boolean forwardOpen,
    boolean localRoutable,
    boolean internalGateway,
    boolean internalIpv6) {

  /** What may be: the most that anybody may reach. */
  static Assumed most(EngineFacts facts) {
    return new Assumed(
        facts.filters(),
        facts.isolatesIpv6(),
        facts.bridgeNf().proved(),
        facts.userlandProxy().possible(),
        facts.forwardOpenBefore().possible(),
        facts.localPortsRoutable().possible(),
        facts.internalHasGateway().possible(),
        facts.internalIpv6Talks().possible());
  }

  /** What is sure: the least that everybody reaches. */
  static Assumed least(EngineFacts facts) {
    return new Assumed(
        true,
        facts.ip6tables() != Fact.FALSE,
        facts.bridgeNf() != Fact.FALSE,
        facts.userlandProxy().proved(),
        facts.forwardOpenBefore().proved(),
        facts.localPortsRoutable().proved(),
        facts.internalHasGateway().proved(),
        facts.internalIpv6Talks().proved());
  }
}
