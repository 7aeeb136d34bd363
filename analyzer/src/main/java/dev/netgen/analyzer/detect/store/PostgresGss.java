package dev.netgen.analyzer.detect.store;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.model.graph.Encryption;

/**
 * PostgreSQL behind an agreed GSSENCRequest ("GSSAPI Session Encryption"): a context is built, then
 * both sides send wrap tokens of RFC 4121 section 4.2.6.2.
 *
 * <pre>
 * length 32 | 60 ...                        context token (RFC 2743 section 3.1)
 * length 32 | 05 04 | flags 8 | FF | ...    wrap token; flag 2: sealed
 * </pre>
 */
final class PostgresGss {
  private static final String NAME = "postgresql";
  private static final int MAX_PACKET = 1 << 16;
  private static final int MAX_TOKENS = 16;
  private static final int CONTEXT = 0x60;
  private static final int WRAP = 0x0504;
  private static final int SEALED = 2;

  /** What a direction's tokens show. */
  private enum Tokens {
    NONE,
    OTHER,
    SIGNED,
    SEALED
  }

  private PostgresGss() {}

  /** Both sides behind the agreement. */
  static Finding detect(Exchange rest) {
    Tokens client = tokens(rest.client().bytes());
    Tokens server = tokens(rest.server().bytes());
    if (client == Tokens.SEALED && server == Tokens.SEALED) {
      return Finding.of(
          NAME, Encryption.UPGRADED, "GSSENCRequest agreed, then sealed messages of both sides");
    }
    return client == Tokens.SIGNED || server == Tokens.SIGNED
        ? Finding.plaintext(NAME, "GSSENCRequest agreed, messages signed and not sealed")
        : Finding.of(NAME, Encryption.OPAQUE, "GSSENCRequest agreed, no sealed messages seen");
  }

  private static Tokens tokens(Bytes bytes) {
    long at = 0;
    Tokens seen = Tokens.NONE;
    for (int i = 0; i < MAX_TOKENS && bytes.has(at, 8); i++) {
      int start = (int) at;
      long length = bytes.u32(start);
      boolean wrapped = bytes.u16(start + 4) == WRAP && bytes.u8(start + 7) == 0xFF;
      if (length < 4 || length > MAX_PACKET) {
        return Tokens.OTHER; // whatever was sealed before
      }
      if (wrapped) {
        if ((bytes.u8(start + 6) & SEALED) == 0) {
          return Tokens.SIGNED;
        }
        seen = Tokens.SEALED;
      } else if (seen == Tokens.SEALED) {
        return Tokens.OTHER;
      } else if (i == 0 && bytes.u8(start + 4) != CONTEXT) {
        return Tokens.OTHER;
      }
      at += 4 + length;
    }
    return seen;
  }
}
