package dev.netgen.analyzer.detect.web;

import com.google.common.primitives.ImmutableIntArray;
import dev.netgen.analyzer.detect.api.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The Huffman code of HPACK (RFC 7541 appendix B). It is canonical: codes of one length follow one
 * another in the order of their symbols, so that the lengths tell it all.
 */
final class HpackHuffman {
  private static final int SHORTEST = 5;
  private static final int LONGEST = 30;
  private static final int END = 256;
  private static final int MAX_TEXT = 4096;

  /** The length of each symbol's code, A for 5 to Z for 30. */
  private static final String LENGTHS =
      "ISXXXXXXXTZXXZXXXXXXXXZXXXXXXXXXBFFHIBDGFFDGDBBBAAABBBBBBBCDKBHFIBCCCCCCCCCCCCCCCCCCCCCCDCDIOIJB"
          + "KABABABBBACCBBBABCBAABCCCCCKGJIXPRPPRRRSRSSSSSTSTTRSTSSSSQRSRSSTRQPRRSSQSRRTQRSSQQRQSRSSPRRRSRRS"
          + "VVPORSRUVVVWWVTUOQVWWVWTQQVVXWWWPTPQRQQSRRUUTTVSVWVVWWWWWXWWWWWVZ";

  /** Symbols by the length of their codes, then by number. */
  private static final ImmutableIntArray SYMBOLS = symbols();

  /** How many codes there are of each length. */
  private static final ImmutableIntArray COUNT = counts();

  private HpackHuffman() {}

  private static ImmutableIntArray symbols() {
    ImmutableIntArray.Builder symbols = ImmutableIntArray.builder(LENGTHS.length());
    for (int length = 0; length <= LONGEST; length++) {
      for (int symbol = 0; symbol < LENGTHS.length(); symbol++) {
        if (lengthOf(symbol) == length) {
          symbols.add(symbol);
        }
      }
    }
    return symbols.build();
  }

  private static ImmutableIntArray counts() {
    int[] counts = new int[LONGEST + 1];
    for (int symbol = 0; symbol < LENGTHS.length(); symbol++) {
      counts[lengthOf(symbol)]++;
    }
    return ImmutableIntArray.copyOf(counts);
  }

  private static int lengthOf(int symbol) {
    return LENGTHS.charAt(symbol) - 'A' + SHORTEST;
  }

  /** The text of these octets; null where they are not this code, or too many. */
  static @Nullable String decode(Bytes bytes, int from, int length) {
    StringBuilder text = new StringBuilder();
    int place = 0; // of the code within those of its length
    int index = 0; // of the first symbol of that length
    int bits = 0;
    boolean ones = true;
    for (int i = 0; i < 8 * length; i++) {
      int bit = (bytes.u8(from + i / 8) >>> (7 - i % 8)) & 1;
      ones = bit == 1 && (bits == 0 || ones);
      index += COUNT.get(bits);
      place = 2 * (place - COUNT.get(bits)) + bit;
      bits++;
      if (place < COUNT.get(bits)) {
        int symbol = SYMBOLS.get(index + place);
        if (symbol == END || text.length() == MAX_TEXT) {
          return null;
        }
        text.append((char) symbol);
        place = 0;
        index = 0;
        bits = 0;
      }
      if (bits == LONGEST) {
        return null;
      }
    }
    return bits < 8 && (bits == 0 || ones) ? text.toString() : null;
  }
}
