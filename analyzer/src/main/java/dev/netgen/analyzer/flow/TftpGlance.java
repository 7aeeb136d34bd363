package dev.netgen.analyzer.flow;

import dev.netgen.analyzer.decode.DecodedPacket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Whether a datagram is a TFTP read or write request, RFC 1350 section 5.
 *
 * <pre>
 *  2 bytes     string    1 byte     string   1 byte
 * +--------+------------+---+----------------+---+------------
 * | opcode | file name  | 0 | mode           | 0 | options ...    opcode 1 RRQ, 2 WRQ
 * +--------+------------+---+----------------+---+------------
 * </pre>
 */
final class TftpGlance {
  private static final int OPCODE = 2;
  private static final int LONGEST = 512;

  private TftpGlance() {}

  static boolean isRequest(DecodedPacket p) {
    int end = p.payload + Math.min(p.payloadCaptured, LONGEST);
    int opcode = p.buffer[p.payload + 1];
    if (p.buffer[p.payload] != 0 || (opcode != 1 && opcode != 2)) {
      return false;
    }
    int name = zero(p.buffer, p.payload + OPCODE, end);
    int mode = name < 0 ? -1 : zero(p.buffer, name + 1, end);
    if (mode < 0 || name == p.payload + OPCODE) {
      return false;
    }
    String word =
        new String(p.buffer, name + 1, mode - name - 1, StandardCharsets.US_ASCII)
            .toLowerCase(Locale.ROOT);
    return word.equals("octet") || word.equals("netascii") || word.equals("mail");
  }

  private static int zero(byte[] buffer, int from, int end) {
    for (int at = from; at < end; at++) {
      if (buffer[at] == 0) {
        return at;
      }
    }
    return -1;
  }
}
