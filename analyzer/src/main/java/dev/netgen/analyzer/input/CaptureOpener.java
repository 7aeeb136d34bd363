package dev.netgen.analyzer.input;

import dev.netgen.analyzer.decode.Bytes;
import dev.netgen.model.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Tells capture formats apart by their first bytes, and says what is wrong with all others. */
final class CaptureOpener {
  private static final int MAGIC = 4;
  private static final int PEEK = 1 << 12;

  /** Zstandard's skippable frames begin with 184D2A50 to 184D2A5F, little-endian. */
  private static final int ZSTD_SKIPPABLE = 0x502A4D18;

  private static final int ZSTD_SKIPPABLE_MASK = 0xF0FFFFFF;

  private CaptureOpener() {}

  /** Whether the stream, which is closed, begins like a capture or compresses one. */
  static boolean looksLikeCapture(InputStream stream, String where) throws IOException {
    try (ByteWindow plain = decompressed(new ByteWindow(stream, PEEK), where, PEEK)) {
      return plain.require(MAGIC) && isCapture(Bytes.i32(plain.buffer(), plain.position()));
    }
  }

  /** Whether these first bytes are those of a capture that is not compressed. */
  static boolean isPlain(byte[] head) {
    return head.length >= MAGIC && isCapture(Bytes.i32(head, 0));
  }

  private static boolean isCapture(int magic) {
    return PcapReader.isMagic(magic) || magic == PcapngReader.SECTION_HEADER;
  }

  /**
   * A reader for the stream, which it closes; where there is none, this does.
   *
   * @param where the file's name for messages
   * @param bufferSize bytes of the read buffer
   * @return null when the stream is empty or ends inside its file header
   * @throws ProblemException when it is no capture that can be read
   */
  static @Nullable CaptureReader open(InputStream stream, String where, int bufferSize)
      throws IOException {
    ByteWindow in = decompressed(new ByteWindow(stream, bufferSize), where, bufferSize);
    CaptureReader reader = null;
    try {
      reader = reader(in, where);
      return reader;
    } finally {
      if (reader == null) {
        in.close();
      }
    }
  }

  private static @Nullable CaptureReader reader(ByteWindow in, String where) throws IOException {
    in.require(ForeignFormats.LOOK);
    if (in.ready() < MAGIC) {
      in.throwFailure();
      ForeignFormats.refuseText(in, where);
      return null;
    }
    int magic = Bytes.i32(in.buffer(), in.position());
    if (PcapReader.isMagic(magic)) {
      return in.ready() >= PcapReader.FILE_HEADER ? new PcapReader(in) : tooShort(in);
    }
    if (magic == PcapngReader.SECTION_HEADER) {
      return in.ready() >= PcapngReader.MIN_SECTION_HEADER ? new PcapngReader(in) : tooShort(in);
    }
    throw ForeignFormats.refuse(in, where);
  }

  private static @Nullable CaptureReader tooShort(ByteWindow in) throws IOException {
    in.throwFailure();
    return null;
  }

  /** What the stream holds, one layer of compression taken off. */
  private static ByteWindow decompressed(ByteWindow in, String where, int bufferSize) {
    in.require(MAGIC);
    if (in.ready() >= 2 && Bytes.u16(in.buffer(), in.position()) == GzipStream.MAGIC) {
      return new ByteWindow(new GzipStream(in), bufferSize);
    }
    if (in.ready() >= MAGIC && isZstd(Bytes.i32(in.buffer(), in.position()))) {
      return new ByteWindow(ZstdStream.open(in, where), bufferSize);
    }
    return in;
  }

  private static boolean isZstd(int magic) {
    return magic == ZstdStream.MAGIC || (magic & ZSTD_SKIPPABLE_MASK) == ZSTD_SKIPPABLE;
  }
}
