package dev.netgen.analyzer.input;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * A stream that a thread of its own reads ahead of who takes the bytes, a few pieces and no more.
 *
 * <p>Each piece leaves {@link #LEAD} bytes free before it, so that what is left of the one before
 * can be put there and the two read as one without moving either.
 */
final class ReadAhead extends InputStream {
  /** Bytes free before each piece. */
  static final int LEAD = 1 << 16;

  private static final int SIZE = 1 << 18;
  private static final int PIECES = 8;

  /** Bytes read, from {@link #LEAD} on; with a length of -1 the end, or what failed there. */
  static final class Piece {
    final byte[] bytes = new byte[LEAD + SIZE];
    int length;
    private @Nullable IOException failure;
  }

  private final InputStream stream;
  private final Thread thread = new Thread(this::readAll, "reader");
  private final ArrayBlockingQueue<Piece> free = new ArrayBlockingQueue<>(PIECES);
  private final ArrayBlockingQueue<Piece> read = new ArrayBlockingQueue<>(PIECES);
  private @Nullable Piece current;
  private int at;
  private boolean ended;

  /** Begins to read the stream, which it closes. */
  ReadAhead(InputStream stream) {
    this.stream = stream;
    for (int i = 0; i < PIECES; i++) {
      free.add(new Piece());
    }
    thread.setDaemon(true);
    thread.start();
  }

  private void readAll() {
    try {
      boolean more = true;
      while (more) {
        Piece piece = free.take();
        fill(piece);
        more = piece.length >= 0;
        read.put(piece);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  private void fill(Piece piece) {
    try {
      piece.length = stream.read(piece.bytes, LEAD, SIZE);
    } catch (IOException e) {
      piece.length = -1;
      piece.failure = e;
    }
  }

  /** The next bytes, to be released after use; null at the end. */
  @Nullable Piece take() throws IOException {
    if (ended) {
      return null;
    }
    try {
      Piece piece = read.take();
      ended = piece.length < 0;
      if (piece.failure != null) {
        throw piece.failure;
      }
      return ended ? null : piece;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Gives a piece back. */
  void release(Piece piece) {
    free.add(piece);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    Piece piece = current;
    while (piece == null || at == piece.length) {
      if (piece != null) {
        release(piece);
      }
      piece = take();
      current = piece;
      at = 0;
      if (piece == null) {
        return -1;
      }
    }
    int count = Math.min(length, piece.length - at);
    System.arraycopy(piece.bytes, LEAD + at, into, offset, count);
    at += count;
    return count;
  }

  @Override
  public void close() throws IOException {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    stream.close();
  }
}
