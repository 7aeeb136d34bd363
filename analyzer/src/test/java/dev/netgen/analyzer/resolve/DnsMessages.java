package dev.netgen.analyzer.resolve;

import com.google.common.base.Splitter;
import dev.netgen.model.net.IpAddress;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Makes DNS messages (RFC 1035) by hand. */
public final class DnsMessages {
  /** The number of responses that say no other. */
  public static final int ID = 0x1234;

  private static final int USUAL_RESPONSE = 0x8180;
  private final ByteArrayOutputStream records = new ByteArrayOutputStream();
  private final String asked;
  private final int ttl;
  private int id = ID;
  private int type = 1;
  private int flags = USUAL_RESPONSE;
  private int additional;
  private int count;

  private DnsMessages(String asked, int ttl) {
    this.asked = asked;
    this.ttl = ttl;
  }

  /** A response to a question for this name. */
  public static DnsMessages response(String asked, int ttl) {
    return new DnsMessages(asked, ttl);
  }

  /** A question for this name, with EDNS (RFC 6891). */
  public static byte[] query(int id, String asked) {
    return new DnsMessages(asked, 0).id(id).flags(0x0100).edns().bytes();
  }

  /** Sets the number. */
  public DnsMessages id(int newId) {
    id = newId;
    return this;
  }

  /** Sets what records the question is for. */
  public DnsMessages type(int newType) {
    type = newType;
    return this;
  }

  /** Sets the second word of the header. */
  public DnsMessages flags(int newFlags) {
    flags = newFlags;
    return this;
  }

  /** Adds an EDNS record behind all others. */
  public DnsMessages edns() {
    additional++;
    return this;
  }

  /** Adds a CNAME record. */
  public DnsMessages alias(String owner, String target) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    name(data, target);
    return record(owner, 5, data.toByteArray());
  }

  /** Adds an A or AAAA record. */
  public DnsMessages address(String owner, String address) {
    return record(owner, IpAddress.parse(address).v6() ? 28 : 1, bits(address));
  }

  /** Adds an HTTPS record (RFC 9460) with these hints behind an ALPN parameter. */
  public DnsMessages https(String owner, int priority, String target, String... hints) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    u16(data, priority);
    name(data, target);
    parameter(data, 1, new byte[] {2, 'h', '3'});
    for (String hint : hints) {
      parameter(data, IpAddress.parse(hint).v6() ? 6 : 4, bits(hint));
    }
    return record(owner, 65, data.toByteArray());
  }

  /** Adds any record. */
  public DnsMessages record(String owner, int type, byte[] data) {
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
    u16(message, id);
    u16(message, flags);
    u16(message, 1);
    u16(message, count);
    u16(message, 0);
    u16(message, additional);
    name(message, asked);
    u16(message, type);
    u16(message, 1);
    message.writeBytes(records.toByteArray());
    for (int i = 0; i < additional; i++) {
      message.writeBytes(new byte[] {0, 0, 41, 4, (byte) 0xD0, 0, 0, 0, 0, 0, 0});
    }
    return message.toByteArray();
  }

  private static byte[] bits(String address) {
    IpAddress value = IpAddress.parse(address);
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    for (int shift = 56; value.v6() && shift >= 0; shift -= 8) {
      data.write((int) (value.high() >>> shift));
    }
    for (int shift = value.v6() ? 56 : 24; shift >= 0; shift -= 8) {
      data.write((int) (value.low() >>> shift));
    }
    return data.toByteArray();
  }

  private static void parameter(ByteArrayOutputStream out, int key, byte[] value) {
    u16(out, key);
    u16(out, value.length);
    out.writeBytes(value);
  }

  private static void name(ByteArrayOutputStream out, String name) {
    for (String label : Splitter.on('.').omitEmptyStrings().split(name)) {
      byte[] bytes = label.getBytes(StandardCharsets.ISO_8859_1);
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
