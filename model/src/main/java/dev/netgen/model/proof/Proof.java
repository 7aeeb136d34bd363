package dev.netgen.model.proof;

import com.google.common.collect.ImmutableList;
import dev.netgen.model.graph.LinkKey;

/**
 * What a generated set allows, against what was observed.
 *
 * @param target the target's word
 * @param allowed observed links of this platform that the set allows, sorted
 * @param denied observed links that it denies: any makes the run fail
 * @param granted what it allows though nobody was seen using it, sorted
 * @param unjudged links that need a person's decision first (unresolved ends), with the reason
 * @param reachability the evaluator's answer for every ordered pair of the platform's workloads;
 *     empty where they are too many to be listed pair by pair
 */
public record Proof(
    String target,
    ImmutableList<LinkKey> allowed,
    ImmutableList<Denial> denied,
    ImmutableList<Grant> granted,
    ImmutableList<Denial> unjudged,
    ImmutableList<Reach> reachability) {

  /** A link that is not allowed, and what in the set decided so. */
  public record Denial(LinkKey link, String reason) {}

  /**
   * Something allowed and not observed.
   *
   * @param from who may (a peer id, or words such as {@code any pod})
   * @param to whom
   * @param ports {@code 53/udp}, {@code all ports}
   * @param reason why the target cannot be tighter, naming the rule or network
   * @param rules the rules that grant it, where there are any, sorted
   */
  public record Grant(
      String from, String to, String ports, String reason, ImmutableList<String> rules) {

    /** A grant that no single rule makes. */
    public Grant(String from, String to, String ports, String reason) {
      this(from, to, ports, reason, ImmutableList.of());
    }
  }

  /**
   * Whether one workload can reach another.
   *
   * @param from a peer id
   * @param to a peer id
   * @param ports {@code all ports}, or single ports joined by commas; empty when unreachable
   */
  public record Reach(String from, String to, String ports) {}

  /** Whether every observed link is allowed and none waits for a decision. */
  public boolean holds() {
    return denied.isEmpty() && unjudged.isEmpty();
  }

  /** How much was observed: links that were judged, allowed and denied. */
  public long observedCount() {
    return (long) allowed.size() + denied.size();
  }

  /**
   * How much is allowed: the observed links, and what else is granted, each client, server and word
   * for ports counted once.
   */
  public long grantedCount() {
    long more = 0;
    for (Grant grant : granted) {
      more += 1 + grant.ports().chars().filter(c -> c == ',').count();
    }
    return allowed.size() + more;
  }
}
