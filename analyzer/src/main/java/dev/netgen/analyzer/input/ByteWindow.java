package dev.netgen.analyzer.input;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A stream read forward through one reused buffer; offsets are 64-bit.
 *
 * <p>Implementation note: reads, never maps. A mapped file counts as resident memory, and one that
 * is truncated meanwhile kills the process. The buffer grows to a few times the largest piece asked
 * for, which callers bound; bytes are moved to its front only when it is full, so that moving costs
 * no more than reading even where a stream gives a few bytes at a time. A stream that fails ends
 * there, so that what precedes can be used; {@link #throwFailure} tells.
 */
final class ByteWindow implements Closeable {
  private final InputStream stream;
  private byte[] buffer;
  private int position;
  private int limit;
  private long base;
  private boolean ended;
  private @Nullable IOException failure;

  /** Whose bytes the buffer is, where the stream is read ahead. */
  private ReadAhead.@Nullable Piece piece;

  ByteWindow(InputStream stream, int size) {
    this.stream = stream;
    this.buffer = new byte[stream instanceof ReadAhead ? 0 : size];
  }

  byte[] buffer() {
    return buffer;
  }

  /** Index in the buffer of the next byte. */
  int position() {
    return position;
  }

  /** Offset in the stream of the next byte. */
  long offset() {
    return base + position;
  }

  /** Bytes ready in the buffer. */
  int ready() {
    return limit - position;
  }

  /** Makes so many bytes ready, unless the stream ends before; tells whether they are. */
  boolean require(int count) {
    return limit - position >= count || fill(count);
  }

  private boolean fill(int count) {
    if (ended) {
      return false;
    }
    return stream instanceof ReadAhead ahead ? fillFrom(ahead, count) : fillBuffer(count);
  }

  private boolean fillBuffer(int count) {
    if (position + count > buffer.length) {
      makeRoom(count);
    }
    try {
      while (limit - position < count) {
        int read = stream.read(buffer, limit, buffer.length - limit);
        if (read < 0) {
          ended = true;
          return false;
        }
        limit += read;
      }
      return true;
    } catch (IOException e) {
      ended = true;
      failure = e;
      return false;
    }
  }

  /** Goes on to buffers that were filled meanwhile; what is left goes before what they hold. */
  private boolean fillFrom(ReadAhead ahead, int count) {
    try {
      while (limit - position < count) {
        ReadAhead.Piece next = ahead.take();
        if (next == null) {
          ended = true;
          return false;
        }
        join(next, ahead);
      }
      return true;
    } catch (IOException e) {
      ended = true;
      failure = e;
      return false;
    }
  }

  /**
   * Lays what is left and what comes next one behind the other; pieces released are not touched.
   */
  private void join(ReadAhead.Piece next, ReadAhead ahead) {
    long offset = offset();
    int left = limit - position;
    int length = next.length;
    boolean fits = left <= ReadAhead.LEAD;
    byte[] target = fits ? next.bytes : new byte[left + length];
    int start = fits ? ReadAhead.LEAD - left : 0;
    System.arraycopy(buffer, position, target, start, left);
    if (piece != null) {
      ahead.release(piece);
    }
    if (fits) {
      piece = next;
    } else {
      System.arraycopy(next.bytes, ReadAhead.LEAD, target, left, length);
      ahead.release(next);
      piece = null;
    }
    buffer = target;
    position = start;
    limit = start + left + length;
    base = offset - start;
  }

  /** Throws what ended the stream, if that was not its end. */
  void throwFailure() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }

  private void makeRoom(int count) {
    byte[] target = buffer;
    if (2 * count > buffer.length) {
      target = new byte[2 * Math.max(count, buffer.length)];
    }
    System.arraycopy(buffer, position, target, 0, limit - position);
    buffer = target;
    base += position;
    limit -= position;
    position = 0;
  }

  /** Passes over bytes that are ready. */
  void advance(int count) {
    position += count;
  }

  /** Passes over so many bytes, or to the end of the stream; tells whether all were there. */
  boolean skip(long count) {
    long left = count;
    while (left > ready()) {
      left -= ready();
      position = limit;
      if (!require(1)) {
        return false;
      }
    }
    position += (int) left;
    return true;
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
