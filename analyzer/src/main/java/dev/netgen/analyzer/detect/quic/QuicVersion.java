package dev.netgen.analyzer.detect.quic;

import com.google.common.io.BaseEncoding;
import java.util.Locale;

/**
 * What differs between versions of QUIC before keys are agreed on (RFC 9001 section 5.2, RFC 9369).
 */
final class QuicVersion {
  static final long NEGOTIATION = 0;

  private static final long ONE = 1;
  private static final long TWO = 0x6B3343CFL;

  /** Version 2 up to the fourth draft of what became RFC 9369. */
  private static final long TWO_DRAFT = 0x709A50C4L;

  private static final long DRAFTS = 0xFF000000L;
  private static final int FIRST_DRAFT = 23;
  private static final int FIRST_LATE_DRAFT = 29;
  private static final int LAST_DRAFT = 34;
  private static final int KINDS = 4;

  private QuicVersion() {}

  static boolean isKnown(long version) {
    return version == ONE || isTwo(version) || isDraft(version);
  }

  private static boolean isTwo(long version) {
    return version == TWO || version == TWO_DRAFT;
  }

  private static boolean isDraft(long version) {
    return version >= DRAFTS + FIRST_DRAFT && version <= DRAFTS + LAST_DRAFT;
  }

  /** {@code 1}, {@code 2}, {@code draft-29}, {@code 2-draft}. */
  static String name(long version) {
    if (isDraft(version)) {
      return "draft-" + (version - DRAFTS);
    }
    if (version == TWO_DRAFT) {
      return "2-draft";
    }
    if (version == ONE || version == TWO) {
      return version == ONE ? "1" : "2";
    }
    return "0x" + Long.toHexString(version).toUpperCase(Locale.ROOT);
  }

  /** The kind a long header's two type bits stand for: 0 Initial, 1 0-RTT, 2 Handshake, 3 Retry. */
  static int kind(long version, int typeBits) {
    return isTwo(version) ? (typeBits + KINDS - 1) % KINDS : typeBits;
  }

  /** What is put before the labels of packet keys. */
  static String label(long version) {
    return isTwo(version) ? "quicv2 " : "quic ";
  }

  static byte[] salt(long version) {
    String hex;
    if (version == ONE || version > DRAFTS + 32) {
      hex = "38762CF7F55934B34D179AE6A4C80CADCCBB7F0A";
    } else if (version == TWO) {
      hex = "0DEDE3DEF700A6DB819381BE6E269DCBF9BD2ED9";
    } else if (version == TWO_DRAFT) {
      hex = "A707C203A59B47184A1D62CA570406EA7AE3E5D3";
    } else if (version >= DRAFTS + FIRST_LATE_DRAFT) {
      hex = "AFBFEC289993D24C9E9786F19C6111E04390A899";
    } else {
      hex = "C3EEF712C72EBB5A11A7D2432BB46365BEF9F502";
    }
    return BaseEncoding.base16().decode(hex);
  }
}
