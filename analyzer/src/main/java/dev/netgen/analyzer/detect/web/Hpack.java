package dev.netgen.analyzer.detect.web;

import dev.netgen.analyzer.detect.api.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the header blocks of one direction of HTTP/2 in order (RFC 7541 section 6).
 *
 * <pre>
 * 1iiiiiii                    indexed
 * 01iiiiii name? value        literal, added to the table
 * 001sssss                    the table's size
 * 000xiiii name? value        literal
 * </pre>
 */
final class Hpack {
  private static final int MAX_FIELDS = 128;
  private static final int MAX_TEXT = 8192;

  private final HpackTable table = new HpackTable();
  private Bytes bytes = Bytes.EMPTY;
  private int at;
  private boolean broken;

  /** The fields of the next block; those before a fault, after which nothing more is read. */
  List<HpackTable.Field> read(Bytes block) {
    List<HpackTable.Field> fields = new ArrayList<>();
    bytes = block;
    at = 0;
    while (!broken && at < bytes.length() && fields.size() < MAX_FIELDS) {
      int first = bytes.u8(at);
      if (first >>> 5 == 1) {
        broken |= !table.resize(number(5));
        continue;
      }
      HpackTable.Field field = first >= 0x80 ? table.at(number(7)) : literal(first);
      if (field == null) {
        broken = true;
      } else {
        fields.add(field);
      }
    }
    broken |= at < bytes.length();
    return fields;
  }

  /** Whether all blocks were read without a fault. */
  boolean sound() {
    return !broken;
  }

  private HpackTable.@Nullable Field literal(int first) {
    boolean added = first >= 0x40;
    int index = number(added ? 6 : 4);
    HpackTable.Field named = index > 0 ? table.at(index) : null;
    String name = index > 0 ? (named == null ? null : named.name()) : text();
    String value = name == null ? null : text();
    if (name == null || value == null) {
      return null;
    }
    HpackTable.Field field = new HpackTable.Field(name, value);
    if (added) {
      table.add(field);
    }
    return field;
  }

  /** An integer with a prefix of these bits (section 5.1), -1 where it is cut or too large. */
  private int number(int bits) {
    int mask = (1 << bits) - 1;
    int value = bytes.u8(at++) & mask;
    if (value < mask) {
      return value;
    }
    for (int shift = 0; shift <= 14; shift += 7) {
      if (!bytes.has(at, 1)) {
        return -1;
      }
      int next = bytes.u8(at++);
      value += (next & 0x7F) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    return -1;
  }

  private @Nullable String text() {
    if (!bytes.has(at, 1)) {
      return null;
    }
    boolean huffman = bytes.u8(at) >= 0x80;
    int length = number(7);
    if (length < 0 || length > MAX_TEXT || !bytes.has(at, length)) {
      return null;
    }
    int from = at;
    at += length;
    return huffman ? HpackHuffman.decode(bytes, from, length) : bytes.text(from, length);
  }
}
