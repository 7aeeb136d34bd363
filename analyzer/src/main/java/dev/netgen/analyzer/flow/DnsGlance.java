package dev.netgen.analyzer.flow;

import dev.netgen.analyzer.decode.Bytes;

/**
 * Whether a UDP payload looks like a successful DNS response, from its header alone (RFC 1035
 * section 4.1.1).
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

  private DnsGlance() {}

  /** QR set, opcode and rcode 0, one question, an answer at least. */
  public static boolean isAnswer(byte[] buffer, int offset, int length) {
    return length > HEADER
        && (Bytes.u16(buffer, offset + 2) & RESPONSE_OPCODE_RCODE) == RESPONSE
        && Bytes.u16(buffer, offset + 4) == 1
        && Bytes.u16(buffer, offset + 6) != 0;
  }
}
