package dev.netgen.model.proof;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.LinkKey;
import dev.netgen.model.graph.PacketPointer;
import java.util.Optional;

/**
 * What given policies do to what was observed, and what is odd about them.
 *
 * @param enforcer by whose facts they were judged
 * @param proof links allowed, denied and granted
 * @param shown for links that are denied, a packet that shows them
 * @param unobserved what is allowed and was not observed, counted, sorted by workload
 * @param idle policies that select no workload known, sorted
 * @param rules rules without effect, sorted
 * @param open workloads that no policy isolates, with the directions, sorted by workload
 * @param replay the recorded flows one by one, where recordings were given
 */
public record Verification(
    String enforcer,
    Proof proof,
    ImmutableSortedMap<LinkKey, PacketPointer> shown,
    ImmutableList<Unobserved> unobserved,
    ImmutableSortedSet<String> idle,
    ImmutableList<RuleFinding> rules,
    ImmutableList<Open> open,
    Optional<Replay> replay) {

  /**
   * What a workload's ports are open to, or what it may reach outside, beyond what was observed.
   *
   * @param workload the peer's id, or words for several
   * @param direction ingress: others may reach its ports; egress: it may reach ports outside
   * @param ports {@code 53/udp}, {@code all ports}
   * @param count how many others
   * @param others some of them, sorted
   * @param rules some of the rules that grant it, sorted; empty where nothing isolates
   */
  public record Unobserved(
      String workload,
      Direction direction,
      String ports,
      long count,
      ImmutableList<String> others,
      ImmutableList<String> rules) {}

  /** What is odd about a rule. A closed set, ordered as declared. */
  public enum Oddity {
    /** No observed link needs it. */
    NEVER_USED("never used"),
    /** Another rule allows all that it allows, whatever workloads there are. */
    SHADOWED("shadowed"),
    /** Other rules together allow all that it allows to the workloads known. */
    REDUNDANT("redundant");

    private final String word;

    Oddity(String word) {
      this.word = word;
    }

    /** The words for it. */
    public String word() {
      return word;
    }
  }

  /**
   * A rule that could be left out.
   *
   * @param rule {@code namespace/policy ingress rule 1}
   * @param detail by what, or why
   */
  public record RuleFinding(String rule, Oddity oddity, String detail) {}

  /** A workload and the directions in which nothing isolates it. */
  public record Open(String workload, ImmutableSortedSet<Direction> directions) {}

  /** Whether everything observed is allowed, and nothing waits for a decision. */
  public boolean holds() {
    return proof.holds() && replay.map(Replay::holds).orElse(true);
  }
}
