package dev.netgen.analyzer.detect.api;

/** Messages that follow one another in a stream, each of which tells its own length. */
public final class Frames {
  private static final int MOST = 4096;

  /** How one message is measured. */
  @FunctionalInterface
  public interface Frame {
    /**
     * The offset behind the message that begins here, which may lie beyond the bytes kept; -1 where
     * none begins here. Fewer bytes than a header make a message that ends beyond them.
     */
    long end(Bytes bytes, int at);
  }

  private Frames() {}

  /**
   * How many whole messages follow one another from this offset up to the end of what is kept, the
   * last of which may be cut; 0 where something else is among them.
   */
  public static int count(Bytes bytes, int offset, Frame frame) {
    int count = 0;
    long at = offset;
    while (at < bytes.length() && count < MOST) {
      long end = frame.end(bytes, (int) at);
      if (end <= at) {
        return 0;
      }
      if (end > bytes.length()) {
        return count;
      }
      at = end;
      count++;
    }
    return count;
  }
}
