package dev.netgen.analyzer.detect.directory;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Exchange;

/**
 * What stands behind the last LDAP message in clear. A SASL layer wraps what follows in buffers
 * behind a 32-bit length (RFC 4422 section 3.7); GSSAPI's tokens say whether they are sealed (RFC
 * 4121 section 4.2.6.2: flag 2; RFC 1964 section 1.2.2: SEAL_ALG FF FF is none).
 */
enum LdapProtection {
  NONE,
  READABLE,
  SEALED,
  UNKNOWN;

  private static final int LENGTH = 4;
  private static final int MAX_BUFFER = 1 << 24;

  /** Where in an unsealed buffer the message stands: behind nothing, or a signature of 16 bytes. */
  private static final int[] MESSAGE_AT = {0, 16, 28};

  static LdapProtection behind(Exchange exchange, LdapMessages client, LdapMessages server) {
    LdapProtection one = of(exchange.client().bytes(), client, false);
    LdapProtection other = of(exchange.server().bytes(), server, true);
    return one.compareTo(other) > 0 ? one : other;
  }

  private static LdapProtection of(Bytes bytes, LdapMessages messages, boolean fromServer) {
    if (messages.clean() || messages.isEmpty()) {
      return NONE;
    }
    Bytes rest = bytes.from((int) messages.end());
    if (rest.u8(0) == Ber.SEQUENCE) {
      return NONE; // a message that is not understood, in clear all the same
    }
    if (!rest.has(0, LENGTH) || rest.u32(0) == 0 || rest.u32(0) >= MAX_BUFFER) {
      return rest.u8(0) == 0 ? SEALED : UNKNOWN;
    }
    return buffer(rest.from(LENGTH), fromServer);
  }

  private static LdapProtection buffer(Bytes token, boolean fromServer) {
    for (int at : MESSAGE_AT) {
      if (token.has(at, 2) && !LdapMessages.read(token, at, fromServer).isEmpty()) {
        return READABLE;
      }
    }
    if (token.has(0, 3) && token.u16(0) == 0x0504) {
      return (token.u8(2) & 2) == 0 ? READABLE : SEALED;
    }
    return old(token) ? READABLE : SEALED;
  }

  /** A token of RFC 1964 that is not sealed: 60 length 06 09 object 02 01 signature FF FF. */
  private static boolean old(Bytes token) {
    Ber outer = Ber.at(token, 0);
    Ber object = outer == null || outer.tag() != 0x60 ? null : Ber.inside(token, outer);
    if (object == null || object.tag() != Ber.OBJECT || !token.has(object.end(), 6)) {
      return false;
    }
    int at = (int) object.end();
    return token.u16(at) == 0x0201 && token.u16(at + 4) == 0xFFFF;
  }
}
