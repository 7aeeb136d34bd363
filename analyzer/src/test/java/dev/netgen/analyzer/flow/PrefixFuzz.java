package dev.netgen.analyzer.flow;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.fuzz.Effort;
import dev.netgen.analyzer.fuzz.FuzzTarget;
import dev.netgen.analyzer.fuzz.Script;
import dev.netgen.analyzer.testing.Packets;

/**
 * Pieces of streams in any order into prefixes that share a budget: what is kept is what stands at
 * that place of the stream, and the buffers together stay within the budget.
 *
 * <pre>
 * | budget 8 | content 8 | then for each piece: | stream 8 | offset 16 | length 16 | ...
 * </pre>
 */
public final class PrefixFuzz implements FuzzTarget {
  private static final int STREAMS = 4;
  private static final int STREAM = 1 << 16;
  private static final Effort EFFORT = new Effort(8 << 20, 1 << 16);

  @Override
  public String label() {
    return "prefix";
  }

  @Override
  public void run(byte[] input) {
    EFFORT.within(input.length, () -> play(new Script(input)));
  }

  private static void play(Script script) {
    long budget = 512L * script.u8();
    byte[] stream = stream(script.u8());
    PrefixPool pool = new PrefixPool(budget);
    Prefix[] prefixes = new Prefix[STREAMS];
    java.util.Arrays.setAll(prefixes, i -> new Prefix(pool));
    while (script.more()) {
      int which = script.u8();
      int offset = script.u16();
      int length = Math.min(script.u16() & 0x3FFF, STREAM - offset);
      Prefix prefix = prefixes[which % STREAMS];
      if ((which & 0xF0) == 0xF0) {
        prefix.clear();
      } else {
        prefix.put(offset, stream, offset, length);
      }
      check(prefixes, stream, budget);
    }
  }

  private static void check(Prefix[] prefixes, byte[] stream, long budget) {
    long lent = 0;
    for (Prefix prefix : prefixes) {
      lent += prefix.data().length;
      int length = prefix.length();
      check(length <= prefix.data().length && length <= Prefix.LONGEST, "longer than its buffer");
      check(
          java.util.Arrays.equals(prefix.data(), 0, length, stream, 0, length),
          "bytes that were not sent at their place");
    }
    check(lent <= budget, lent + " bytes of buffers, more than " + budget);
  }

  /** Any bytes, or the beginning of a TLS handshake, which may grow longer. */
  private static byte[] stream(int kind) {
    byte[] stream = new byte[STREAM];
    for (int i = 0; i < stream.length; i++) {
      stream[i] = (byte) (i * 31 + (i >> 8));
    }
    if ((kind & 1) != 0) {
      for (int at = 0; at + 5 < stream.length; at += 5 + 4096) {
        byte[] record = {22, 3, 3, 0x10, 0};
        System.arraycopy(record, 0, stream, at, record.length);
      }
      byte[] hello = {(byte) (1 + (kind >> 1 & 1)), 0, 0x7F, 0, 3, 3};
      System.arraycopy(hello, 0, stream, 5, hello.length);
    }
    return stream;
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }

  @Override
  public ImmutableList<byte[]> seeds() {
    return ImmutableList.of(
        Packets.join(new byte[] {-1, 0}, piece(0, 0, 1000), piece(0, 1000, 9000)),
        Packets.join(new byte[] {-1, 1}, piece(0, 0, 5000), piece(0, 5000, 9000)),
        Packets.join(new byte[] {9, 3}, piece(1, 2000, 90), piece(1, 0, 900), piece(1, 900, 1200)),
        Packets.join(new byte[] {1, 0}, piece(2, 0, 200), piece(3, 0, 200), piece(0xF2, 0, 0)),
        Packets.join(
            new byte[] {-1, 0},
            piece(0, 10, 1),
            piece(0, 20, 1),
            piece(0, 30, 1),
            piece(0, 40, 1),
            piece(0, 50, 1),
            piece(0, 0, 60)));
  }

  private static byte[] piece(int which, int offset, int length) {
    return Packets.join(new byte[] {(byte) which}, Packets.shorts(offset, length));
  }
}
