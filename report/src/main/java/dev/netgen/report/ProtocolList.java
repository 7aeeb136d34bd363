package dev.netgen.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.common.collect.ImmutableList;
import dev.netgen.model.flow.KnownProtocol;

/** The protocols that are recognised, as a table for people, tab-separated values, or JSON. */
public final class ProtocolList {
  private static final ImmutableList<Integer> WIDTHS = ImmutableList.of(18, 9, 52);

  private ProtocolList() {}

  /** A line each, under headings. */
  public static String table(ImmutableList<KnownProtocol> known) {
    StringBuilder out = new StringBuilder();
    row(out, "PROTOCOL", "OVER", "WHAT", "TELLS");
    for (KnownProtocol protocol : known) {
      String tells = String.join(", ", protocol.tells());
      row(out, protocol.name(), protocol.transport(), protocol.title(), tells);
    }
    return out.toString();
  }

  private static void row(StringBuilder out, String... cells) {
    for (int i = 0; i < cells.length; i++) {
      int space = i < WIDTHS.size() ? Math.max(0, WIDTHS.get(i) - cells[i].length()) + 1 : 0;
      boolean last = i == cells.length - 1;
      out.append(cells[i]).append(last ? "\n" : " ".repeat(space));
    }
  }

  /** A header line, then a line each; what is told is separated by commas. */
  public static String tsv(ImmutableList<KnownProtocol> known) {
    StringBuilder out = new StringBuilder("protocol\ttransport\ttitle\ttells\tsource\n");
    for (KnownProtocol protocol : known) {
      String tells = String.join(",", protocol.tells());
      out.append(protocol.name()).append('\t').append(protocol.transport()).append('\t');
      out.append(protocol.title()).append('\t').append(tells).append('\t');
      out.append(protocol.source()).append('\n');
    }
    return out.toString();
  }

  /** An array of objects. */
  public static String json(ImmutableList<KnownProtocol> known) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (KnownProtocol protocol : known) {
      array
          .addObject()
          .put("protocol", protocol.name())
          .put("transport", protocol.transport())
          .put("title", protocol.title())
          .put("source", protocol.source())
          .set("tells", Json.strings(protocol.tells()));
    }
    return Json.text(array);
  }
}
