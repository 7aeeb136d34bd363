package dev.netgen.analyzer.detect.network;

import dev.netgen.analyzer.detect.api.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * One SNMP message (RFC 1157, RFC 3416, RFC 3412).
 *
 * <pre>
 * v1, v2c: SEQUENCE { version INTEGER 0|1, community OCTETS, PDU [0..8] }
 * v3:      SEQUENCE { version 3, SEQUENCE { id, size, flags OCTETS(1), model }, security OCTETS, scoped PDU }
 * scoped PDU: OCTETS where encrypted, else SEQUENCE { engine OCTETS, context OCTETS, PDU }
 * </pre>
 *
 * @param version 0, 1 or 3
 * @param flags of version 3: 1 authenticated, 2 private, 4 reportable
 * @param pdu the PDU's tag; 0 where it is encrypted
 * @param empty whether the PDU names no variable, as that which asks for the engine
 */
record SnmpMessage(int version, int flags, int pdu, boolean empty) {
  static final int GET = 0xA0;
  static final int RESPONSE = 0xA2;
  static final int TRAP_1 = 0xA4;
  static final int TRAP_2 = 0xA7;
  static final int REPORT = 0xA8;

  private static final int PRIVATE = 2;
  private static final int REPORTABLE = 4;
  private static final int VERSION_3 = 3;

  static @Nullable SnmpMessage read(Bytes bytes) {
    if (!bytes.has(0, 8) || bytes.u8(0) != Ber.SEQUENCE) {
      return null;
    }
    Ber message = Ber.read(bytes, 0);
    if (message == null || message.end() != bytes.length()) {
      return null;
    }
    Ber version = Ber.read(bytes, message.from(), Ber.INTEGER, message.end());
    if (version == null || version.length() != 1) {
      return null;
    }
    return switch (bytes.u8(version.from())) {
      case 0, 1 -> community(bytes, version, message.end());
      case VERSION_3 -> user(bytes, version, message.end());
      default -> null;
    };
  }

  private static @Nullable SnmpMessage community(Bytes bytes, Ber version, int end) {
    Ber community = Ber.read(bytes, version.end(), Ber.OCTETS, end);
    return community == null ? null : pdu(bytes, bytes.u8(version.from()), 0, community.end(), end);
  }

  private static @Nullable SnmpMessage pdu(Bytes bytes, int version, int flags, int at, int end) {
    Ber pdu = Ber.read(bytes, at);
    if (pdu == null || pdu.end() != end || pdu.tag() < GET || pdu.tag() > REPORT) {
      return null;
    }
    Ber first = Ber.read(bytes, pdu.from());
    boolean trap = pdu.tag() == TRAP_1;
    if (first == null || first.end() > end || first.tag() != (trap ? 0x06 : Ber.INTEGER)) {
      return null;
    }
    return new SnmpMessage(version, flags, pdu.tag(), bytes.at(end - 2, "0\0"));
  }

  private static @Nullable SnmpMessage user(Bytes bytes, Ber version, int end) {
    Ber header = Ber.read(bytes, version.end(), Ber.SEQUENCE, end);
    Ber id = header == null ? null : Ber.read(bytes, header.from(), Ber.INTEGER, header.end());
    Ber size = id == null ? null : Ber.read(bytes, id.end(), Ber.INTEGER, end);
    Ber flags = size == null ? null : Ber.read(bytes, size.end(), Ber.OCTETS, end);
    if (header == null || flags == null || flags.length() != 1) {
      return null;
    }
    Ber security = Ber.read(bytes, header.end(), Ber.OCTETS, end);
    Ber scoped = security == null ? null : Ber.read(bytes, security.end());
    if (scoped == null || scoped.end() != end) {
      return null;
    }
    int flagged = bytes.u8(flags.from());
    boolean hidden = (flagged & PRIVATE) != 0;
    if (scoped.tag() != (hidden ? Ber.OCTETS : Ber.SEQUENCE)) {
      return null;
    }
    return hidden
        ? new SnmpMessage(VERSION_3, flagged, 0, false)
        : scoped(bytes, flagged, scoped.from(), end);
  }

  private static @Nullable SnmpMessage scoped(Bytes bytes, int flags, int at, int end) {
    Ber engine = Ber.read(bytes, at, Ber.OCTETS, end);
    Ber context = engine == null ? null : Ber.read(bytes, engine.end(), Ber.OCTETS, end);
    return context == null ? null : pdu(bytes, VERSION_3, flags, context.end(), end);
  }

  boolean hidden() {
    return pdu == 0;
  }

  /** Whether it asks, as far as that can be read. */
  boolean asks() {
    return hidden() ? (flags & REPORTABLE) != 0 : pdu != RESPONSE && pdu != REPORT;
  }

  /** Whether it only serves to find the other's engine, which is never encrypted (RFC 3414, 4). */
  boolean discovery() {
    return version == VERSION_3 && (pdu == REPORT || (pdu == GET && empty));
  }

  /** Sent without being asked, to who receives notifications. */
  boolean trap() {
    return pdu == TRAP_1 || pdu == TRAP_2;
  }

  /** As it is usually written. */
  String versionText() {
    return version == VERSION_3 ? "3" : version == 0 ? "1" : "2c";
  }
}
