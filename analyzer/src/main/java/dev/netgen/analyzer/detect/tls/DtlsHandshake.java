package dev.netgen.analyzer.detect.tls;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.detect.api.Bytes;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/**
 * Handshake messages of DTLS put together from fragments over records and datagrams, whatever their
 * order (RFC 6347 section 4.2.2).
 *
 * <pre>
 * | type 1 | length 3 | message 2 | fragment's offset 3 | fragment's length 3 | fragment
 * </pre>
 */
final class DtlsHandshake {
  private static final int HEADER = 12;
  private static final int MOST_MESSAGES = 32;
  private static final int LONGEST = 1 << 15;

  private final Map<Integer, Partial> messages = new TreeMap<>();

  private static final class Partial {
    final int type;
    final byte[] body;
    final BitSet there;

    Partial(int type, int length) {
      this.type = type;
      this.body = new byte[length];
      this.there = new BitSet(length);
    }

    boolean whole() {
      return there.nextClearBit(0) >= body.length;
    }
  }

  private DtlsHandshake() {}

  /** The messages in clear that are whole, in their order. */
  static TlsHandshake read(DtlsRecords records) {
    DtlsHandshake handshake = new DtlsHandshake();
    for (DtlsRecords.DtlsRecord record : records.records()) {
      if (record.type() == TlsRecords.HANDSHAKE && record.epoch() == 0) {
        handshake.add(record.fragment());
      }
    }
    ImmutableList.Builder<TlsHandshake.Message> whole = ImmutableList.builder();
    boolean cut = false;
    for (Partial partial : handshake.messages.values()) {
      if (partial.whole()) {
        whole.add(new TlsHandshake.Message(partial.type, new Bytes(partial.body)));
      } else {
        cut = true;
      }
    }
    return new TlsHandshake(whole.build(), cut);
  }

  private void add(Bytes fragment) {
    int at = 0;
    while (fragment.has(at, HEADER)) {
      int length = fragment.u24(at + 1);
      int offset = fragment.u24(at + 6);
      int count = fragment.u24(at + 9);
      if (length > LONGEST || offset + count > length || !fragment.has(at + HEADER, count)) {
        return;
      }
      put(
          fragment.u16(at + 4),
          fragment.u8(at),
          length,
          offset,
          fragment.slice(at + HEADER, count));
      at += HEADER + count;
    }
  }

  private void put(int number, int type, int length, int offset, Bytes bytes) {
    if (messages.size() == MOST_MESSAGES && !messages.containsKey(number)) {
      return;
    }
    Partial partial = messages.computeIfAbsent(number, n -> new Partial(type, length));
    if (partial.type == type && partial.body.length == length) {
      byte[] copy = bytes.copy();
      System.arraycopy(copy, 0, partial.body, offset, copy.length);
      partial.there.set(offset, offset + copy.length);
    }
  }
}
