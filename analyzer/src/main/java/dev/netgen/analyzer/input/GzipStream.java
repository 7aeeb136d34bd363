package dev.netgen.analyzer.input;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Decompresses gzip (RFC 1952): any number of members one after the other, as {@code cat a.gz b.gz}
 * makes them; zeros after the last, as tapes and block devices leave them, are no damage.
 *
 * <p>Everything that precedes a damage is given before it is told: EOFException where the data is
 * cut, ZipException where it is damaged. (The platform's own stream loses what one call inflated
 * before the damage, and whatever follows a member that ends where its input's buffer does.)
 */
final class GzipStream extends InputStream {
  static final int MAGIC = 0x1F8B;

  private static final int DEFLATE = 8;
  private static final int HAS_HEADER_CRC = 0x02;
  private static final int HAS_EXTRA = 0x04;
  private static final int HAS_NAME = 0x08;
  private static final int HAS_COMMENT = 0x10;
  private static final int RESERVED = 0xE0;

  private final ByteWindow in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 checksum = new CRC32();
  private boolean inMember;
  private boolean ended;
  private boolean damaged;

  /** Takes over a window that stands at a member's header. */
  GzipStream(ByteWindow in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!ended) {
      if (!inMember && !beginMember()) {
        break;
      }
      int count = inflate(target, offset, length);
      checksum.update(target, offset, count);
      if (count > 0) {
        return count;
      }
      if (inflater.finished()) {
        endMember();
      }
    }
    return -1;
  }

  /** What the damaged call inflated before the damage counts; the damage is told next time. */
  private int inflate(byte[] target, int offset, int length) throws IOException {
    if (damaged) {
      throw new ZipException("gzip data damaged");
    }
    if (inflater.needsInput() && !inflater.finished()) {
      if (!in.require(1)) {
        in.throwFailure();
        throw new EOFException("gzip data cut");
      }
      inflater.setInput(in.buffer(), in.position(), in.ready());
    }
    long read = inflater.getBytesRead();
    long written = inflater.getBytesWritten();
    try {
      return inflater.inflate(target, offset, length);
    } catch (DataFormatException e) {
      int count = (int) (inflater.getBytesWritten() - written);
      damaged = true;
      if (count <= 0) {
        throw new ZipException("gzip data damaged");
      }
      return count;
    } finally {
      in.advance((int) (inflater.getBytesRead() - read));
    }
  }

  /** Reads a member's header; false when there is none any more. */
  private boolean beginMember() throws IOException {
    while (in.require(1) && in.buffer()[in.position()] == 0) {
      in.advance(1);
    }
    if (!in.require(1)) {
      ended = true;
      return false;
    }
    if ((next() << 8 | next()) != MAGIC || next() != DEFLATE) {
      throw new ZipException("no gzip member");
    }
    int flags = next();
    if ((flags & RESERVED) != 0) {
      throw new ZipException("gzip member with unknown flags");
    }
    skip(6);
    if ((flags & HAS_EXTRA) != 0) {
      skip(next() | next() << 8);
    }
    for (int text = flags & (HAS_NAME | HAS_COMMENT); text != 0; text &= text - 1) {
      while (next() != 0) {
        // a name or comment ends with a zero
      }
    }
    skip((flags & HAS_HEADER_CRC) != 0 ? 2 : 0);
    inflater.reset();
    checksum.reset();
    inMember = true;
    return true;
  }

  /** A wrong checksum is told after the data it is about: that was given as it came. */
  private void endMember() throws IOException {
    long expected = number();
    long size = number();
    inMember = false;
    if (expected != checksum.getValue() || size != (inflater.getBytesWritten() & 0xFFFF_FFFFL)) {
      throw new ZipException("gzip checksum does not match");
    }
  }

  private long number() throws IOException {
    return next() | next() << 8 | next() << 16 | (long) next() << 24;
  }

  private int next() throws IOException {
    if (!in.require(1)) {
      in.throwFailure();
      throw new EOFException("gzip data cut");
    }
    int value = in.buffer()[in.position()] & 0xFF;
    in.advance(1);
    return value;
  }

  private void skip(int count) throws IOException {
    if (!in.skip(count)) {
      in.throwFailure();
      throw new EOFException("gzip data cut");
    }
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }
}
