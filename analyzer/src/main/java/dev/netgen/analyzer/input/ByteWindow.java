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

  ByteWindow(InputStream stream, int size) {
    this.stream = stream;
    this.buffer = new byte[size];
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
