package dev.netgen.analyzer.input;

import java.util.Locale;

/**
 * Something about an input that whoever reads the result must know: loss, damage, a limit reached.
 *
 * @param kind what sort of thing
 * @param where the file as named to the user, a source's name, or empty for the whole run
 * @param offset byte offset in the (uncompressed) file, or -1
 * @param count how many packets, blocks, flows or bytes it is about; 0 where it cannot be told
 * @param text one clause in words
 */
public record InputNote(Kind kind, String where, long offset, long count, String text) {

  /** The sorts of notes. */
  public enum Kind {
    /** The file ends inside a record: what precedes is used. */
    CUT,
    /** The bytes make no sense from the offset on: what precedes is used. */
    DAMAGED,
    /** The file holds nothing. */
    EMPTY,
    /** A file or block that is not packets was passed over. */
    IGNORED,
    /** Packets the capture itself reports as lost. */
    DROPS,
    /** A bound of netgen was reached. */
    LIMIT;

    /** Whether packets are known or likely to be missing from the account. */
    public boolean loss() {
      return this != IGNORED;
    }

    /** The lower-case word used in files. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public String toString() {
    return where + (offset < 0 ? "" : " at byte " + offset) + (where.isEmpty() ? "" : ": ") + text;
  }
}
