package dev.netgen.analyzer.flow;

/**
 * Whether a TLS handshake is still in the clear, from record headers alone (RFC 8446 section 5.1).
 *
 * <pre>
 *  0      1              3              5
 * +------+--------------+--------------+------------------
 * | type | version      | length       | fragment ...       20 change_cipher_spec, 21 alert,
 * +------+--------------+--------------+------------------   22 handshake, 23 application_data
 * </pre>
 */
final class TlsGlance {
  /** A preamble (STARTTLS, SSLRequest) is shorter than this. */
  static final int LONGEST_PREAMBLE = 4096;

  private static final int HEADER = 5;
  private static final int ALERT = 21;
  private static final int HANDSHAKE = 22;
  private static final int LONGEST_RECORD = (1 << 14) + 2048;

  private TlsGlance() {}

  /** Where the first hello's record begins, or -1. */
  static int hello(byte[] data, int length) {
    int last = Math.min(length - HEADER - 1, LONGEST_PREAMBLE);
    for (int at = 0; at <= last; at++) {
      if (data[at] == HANDSHAKE && isRecord(data, at)) {
        int message = data[at + HEADER];
        if (message == 1 || message == 2) {
          return at;
        }
      }
    }
    return -1;
  }

  private static boolean isRecord(byte[] data, int at) {
    return data[at + 1] == 3 && data[at + 2] >= 0 && data[at + 2] <= 4 && size(data, at) > 0;
  }

  private static int size(byte[] data, int at) {
    int length = ((data[at + 3] & 0xFF) << 8) | (data[at + 4] & 0xFF);
    return length <= LONGEST_RECORD ? length : 0;
  }

  /** From one record's beginning past all handshake and alert records that end within. */
  static int skip(byte[] data, int length, int record) {
    int at = record;
    while (at + HEADER <= length && clear(data, at) && at + HEADER + size(data, at) <= length) {
      at += HEADER + size(data, at);
    }
    return at;
  }

  /** Whether what begins here may still be handshake in the clear. */
  static boolean unfinished(byte[] data, int length, int record) {
    return record + HEADER > length || clear(data, record);
  }

  private static boolean clear(byte[] data, int at) {
    return (data[at] == HANDSHAKE || data[at] == ALERT) && isRecord(data, at);
  }
}
