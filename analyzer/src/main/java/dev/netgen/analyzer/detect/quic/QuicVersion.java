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
  private static final int FIRST_DRAFT = 22;
  private static final int SECOND_DRAFT = 23;
  private static final int FIRST_LATE_DRAFT = 29;
  private static final int LAST_SALTED_DRAFT = 32;
  private static final int LAST_DRAFT = 34;
  private static final int KINDS = 4;

  /** Google's versions that had the header of the drafts, as text. */
  private static final long Q050 = 0x51303530L;

  private static final long T050 = 0x54303530L;
  private static final long T051 = 0x54303531L;

  /** Those of mvfst, by the drafts they followed; later ones are names of version 1. */
  private static final long MVFST = 0xFACEB000L;

  private static final long MVFST_22 = MVFST + 1;
  private static final long MVFST_27 = MVFST + 2;
  private static final long MVFST_TRIAL = MVFST + 0x0E;

  private QuicVersion() {}

  static boolean isKnown(long version) {
    return version == ONE
        || isTwo(version)
        || isDraft(version)
        || isGoogle(version)
        || (version & ~0xFFL) == MVFST;
  }

  private static boolean isGoogle(long version) {
    return version == Q050 || version == T050 || version == T051;
  }

  private static boolean isTwo(long version) {
    return version == TWO || version == TWO_DRAFT;
  }

  private static boolean isDraft(long version) {
    return version >= DRAFTS + FIRST_DRAFT && version <= DRAFTS + LAST_DRAFT;
  }

  /** {@code 1}, {@code 2}, {@code draft-29}, {@code 2-draft}, {@code T051}. */
  static String name(long version) {
    if (isGoogle(version)) {
      return (version == Q050 ? "Q" : "T") + (version == T051 ? "051" : "050");
    }
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
    return BaseEncoding.base16()
        .decode(isDraft(version) ? saltOf(version - DRAFTS) : named(version));
  }

  private static String named(long version) {
    if (version == TWO) {
      return "0DEDE3DEF700A6DB819381BE6E269DCBF9BD2ED9";
    }
    if (version == TWO_DRAFT) {
      return "A707C203A59B47184A1D62CA570406EA7AE3E5D3";
    }
    if (version == Q050) {
      return "504574EFD066FE2F9D945CFCDBD3A7F0D3B56B45";
    }
    if (version == T050) {
      return "7FF579E5ACD072915580304C43A2367C60488310";
    }
    if (version == T051) {
      return "7A4EDEF4E7CCEE5FA4506C19124FC8CCDA6E033D";
    }
    if (version == MVFST_22) {
      return saltOf(FIRST_DRAFT);
    }
    return saltOf(version == MVFST_27 || version == MVFST_TRIAL ? SECOND_DRAFT : LAST_DRAFT);
  }

  /** By draft; from the 33rd on it is the one of version 1. */
  private static String saltOf(long draft) {
    if (draft < SECOND_DRAFT) {
      return "7FBCDB0E7C66BBE9193A96CD21519EBD7A02644A";
    }
    if (draft < FIRST_LATE_DRAFT) {
      return "C3EEF712C72EBB5A11A7D2432BB46365BEF9F502";
    }
    return draft <= LAST_SALTED_DRAFT
        ? "AFBFEC289993D24C9E9786F19C6111E04390A899"
        : "38762CF7F55934B34D179AE6A4C80CADCCBB7F0A";
  }
}
