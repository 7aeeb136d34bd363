package dev.netgen.analyzer.resolve;

import com.google.common.collect.ImmutableList;
import dev.netgen.model.net.IpAddress;
import java.util.Optional;

/**
 * A DNS question or the response to one (RFC 1035 section 4.1).
 *
 * <pre>
 * | id 16 | QR opcode4 AA TC RD RA Z AD CD rcode4 | questions 16 | answers 16 | authority 16 |
 * | additional 16 | question: name, type 16, class 16 | records
 * </pre>
 *
 * @param id what a response has in common with its question
 * @param response whether it is a response
 * @param asked the name that is asked for, lower-cased
 * @param type what records are asked for (IANA, DNS resource record types)
 * @param answers of a response, the addresses it gives for that name; none where the name does not
 *     exist or has none, and those that are there where it was cut (TC, or by the capture)
 */
record DnsMessage(int id, boolean response, String asked, int type, ImmutableList<Answer> answers) {
  private static final int HEADER = 12;
  private static final int QUESTION_FIXED = 4;
  private static final int CLASS = 2;
  private static final int RESPONSE = 0x8000;
  private static final int OPCODE = 0x7800;
  private static final int RCODE = 0xF;
  private static final int NO_SUCH_NAME = 3;

  /**
   * One address of a name.
   *
   * @param names the name asked for, and those that aliases lead on to, up to the address's own
   * @param address the address
   * @param ttlSeconds how long all of that holds
   */
  record Answer(ImmutableList<String> names, IpAddress address, long ttlSeconds) {}

  /** The message in these bytes; empty where they are damaged, or something else of DNS. */
  static Optional<DnsMessage> read(byte[] bytes, int offset, int length) {
    DnsCursor cursor = new DnsCursor(bytes, offset, length);
    if (!cursor.has(HEADER)) {
      return Optional.empty();
    }
    int id = cursor.u16();
    int flags = cursor.u16();
    int questions = cursor.u16();
    int records = cursor.u16();
    int rcode = flags & RCODE;
    boolean usual = (flags & OPCODE) == 0 && (rcode == 0 || rcode == NO_SUCH_NAME);
    if (!usual || questions != 1) {
      return Optional.empty();
    }
    cursor.at = offset + HEADER;
    String asked = cursor.name();
    if (asked == null || asked.isEmpty() || !cursor.has(QUESTION_FIXED)) {
      return Optional.empty();
    }
    int type = cursor.u16();
    cursor.at += CLASS;
    boolean response = (flags & RESPONSE) != 0;
    ImmutableList<Answer> answers =
        response && rcode == 0 ? DnsAnswers.read(cursor, asked, records) : ImmutableList.of();
    return Optional.of(new DnsMessage(id, response, asked, type, answers));
  }
}
