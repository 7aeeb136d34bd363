package dev.netgen.analyzer.detect.api;

import dev.netgen.analyzer.flow.Half;
import java.util.List;
import java.util.function.Predicate;

/** What one side said: a stream of bytes, or the first of its datagrams. */
public final class Speech {
  private static final int[] NO_ENDS = {};

  private final Bytes all;
  private final Bytes first;
  private final int[] ends;
  private final boolean fromStart;
  private final boolean complete;
  private final long length;
  private final long nanos;
  private final boolean detailed;

  private Speech(
      Bytes all,
      int[] ends,
      boolean fromStart,
      boolean complete,
      long length,
      long nanos,
      boolean detailed) {
    this.all = all;
    this.ends = ends;
    this.first = ends.length > 1 ? all.slice(0, ends[0]) : all;
    this.fromStart = fromStart;
    this.complete = complete;
    this.length = length;
    this.nanos = nanos;
    this.detailed = detailed;
  }

  /** What is kept of one direction of a flow, of which it is not known when it began. */
  public static Speech of(Half half) {
    return of(half, 0, true);
  }

  /**
   * What is kept of one direction of a flow that began then, in nanoseconds since 1970.
   *
   * @param detailed whether what is told beside the verdict is asked for
   */
  public static Speech of(Half half, long firstNanos, boolean detailed) {
    return new Speech(
        new Bytes(half.data(), half.kept()),
        half.messageEnds(),
        half.prefixFromStart(),
        half.prefixComplete(),
        half.span(),
        firstNanos,
        detailed);
  }

  /** The kept bytes of a stream; of datagrams, the first one. */
  public Bytes bytes() {
    return first;
  }

  /** How many datagrams are kept; 0 of a stream. */
  public int messages() {
    return ends.length;
  }

  /** One of the datagrams kept, from 0, as far as it was captured. */
  public Bytes message(int index) {
    int start = index == 0 ? 0 : ends[index - 1];
    return all.slice(start, ends[index] - start);
  }

  /** Whether each of the datagrams kept passes. */
  public boolean everyMessage(Predicate<Bytes> test) {
    for (int i = 0; i < ends.length; i++) {
      if (!test.test(message(i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether the bytes begin with the first of the stream, or are the first datagram. */
  public boolean fromStart() {
    return fromStart;
  }

  /** Whether the kept bytes are all it said. */
  public boolean complete() {
    return complete;
  }

  /**
   * How many bytes long a stream was from its first byte seen, kept or not, each counted once; 0
   * where that is not known, and of datagrams.
   */
  public long length() {
    return length;
  }

  /** Whether nothing is kept. */
  public boolean isEmpty() {
    return all.isEmpty();
  }

  /** When the flow began, in nanoseconds since 1970; 0 where that is not known. */
  public long nanos() {
    return nanos;
  }

  /**
   * Whether all facts and notes are asked for. Otherwise those suffice that name the server: {@code
   * tls.sni}, {@code tls.outer_sni} and {@code http.host}; what costs much may be left out.
   */
  public boolean detailed() {
    return detailed;
  }

  /** The same side's stream freed from what carried it. */
  public Speech carrying(byte[] inner) {
    return new Speech(new Bytes(inner), NO_ENDS, fromStart, complete, 0, nanos, detailed);
  }

  /** The same side's datagrams, each freed from what carried it. */
  public Speech carrying(List<Bytes> inner) {
    int[] innerEnds = new int[inner.size()];
    int length = 0;
    for (int i = 0; i < innerEnds.length; i++) {
      length += inner.get(i).length();
      innerEnds[i] = length;
    }
    byte[] together = new byte[length];
    for (int i = 0; i < innerEnds.length; i++) {
      byte[] one = inner.get(i).copy();
      System.arraycopy(one, 0, together, innerEnds[i] - one.length, one.length);
    }
    return new Speech(new Bytes(together), innerEnds, fromStart, complete, 0, nanos, detailed);
  }

  /** This stream from an offset on. */
  public Speech from(int offset) {
    long rest = Math.max(0, length - offset);
    return new Speech(first.from(offset), NO_ENDS, fromStart, complete, rest, nanos, detailed);
  }
}
