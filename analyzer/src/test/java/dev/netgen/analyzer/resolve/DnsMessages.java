package dev.netgen.analyzer.resolve;

import com.google.common.base.Splitter;
import dev.netgen.model.net.IpAddress;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Makes DNS responses (RFC 1035) by hand. */
public final class DnsMessages {
  private final ByteArrayOutputStream records = new ByteArrayOutputStream();
  private final String asked;
  private final int ttl;
  private int count;

  private DnsMessages(String asked, int ttl) {
    this.asked = asked;
    this.ttl = ttl;
  }

  /** A response to a question for this name. */
  public static DnsMessages response(String asked, int ttl) {
    return new DnsMessages(asked, ttl);
  }

  /** Adds a CNAME record. */
  public DnsMessages alias(String owner, String target) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    name(data, target);
    return record(owner, 5, data.toByteArray());
  }

  /** Adds an A or AAAA record. */
  public DnsMessages address(String owner, String address) {
    IpAddress value = IpAddress.parse(address);
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    for (int shift = 56; value.v6() && shift >= 0; shift -= 8) {
      data.write((int) (value.high() >>> shift));
    }
    for (int shift = value.v6() ? 56 : 24; shift >= 0; shift -= 8) {
      data.write((int) (value.low() >>> shift));
    }
    return record(owner, value.v6() ? 28 : 1, data.toByteArray());
  }

  private DnsMessages record(String owner, int type, byte[] data) {
    name(records, owner);
    u16(records, type);
    u16(records, 1);
    u16(records, ttl >>> 16);
    u16(records, ttl & 0xFFFF);
    u16(records, data.length);
    records.writeBytes(data);
    count++;
    return this;
  }

  /** The message. */
  public byte[] bytes() {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    u16(message, 0x1234);
    u16(message, 0x8180);
    u16(message, 1);
    u16(message, count);
    u16(message, 0);
    u16(message, 0);
    name(message, asked);
    u16(message, 1);
    u16(message, 1);
    message.writeBytes(records.toByteArray());
    return message.toByteArray();
  }

  private static void name(ByteArrayOutputStream out, String name) {
    for (String label : Splitter.on('.').split(name)) {
      byte[] bytes = label.getBytes(StandardCharsets.US_ASCII);
      out.write(bytes.length);
      out.writeBytes(bytes);
    }
    out.write(0);
  }

  private static void u16(ByteArrayOutputStream out, int value) {
    out.write(value >>> 8);
    out.write(value);
  }
}
