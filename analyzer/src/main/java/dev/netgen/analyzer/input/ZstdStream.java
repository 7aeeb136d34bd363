package dev.netgen.analyzer.input;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import dev.netgen.model.problem.ProblemException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.ZipException;

/**
 * Decompresses Zstandard (RFC 8878): any number of frames one after the other, skippable ones
 * passed over. A frame may ask for a window of at most 128 MiB, the library's own bound; that
 * memory is outside the heap.
 *
 * <p>What precedes a damage is given before it is told, but for the block it is in: EOFException
 * where the data is cut, ZipException where it is damaged.
 */
final class ZstdStream extends InputStream {
  static final int MAGIC = 0x28B52FFD;

  private static final int INPUT = 1 << 17;
  private static final int OUTPUT = 1 << 16;

  private final ByteWindow in;
  private final ZstdDecompressCtx context;
  private final ByteBuffer source = ByteBuffer.allocateDirect(INPUT).limit(0);
  private final ByteBuffer target = ByteBuffer.allocateDirect(OUTPUT).limit(0);
  private boolean betweenFrames = true;

  /** Whether the last output was full, so that more may come without more input. */
  private boolean more;

  private ZstdStream(ByteWindow in, ZstdDecompressCtx context) {
    this.in = in;
    this.context = context;
  }

  /**
   * Takes over a window that stands at a frame's header.
   *
   * @throws ProblemException where the library's native part cannot be loaded
   */
  static ZstdStream open(ByteWindow in, String where) {
    try {
      return new ZstdStream(in, new ZstdDecompressCtx());
    } catch (LinkageError e) {
      throw ProblemException.environment(
          "zstd cannot be used here (" + e.getMessage() + ")",
          where,
          "decompress it first: zstd -d FILE; or set java.io.tmpdir to where programs may run",
          e);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!target.hasRemaining()) {
      if (!more && !source.hasRemaining() && !refill()) {
        if (betweenFrames) {
          return -1;
        }
        in.throwFailure();
        throw new EOFException("zstd data cut");
      }
      decompress();
    }
    int count = Math.min(length, target.remaining());
    target.get(into, offset, count);
    return count;
  }

  private boolean refill() throws IOException {
    if (!in.require(1)) {
      return false;
    }
    int count = Math.min(INPUT, in.ready());
    source.clear();
    source.put(in.buffer(), in.position(), count).flip();
    in.advance(count);
    return true;
  }

  private void decompress() throws IOException {
    target.clear();
    try {
      betweenFrames = context.decompressDirectByteBufferStream(target, source);
    } catch (ZstdException e) {
      target.limit(0);
      throw new ZipException("zstd: " + e.getMessage());
    }
    more = !target.hasRemaining();
    target.flip();
  }

  @Override
  public void close() throws IOException {
    context.close();
    in.close();
  }
}
