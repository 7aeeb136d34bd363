package dev.netgen.report;

import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.LinkKey;
import dev.netgen.model.graph.PacketPointer;
import dev.netgen.model.proof.Proof;
import dev.netgen.model.proof.Replay;
import dev.netgen.model.proof.Verification;
import dev.netgen.model.proof.Verification.Open;
import dev.netgen.model.proof.Verification.RuleFinding;
import dev.netgen.model.proof.Verification.Unobserved;
import java.util.stream.Collectors;

/** A verification as text: the worst first. */
public final class VerificationText {
  private static final int MOST = 50;

  private VerificationText() {}

  /** The text, lines ended by a line feed. */
  public static String write(Verification of) {
    StringBuilder out = new StringBuilder();
    Proof proof = of.proof();
    long observed = proof.allowed().size() + (long) proof.denied().size();
    out.append(proof.allowed().size()).append(" of ").append(observed);
    out.append(" observed links allowed, judged for ").append(of.enforcer()).append('\n');
    out.append(score(proof)).append('\n');
    section(out, "observed but denied", proof.denied().size(), denied(of));
    section(out, "waiting for a decision", proof.unjudged().size(), unjudged(proof));
    of.replay().ifPresent(replay -> replay(out, replay));
    section(out, "allowed but not observed", of.unobserved().size(), unobserved(of));
    section(out, "policies that select nothing", of.idle().size(), idle(of));
    section(out, "rules without effect", of.rules().size(), rules(of));
    section(out, "workloads without policy", of.open().size(), open(of));
    return out.toString();
  }

  /** {@code granted / observed: 14 / 12 = 1.17}. */
  public static String score(Proof proof) {
    return "granted / observed: " + Scores.of(proof);
  }

  /** {@code sha256:... file#frame}. */
  static String packet(PacketPointer packet) {
    return packet.digest() + " " + packet.file() + "#" + packet.frame();
  }

  private static void replay(StringBuilder out, Replay replay) {
    out.append("replayed: ").append(replay.allowed()).append(" of ").append(replay.judged());
    out.append(" flows pass\n");
    replay
        .leftOut()
        .forEach(
            (reason, count) ->
                out.append("  not judged, ")
                    .append(Escapes.terminal(reason))
                    .append(": ")
                    .append(count)
                    .append('\n'));
    Columns rows = new Columns();
    for (Replay.DeniedFlow flow : replay.denied().stream().limit(MOST).toList()) {
      rows.row(
          flow.when().toString(),
          flow.from(),
          "->",
          flow.asked(),
          flow.reached(),
          flow.reason(),
          packet(flow.packet()));
    }
    section(out, "flows denied", replay.deniedCount(), rows);
  }

  private static Columns denied(Verification of) {
    Columns rows = new Columns();
    for (Proof.Denial denial : of.proof().denied()) {
      LinkKey link = denial.link();
      PacketPointer packet = of.shown().get(link);
      rows.row(
          link.from().toString(),
          "->",
          link.to().toString(),
          link.port().toString(),
          denial.reason(),
          packet == null ? "no packet in the evidence" : packet(packet));
    }
    return rows;
  }

  private static Columns unjudged(Proof proof) {
    Columns rows = new Columns();
    for (Proof.Denial denial : proof.unjudged().stream().limit(MOST).toList()) {
      rows.row(denial.link().toString(), denial.reason());
    }
    return rows;
  }

  private static Columns unobserved(Verification of) {
    Columns rows = new Columns();
    for (Unobserved each : of.unobserved().stream().limit(MOST).toList()) {
      rows.row(
          each.workload(),
          each.direction() == Direction.EGRESS ? "to" : "from",
          others(each),
          each.ports(),
          each.rules().isEmpty() ? "not isolated" : String.join(", ", each.rules()));
    }
    return rows;
  }

  /** {@code a, b and 3 more}. */
  static String others(Unobserved each) {
    long more = each.count() - each.others().size();
    return String.join(", ", each.others()) + (more > 0 ? " and " + more + " more" : "");
  }

  private static Columns idle(Verification of) {
    Columns rows = new Columns();
    of.idle().stream().limit(MOST).forEach(rows::row);
    return rows;
  }

  private static Columns rules(Verification of) {
    Columns rows = new Columns();
    for (RuleFinding each : of.rules().stream().limit(MOST).toList()) {
      rows.row(each.rule(), each.oddity().word(), each.detail());
    }
    return rows;
  }

  private static Columns open(Verification of) {
    Columns rows = new Columns();
    for (Open each : of.open().stream().limit(MOST).toList()) {
      rows.row(each.workload(), directions(each));
    }
    return rows;
  }

  /** {@code egress, ingress}. */
  static String directions(Open each) {
    return each.directions().stream().map(Direction::word).collect(Collectors.joining(", "));
  }

  private static void section(StringBuilder out, String title, long count, Columns rows) {
    out.append(title).append(": ").append(count == 0 ? "none" : count).append('\n');
    out.append(rows.text("  "));
    long more = count - rows.size();
    if (more > 0) {
      out.append("  and ").append(more).append(" more\n");
    }
  }
}
