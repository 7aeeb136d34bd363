package dev.netgen.capture.pcap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Counts the frames of a pcap file while it grows, from the record headers alone.
 *
 * <p>File header of 24 bytes, then per frame a header of 16: seconds, fraction, length kept, length
 * on the wire, in the byte order of the machine that writes (draft-ietf-opsawg-pcap).
 */
final class FrameTally {
  private static final int FILE_HEADER = 24;
  private static final int RECORD_HEADER = 16;
  private static final int LINK_TYPE_AT = 20;
  private static final int BUFFER = 256 << 10;

  private final Path file;
  private long position = FILE_HEADER;
  private long size;
  private long frames;
  private long truncated;

  FrameTally(Path file) {
    this.file = file;
  }

  /** The link type of the file's header: its low 16 bits. */
  int linkType() throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer header = ByteBuffer.allocate(FILE_HEADER).order(ByteOrder.nativeOrder());
      while (header.hasRemaining() && channel.read(header) >= 0) {
        // until the header is whole
      }
      if (header.hasRemaining()) {
        throw new IOException("the header of " + file + " was not written");
      }
      return header.getInt(LINK_TYPE_AT) & 0xFFFF;
    }
  }

  /** Counts what was written since the last call; a frame not yet whole waits for the next one. */
  void advance() throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      size = channel.size();
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.nativeOrder());
      while (position + RECORD_HEADER <= size) {
        int read = channel.read(buffer.clear(), position);
        if (read < RECORD_HEADER || !count(buffer.flip())) {
          return;
        }
      }
    }
  }

  /** Counts the frames whose headers are in the buffer; false when the last one is not whole. */
  private boolean count(ByteBuffer buffer) {
    int at = 0;
    while (at + RECORD_HEADER <= buffer.limit()) {
      long kept = buffer.getInt(at + 8) & 0xFFFF_FFFFL;
      long whole = buffer.getInt(at + 12) & 0xFFFF_FFFFL;
      long next = position + RECORD_HEADER + kept;
      if (next > size) {
        return false;
      }
      frames++;
      truncated += kept < whole ? 1 : 0;
      position = next;
      long step = at + RECORD_HEADER + kept;
      if (step > buffer.limit()) {
        return true;
      }
      at = (int) step;
    }
    return true;
  }

  long size() {
    return size;
  }

  long frames() {
    return frames;
  }

  long truncated() {
    return truncated;
  }
}
