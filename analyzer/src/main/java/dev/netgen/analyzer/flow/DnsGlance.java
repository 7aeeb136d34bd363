package dev.netgen.analyzer.flow;

import dev.netgen.analyzer.decode.Bytes;

/**
 * Whether bytes look like a DNS query, or a response that a name exists or does not, from the
 * header alone (RFC 1035 section 4.1.1).
 *
 * <pre>
 *  0    2                              4         6         8         10        12
 * +----+------------------------------+---------+---------+---------+---------+-----
 * | id | QR opcode AA TC RD RA Z rcode| qdcount | ancount | nscount | arcount | ...
 * +----+------------------------------+---------+---------+---------+---------+-----
 * </pre>
 */
public final class DnsGlance {
  private static final int HEADER = 12;
  private static final int RESPONSE_OPCODE_RCODE = 0xF80F;
  private static final int RESPONSE = 0x8000;
  private static final int NO_SUCH_NAME = 3;

  /** Most additional records of a query: EDNS (RFC 6891) and a signature (RFC 8945). */
  private static final int MOST_ADDITIONAL = 2;

  private DnsGlance() {}

  /** One question; opcode 0; rcode 0, or 3 in a response; a query has no records of its own. */
  public static boolean isMessage(byte[] buffer, int offset, int length) {
    return length > HEADER && Bytes.u16(buffer, offset + 4) == 1 && isUsual(buffer, offset);
  }

  private static boolean isUsual(byte[] buffer, int offset) {
    int flags = Bytes.u16(buffer, offset + 2) & RESPONSE_OPCODE_RCODE;
    boolean query =
        flags == 0
            && Bytes.u16(buffer, offset + 6) == 0
            && Bytes.u16(buffer, offset + 8) == 0
            && Bytes.u16(buffer, offset + 10) <= MOST_ADDITIONAL;
    return query || flags == RESPONSE || flags == (RESPONSE | NO_SUCH_NAME);
  }
}
