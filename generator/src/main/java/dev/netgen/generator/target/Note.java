package dev.netgen.generator.target;

/**
 * Something a reader of a generated set must be told.
 *
 * @param attention whether a person has to look at it (the set is not all it could be), not merely
 *     know it
 * @param text one line
 */
public record Note(boolean attention, String text) implements Comparable<Note> {

  /** For information. */
  public static Note info(String text) {
    return new Note(false, text);
  }

  /** To be looked at. */
  public static Note attention(String text) {
    return new Note(true, text);
  }

  @Override
  public int compareTo(Note other) {
    int byAttention = Boolean.compare(other.attention, attention);
    return byAttention != 0 ? byAttention : text.compareTo(other.text);
  }
}
