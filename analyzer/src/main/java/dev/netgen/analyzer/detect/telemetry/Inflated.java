package dev.netgen.analyzer.detect.telemetry;

import dev.netgen.analyzer.detect.api.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The beginning of what may be compressed by zlib (RFC 1950) or gzip (RFC 1952). */
final class Inflated {
  private static final int MOST = 8192;
  private static final int GZIP_HEADER = 10;

  private Inflated() {}

  /** The first characters, inflated where they are compressed; empty where they are damaged. */
  static String text(Bytes bytes) {
    boolean gzip =
        bytes.has(0, GZIP_HEADER) && bytes.u16(0) == 0x1F8B && bytes.u8(2) == 8 && bytes.u8(3) == 0;
    boolean zlib = bytes.has(0, 2) && bytes.u8(0) == 0x78 && bytes.u16(0) % 31 == 0;
    if (!gzip && !zlib) {
      return bytes.text(0, Math.min(MOST, bytes.length()));
    }
    Inflater inflater = new Inflater(gzip);
    try {
      inflater.setInput(bytes.from(gzip ? GZIP_HEADER : 0).copy());
      byte[] out = new byte[MOST];
      int length = inflater.inflate(out);
      return new String(out, 0, length, StandardCharsets.ISO_8859_1);
    } catch (DataFormatException e) {
      return "";
    } finally {
      inflater.end();
    }
  }

  /** Whether it begins as a JSON object does. */
  static boolean looksLikeObject(Bytes bytes) {
    return text(bytes).startsWith("{\"");
  }
}
