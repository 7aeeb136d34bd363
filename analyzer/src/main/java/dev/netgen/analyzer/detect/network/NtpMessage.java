package dev.netgen.analyzer.detect.network;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Speech;
import org.jspecify.annotations.Nullable;

/**
 * One NTP message.
 *
 * <pre>
 * LI 2 version 3 mode 3 | stratum 8 | poll 8 | precision 8 | root delay 32 | root dispersion 32 | reference 32
 * reference, originate, receive, transmit timestamps, 64 each | extension fields, digest   (RFC 5905 7.3)
 * mode 6: R E M opcode 5 | sequence 16 | status 16 | association 16 | offset 16 | count 16    (RFC 9327)
 * mode 7: R M version 3 mode 3 | A sequence 7 | implementation 8 | request 8 | error 4 items 12 | 0 4 size 12
 * </pre>
 *
 * @param version 1 to 4
 * @param mode 0 to 7
 * @param response whether a control or private message answers
 * @param stratum of a time message
 */
record NtpMessage(int version, int mode, boolean response, int stratum, Bytes bytes) {
  static final int ACTIVE = 1;
  static final int PASSIVE = 2;
  static final int CLIENT = 3;
  static final int SERVER = 4;
  static final int BROADCAST = 5;
  static final int CONTROL = 6;
  static final int PRIVATE = 7;

  private static final int TIME = 48;
  private static final int MAX_TIME = 1400;
  private static final int CONTROL_HEADER = 12;
  private static final int PRIVATE_HEADER = 8;
  private static final int MAX_AUTHENTICATOR = 24;
  private static final int LAST_OPCODE = 12;
  private static final int UNSET_TRAP = 31;
  private static final int LAST_REQUEST = 45;
  private static final int MAX_STRATUM = 16;
  private static final int ORIGINATE = 24;
  private static final int TRANSMIT = 40;

  /** The first message of this side, null where it is none. */
  static @Nullable NtpMessage first(Speech speech) {
    return speech.isEmpty() ? null : read(speech.bytes());
  }

  static @Nullable NtpMessage read(Bytes bytes) {
    if (!bytes.has(0, PRIVATE_HEADER)) {
      return null;
    }
    int mode = bytes.u8(0) & 7;
    int version = (bytes.u8(0) >>> 3) & 7;
    if (version < 1 || version > 4) {
      return null;
    }
    return switch (mode) {
      case CONTROL ->
          isControl(bytes)
              ? new NtpMessage(version, mode, (bytes.u8(1) & 0x80) != 0, 0, bytes)
              : null;
      case PRIVATE ->
          isPrivate(bytes)
              ? new NtpMessage(version, mode, (bytes.u8(0) & 0x80) != 0, 0, bytes)
              : null;
      default -> isTime(bytes) ? new NtpMessage(version, mode, false, bytes.u8(1), bytes) : null;
    };
  }

  private static boolean isTime(Bytes bytes) {
    int length = bytes.length();
    if (length < TIME || length > MAX_TIME || length % 4 != 0) {
      return false;
    }
    int poll = (byte) bytes.u8(2);
    int precision = (byte) bytes.u8(3);
    return bytes.u8(1) <= MAX_STRATUM
        && poll >= -8
        && poll <= 36
        && precision >= -64
        && precision <= 32;
  }

  private static boolean isControl(Bytes bytes) {
    if (!bytes.has(0, CONTROL_HEADER) || bytes.u8(0) >= 0xC0) {
      return false;
    }
    int opcode = bytes.u8(1) & 0x1F;
    int end = CONTROL_HEADER + bytes.u16(10);
    return opcode > 0
        && (opcode <= LAST_OPCODE || opcode == UNSET_TRAP)
        && bytes.length() >= end
        && bytes.length() <= end + 3 + MAX_AUTHENTICATOR;
  }

  private static boolean isPrivate(Bytes bytes) {
    int implementation = bytes.u8(2);
    boolean known = implementation == 0 || implementation == 2 || implementation == 3;
    return known && bytes.u8(3) <= LAST_REQUEST && bytes.u16(6) >>> 12 == 0;
  }

  /** Whether the fields that are small in whatever is no noise are so, and a time is told. */
  boolean plausible() {
    return switch (mode) {
      case CONTROL -> bytes.u8(1) >>> 5 == 0 && bytes.u16(10) + CONTROL_HEADER <= bytes.length();
      case PRIVATE -> bytes.u8(0) >>> 6 == 0 && bytes.u8(2) == 3 && bytes.u32(4) == 0;
      default ->
          bytes.u32(4) < 1 << 20
              && bytes.u32(8) < 1 << 24
              && (bytes.u32(TRANSMIT) != 0 || bytes.u32(TRANSMIT + 4) != 0 || emptyRequest());
    };
  }

  /** What the simplest clients send: nothing but the first byte. */
  private boolean emptyRequest() {
    for (int i = 1; i < TIME; i++) {
      if (bytes.u8(i) != 0) {
        return false;
      }
    }
    return mode == CLIENT && bytes.length() == TIME;
  }

  /** Whether this answers that request: its originate timestamp is the request's transmit one. */
  boolean answers(NtpMessage request) {
    return bytes.u32(ORIGINATE) == request.bytes().u32(TRANSMIT)
        && bytes.u32(ORIGINATE + 4) == request.bytes().u32(TRANSMIT + 4);
  }
}
