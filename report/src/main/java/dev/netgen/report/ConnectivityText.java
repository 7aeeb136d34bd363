package dev.netgen.report;

import dev.netgen.model.connectivity.Connectivity;
import dev.netgen.model.connectivity.Verdict;

/** Connectivity as text: a line a pair, {@code from => to : ports}, sorted. */
public final class ConnectivityText {
  private static final int MOST = 1024;

  private ConnectivityText() {}

  /** All lines, each ended by a line feed. */
  public static String write(Connectivity connectivity) {
    StringBuilder out = new StringBuilder();
    for (Connectivity.Connection each : connectivity.connections()) {
      out.append(name(each.from()))
          .append(" => ")
          .append(name(each.to()))
          .append(" : ")
          .append(each.ports())
          .append('\n');
    }
    return out.toString();
  }

  /** One answer, with what each end's policies say. */
  public static String write(Verdict verdict) {
    StringBuilder out =
        new StringBuilder(name(verdict.from()))
            .append(" => ")
            .append(name(verdict.to()))
            .append(' ')
            .append(verdict.port())
            .append(verdict.allowed() ? " is allowed\n" : " is denied\n");
    verdict.sides().forEach(side -> side(out, side));
    return out.toString();
  }

  private static void side(StringBuilder out, Verdict.Side side) {
    out.append("  ").append(side.direction().word()).append(" of ").append(name(side.end()));
    if (side.isolating().isEmpty()) {
      out.append(": allowed, no policy selects it for ");
      out.append(side.direction().word()).append('\n');
      return;
    }
    out.append(side.allowed() ? ": allowed by\n" : ": denied, no rule allows it in\n");
    for (String each : side.allowed() ? side.allowing() : side.isolating()) {
      out.append("    ").append(name(each)).append('\n');
    }
  }

  private static String name(String text) {
    return Escapes.terminal(text, MOST);
  }
}
