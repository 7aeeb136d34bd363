package dev.netgen.report;

import dev.netgen.model.inventory.AddressStory;
import java.util.List;

/** How an address is resolved, step by step, for people. */
public final class StoryText {
  private static final int MOST = 1000;

  private StoryText() {}

  /**
   * The text, lines ended by a line feed.
   *
   * @param asked the address and instant asked about
   */
  public static String write(String asked, List<AddressStory> stories) {
    StringBuilder out = new StringBuilder();
    for (AddressStory story : stories) {
      out.append(Escapes.terminal(asked));
      if (!story.where().isEmpty()) {
        out.append(" in ").append(Escapes.terminal(story.where()));
      }
      out.append('\n');
      story.steps().forEach(step -> line(out, "  ", step));
      section(out, "names clients were given", story.names());
      section(out, "seen in packets", story.traffic());
      line(out, "  = ", story.outcome());
    }
    return out.toString();
  }

  private static void section(StringBuilder out, String title, List<String> lines) {
    if (!lines.isEmpty()) {
      line(out, "  ", title + ":");
      lines.forEach(text -> line(out, "    ", text));
    }
  }

  private static void line(StringBuilder out, String indent, String text) {
    out.append(indent).append(Escapes.terminal(text, MOST)).append('\n');
  }
}
