package dev.netgen.analyzer.detect.web;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.detect.api.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * The header fields that one side of HTTP/2 sent, from the connection's beginning (RFC 9113 section
 * 6.2): one list for each block.
 */
final class Http2Headers {
  private static final int PADDED = 0x8;
  private static final int PRIORITY = 0x20;
  private static final int END_HEADERS = 0x4;
  private static final int MAX_BLOCKS = 64;

  private Http2Headers() {}

  /** The blocks that are whole. */
  static ImmutableList<List<HpackTable.Field>> read(Http2Frames frames) {
    List<List<HpackTable.Field>> blocks = new ArrayList<>();
    Hpack hpack = new Hpack();
    List<byte[]> parts = new ArrayList<>();
    for (Http2Frames.Frame frame : frames.frames()) {
      boolean headers = frame.type() == Http2Frames.HEADERS;
      if (!headers && frame.type() != Http2Frames.CONTINUATION) {
        continue;
      }
      if (!frame.whole() || blocks.size() == MAX_BLOCKS || !hpack.sound()) {
        break;
      }
      parts.add((headers ? block(frame) : frame.payload()).copy());
      if (frame.flagged(END_HEADERS)) {
        byte[] block = com.google.common.primitives.Bytes.concat(parts.toArray(new byte[0][]));
        blocks.add(hpack.read(new Bytes(block)));
        parts.clear();
      }
    }
    return ImmutableList.copyOf(blocks);
  }

  /** A HEADERS frame's block, without padding and priority. */
  static Bytes block(Http2Frames.Frame frame) {
    Bytes payload = frame.payload();
    int from = 0;
    int padding = 0;
    if (frame.flagged(PADDED) && payload.has(0, 1)) {
      padding = payload.u8(0);
      from++;
    }
    from += frame.flagged(PRIORITY) ? 5 : 0;
    int length = payload.length() - from - padding;
    return length > 0 ? payload.slice(from, length) : Bytes.EMPTY;
  }
}
