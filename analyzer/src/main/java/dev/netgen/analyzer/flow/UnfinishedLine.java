package dev.netgen.analyzer.flow;

import dev.netgen.analyzer.decode.DecodedPacket;

/**
 * What one side of a connection said last, so that lines split over segments are read whole. Only
 * segments that follow one another are put together; a line without its end waits for the next.
 */
final class UnfinishedLine {
  /** No line that announces anything is longer. */
  private static final int LONGEST = 512;

  private final int context;
  private String text = "";
  private int next;

  /**
   * Nothing said yet.
   *
   * @param context how many characters of whole lines are given again with those that follow
   */
  UnfinishedLine(int context) {
    this.context = context;
  }

  /** The whole lines up to the last one that ends in this segment, which holds this text. */
  String lines(DecodedPacket p, String said) {
    if (!text.isEmpty() && p.sequence - next < 0) {
      return said.substring(0, said.lastIndexOf('\n') + 1); // said again
    }
    String all = !text.isEmpty() && p.sequence == next ? text + said : said;
    int end = all.lastIndexOf('\n') + 1;
    int from = end <= context ? 0 : all.indexOf('\n', end - context - 1) + 1;
    boolean known = said.length() == p.payloadWire && all.length() - end <= LONGEST;
    text = known ? all.substring(from) : "";
    next = p.sequence + p.payloadWire;
    return all.substring(0, end);
  }
}
