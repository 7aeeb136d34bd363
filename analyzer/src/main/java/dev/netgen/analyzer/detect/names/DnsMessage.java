package dev.netgen.analyzer.detect.names;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.model.net.IpAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A DNS message (RFC 1035 section 4), read strictly and within bounds: what it asks, and the
 * addresses and aliases it answers. Names are lower-case without the final dot; octets other than
 * printable ASCII, dots and backslashes within a label are written {@code \DDD}.
 *
 * @param id the identifier that pairs query and response
 * @param response whether it is a response
 * @param responseCode 0 is "no error", 3 "no such name"
 * @param truncated whether it says that it was cut (TC)
 * @param questionName the name asked for; empty for the root or without a question
 * @param questionType the type asked for (1 A, 28 AAAA), or 0 without a question
 * @param answers A, AAAA and CNAME records of the answer section, in order
 */
public record DnsMessage(
    int id,
    boolean response,
    int responseCode,
    boolean truncated,
    String questionName,
    int questionType,
    ImmutableList<Answer> answers) {

  /**
   * One record of the answer section.
   *
   * @param name the owner
   * @param ttlSeconds how long it may be cached; values above 2^31 - 1 count as 0 (RFC 2181)
   * @param address the address of an A or AAAA record, else null
   * @param alias the target of a CNAME record, else empty
   */
  public record Answer(String name, long ttlSeconds, @Nullable IpAddress address, String alias) {}

  /** Reads a whole datagram; empty unless every byte is accounted for. */
  public static Optional<DnsMessage> parse(byte[] datagram) {
    return Optional.ofNullable(DnsReader.read(new Bytes(datagram)).message());
  }
}
