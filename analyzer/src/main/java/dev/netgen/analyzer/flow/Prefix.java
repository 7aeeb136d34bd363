package dev.netgen.analyzer.flow;

import org.jspecify.annotations.Nullable;

/**
 * The first bytes of one direction, put together by stream offset whatever the order of arrival: up
 * to {@link #USUAL}, and up to {@link #LONGEST} while a TLS handshake in the clear goes on.
 *
 * <p>Implementation note: bytes go to their place in one buffer. A few ranges behind a hole are
 * remembered until the hole fills; of more than that, the farthest are forgotten. Where segments
 * overlap, the bytes that came first stay.
 */
final class Prefix {
  /** Most bytes kept. */
  static final int USUAL = 8192;

  /** Most bytes kept while a handshake is unfinished: certificates and post-quantum keys. */
  static final int LONGEST = PrefixPool.LARGEST;

  private static final byte[] NONE = new byte[0];
  private static final int MAX_RANGES = 4;
  private static final int UNKNOWN = -1;
  private static final int OVER = -2;

  private final PrefixPool pool;
  private byte[] data = NONE;
  private int length;
  private int ranges;
  private int record = UNKNOWN; // the TLS record reached; OVER when no more than USUAL is wanted
  private int @Nullable [] bounds; // start and end of each range behind a hole, ascending

  Prefix(PrefixPool pool) {
    this.pool = pool;
  }

  /** Bytes without a hole from the beginning. */
  int length() {
    return length;
  }

  /** Whether nothing can be added any more. */
  boolean full() {
    return length >= USUAL && (record == OVER || length == LONGEST);
  }

  /** The bytes, {@link #length} of them; not to be kept or written. */
  byte[] data() {
    return data;
  }

  /** Puts {@code count} bytes at the stream offset; what lies beyond the bound is left out. */
  void put(long offset, byte[] from, int position, int count) {
    if (offset >= LONGEST || offset + count <= length) {
      return;
    }
    int end = (int) Math.min(offset + count, LONGEST);
    place(offset, Math.min(end, USUAL), from, position);
    if (end > USUAL && handshakeGoesOn()) {
      place(offset, end, from, position);
    }
  }

  private void place(long offset, int end, byte[] from, int position) {
    int start = (int) Math.max(offset, length);
    if (start >= end || !room(end)) {
      return;
    }
    int shift = (int) (position - offset);
    if (ranges == 0 && start == length) {
      System.arraycopy(from, shift + start, data, start, end - start);
      length = end;
    } else {
      putAmongRanges(start, end, from, shift);
    }
  }

  /** Looks at records that have become whole since; each once. */
  private boolean handshakeGoesOn() {
    if (record == UNKNOWN) {
      int hello = TlsGlance.hello(data, length);
      boolean never = hello < 0 && length >= Math.min(TlsGlance.LONGEST_PREAMBLE + 8, USUAL);
      record = never ? OVER : Math.max(hello, UNKNOWN);
    }
    if (record >= 0) {
      record = TlsGlance.skip(data, length, record);
      record = TlsGlance.unfinished(data, length, record) ? record : OVER;
    }
    return record >= 0;
  }

  private boolean room(int bytes) {
    if (bytes <= data.length) {
      return true;
    }
    int bound = bytes <= USUAL ? USUAL : LONGEST;
    byte[] larger = pool.take(Math.min(Math.max(bytes, 2 * data.length), bound));
    if (larger == null) {
      return false;
    }
    System.arraycopy(data, 0, larger, 0, data.length);
    if (data.length > 0) {
      pool.release(data);
    }
    data = larger;
    return true;
  }

  private void putAmongRanges(int start, int end, byte[] from, int shift) {
    int[] known = bounds == null ? new int[2 * (MAX_RANGES + 1)] : bounds;
    bounds = known;
    fillGaps(known, start, end, from, shift);
    insert(known, start, end);
    if (known[0] <= length) {
      length = Math.max(length, known[1]);
      ranges--;
      System.arraycopy(known, 2, known, 0, 2 * ranges);
    }
    ranges = Math.min(ranges, MAX_RANGES);
  }

  /** Copies what no earlier range covers. */
  private void fillGaps(int[] known, int start, int end, byte[] from, int shift) {
    int at = start;
    for (int i = 0; i < ranges && at < end; i++) {
      int gapEnd = Math.min(end, known[2 * i]);
      if (gapEnd > at) {
        System.arraycopy(from, shift + at, data, at, gapEnd - at);
      }
      at = Math.max(at, known[2 * i + 1]);
    }
    if (at < end) {
      System.arraycopy(from, shift + at, data, at, end - at);
    }
  }

  /** Adds a range, joined with those it touches; there is room for one more than the most. */
  private void insert(int[] known, int start, int end) {
    int from = start;
    int to = end;
    int kept = 0;
    int place = 0;
    for (int i = 0; i < ranges; i++) {
      int otherStart = known[2 * i];
      int otherEnd = known[2 * i + 1];
      if (otherEnd < from || otherStart > to) {
        known[2 * kept] = otherStart;
        known[2 * kept + 1] = otherEnd;
        kept++;
        place = otherEnd < from ? kept : place;
      } else {
        from = Math.min(from, otherStart);
        to = Math.max(to, otherEnd);
      }
    }
    System.arraycopy(known, 2 * place, known, 2 * place + 2, 2 * (kept - place));
    known[2 * place] = from;
    known[2 * place + 1] = to;
    ranges = kept + 1;
  }

  /** The stream began so many bytes earlier than thought: all that is known moves behind a hole. */
  void shift(int by) {
    int known = ranges == 0 || bounds == null ? length : Math.max(length, bounds[2 * ranges - 1]);
    int keep = Math.min(known, USUAL - by);
    if (by >= USUAL || keep <= 0 || !room(by + keep)) {
      clear();
      return;
    }
    System.arraycopy(data, 0, data, by, keep);
    int[] old = bounds == null ? new int[2 * (MAX_RANGES + 1)] : bounds.clone();
    int count = ranges;
    int first = length;
    length = 0;
    ranges = 0;
    record = UNKNOWN;
    bounds = new int[2 * (MAX_RANGES + 1)];
    addShifted(bounds, 0, Math.min(first, keep), by);
    for (int i = 0; i < count && ranges < MAX_RANGES; i++) {
      addShifted(bounds, old[2 * i], Math.min(old[2 * i + 1], keep), by);
    }
  }

  private void addShifted(int[] to, int start, int end, int by) {
    if (start < end) {
      to[2 * ranges] = start + by;
      to[2 * ranges + 1] = end + by;
      ranges++;
    }
  }

  /** Hands over the buffer, of which {@link #length} bytes are without a hole; nothing is left. */
  byte[] handOver() {
    byte[] buffer = data;
    if (buffer.length > 0) {
      pool.part(buffer);
      data = NONE;
    }
    clear();
    return buffer;
  }

  /** Gives itself back with its buffer; not to be used any more. */
  void release() {
    pool.release(this);
  }

  /** Gives the buffer back and forgets everything. */
  void clear() {
    if (data.length > 0) {
      pool.release(data);
      data = NONE;
    }
    length = 0;
    ranges = 0;
    record = UNKNOWN;
  }
}
