package dev.netgen.report;

import dev.netgen.model.connectivity.Connectivity;

/** Connectivity as a Markdown table. */
public final class ConnectivityMarkdown {
  private ConnectivityMarkdown() {}

  /** The table, a row a pair. */
  public static String write(Connectivity connectivity) {
    StringBuilder out = new StringBuilder("| from | to | ports |\n| --- | --- | --- |\n");
    for (Connectivity.Connection each : connectivity.connections()) {
      out.append("| ")
          .append(Escapes.markdown(each.from()))
          .append(" | ")
          .append(Escapes.markdown(each.to()))
          .append(" | ")
          .append(Escapes.markdown(each.ports()))
          .append(" |\n");
    }
    return out.toString();
  }
}
