package dev.netgen.analyzer.input;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * A stream read forward through one reused buffer; offsets are 64-bit.
 *
 * <p>Implementation note: reads, never maps. A mapped file counts as resident memory, and one that
 * is truncated meanwhile kills the process. The buffer grows to the largest piece asked for, which
 * callers bound.
 */
final class ByteWindow implements Closeable {
  private final InputStream stream;
  private byte[] buffer;
  private int position;
  private int limit;
  private long base;
  private boolean ended;

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
  boolean require(int count) throws IOException {
    return limit - position >= count || fill(count);
  }

  private boolean fill(int count) throws IOException {
    if (ended) {
      return false;
    }
    if (position > 0) {
      System.arraycopy(buffer, position, buffer, 0, limit - position);
      base += position;
      limit -= position;
      position = 0;
    }
    if (count > buffer.length) {
      buffer = Arrays.copyOf(buffer, count);
    }
    while (limit < count) {
      int read = stream.read(buffer, limit, buffer.length - limit);
      if (read < 0) {
        ended = true;
        return false;
      }
      limit += read;
    }
    return true;
  }

  /** Passes over bytes that are ready. */
  void advance(int count) {
    position += count;
  }

  /** Passes over so many bytes, or to the end of the stream; tells whether all were there. */
  boolean skip(long count) throws IOException {
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
