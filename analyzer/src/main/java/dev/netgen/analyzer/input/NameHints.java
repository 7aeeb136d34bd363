package dev.netgen.analyzer.input;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.decode.Bytes;
import dev.netgen.model.net.IpAddress;
import java.nio.charset.StandardCharsets;
import java.util.TreeSet;

/**
 * Names of addresses from pcapng name resolution blocks, bounded: of more, the first in the order
 * of addresses are kept, whatever order they come in.
 *
 * <pre>
 * record: type | length | value, padded to 4 bytes; type 0 ends
 * value:  address (type 1: 4 bytes, type 2: 16 bytes), then names, each ended by a zero byte
 * </pre>
 */
final class NameHints {
  /** Most hints kept. */
  static final int MAX = 10_000;

  private static final int MAX_NAME = 255;
  private static final int IPV4 = 1;
  private static final int IPV6 = 2;

  private final TreeSet<NameHint> hints = new TreeSet<>();

  /** Takes a block's body; false when its records do not fit it. */
  boolean read(byte[] buffer, int body, int end, boolean swapped) {
    int at = body;
    while (at + 4 <= end) {
      int type = u16(buffer, at, swapped);
      int length = u16(buffer, at + 2, swapped);
      int value = at + 4;
      if (type == 0) {
        return true;
      }
      if (length > end - value) {
        return false;
      }
      if (type == IPV4 && length > 4) {
        names(IpAddress.ofV4(Bytes.i32(buffer, value)), buffer, value + 4, value + length);
      } else if (type == IPV6 && length > 16) {
        IpAddress address = IpAddress.ofV6(Bytes.i64(buffer, value), Bytes.i64(buffer, value + 8));
        names(address, buffer, value + 16, value + length);
      }
      at = value + ((length + 3) & -4);
    }
    return true;
  }

  private void names(IpAddress address, byte[] buffer, int from, int to) {
    int begin = from;
    for (int i = from; i <= to; i++) {
      if (i == to || buffer[i] == 0) {
        if (i > begin) {
          int length = Math.min(MAX_NAME, i - begin);
          String text = new String(buffer, begin, length, StandardCharsets.ISO_8859_1);
          add(new NameHint(address, text.replaceAll("[^\\x21-\\x7E]", "?")));
        }
        begin = i + 1;
      }
    }
  }

  private void add(NameHint hint) {
    hints.add(hint);
    if (hints.size() > MAX) {
      hints.pollLast();
    }
  }

  void addAll(NameHints more) {
    more.hints.forEach(this::add);
  }

  /** By address, then name. */
  ImmutableList<NameHint> all() {
    return ImmutableList.copyOf(hints);
  }

  private static int u16(byte[] buffer, int index, boolean swapped) {
    int value = Bytes.u16(buffer, index);
    return swapped ? Short.reverseBytes((short) value) & 0xFFFF : value;
  }
}
