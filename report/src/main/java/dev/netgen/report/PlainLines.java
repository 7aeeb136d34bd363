package dev.netgen.report;

/** Text from outside as part of a line for a terminal. */
public final class PlainLines {
  private static final int MOST = 1000;

  private PlainLines() {}

  /**
   * The text, with whatever could break out of its line or change how that reads as {@code
   * \\uXXXX}; very long ones are cut.
   */
  public static String line(String text) {
    return Escapes.terminal(text, MOST);
  }
}
