package dev.netgen.analyzer.input;

import dev.netgen.analyzer.decode.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The interfaces of the current pcapng section: descriptions, statistics, drop counts. Options are
 * {@code code | length | value, padded to 4 bytes}.
 */
final class PcapngSection {
  private static final int IF_NAME = 2;
  private static final int IF_TSRESOL = 9;
  private static final int IF_TSOFFSET = 14;
  private static final int ISB_IFDROP = 5;
  private static final int ISB_OSDROP = 7;
  private static final int EPB_DROPCOUNT = 4;
  private static final int MAX_NAME = 128;

  private record Local(int index, int linkType, int snapLength, TimeUnits units) {}

  private final CaptureInterfaces interfaces;
  private final List<Local> locals = new ArrayList<>();
  private boolean swapped;
  private boolean uncertain;
  private long lastNanos;

  PcapngSection(CaptureInterfaces interfaces) {
    this.interfaces = interfaces;
  }

  void begin(boolean otherByteOrder) {
    swapped = otherByteOrder;
    uncertain = false;
    locals.clear();
    interfaces.sectionEnds();
  }

  /**
   * A description of this section may be lost: numbers given to later ones would be guesses, so
   * packets that name them are packets of an interface nobody described.
   */
  void descriptionLost() {
    uncertain = true;
  }

  /** An interface description block's body. */
  boolean describe(byte[] buffer, int body, int end) {
    if (end - body < 8) {
      return false;
    }
    String name = "";
    int resolution = 6;
    long offsetSeconds = 0;
    int at = body + 8;
    while (at + 4 <= end && u16(buffer, at) != 0) {
      int length = u16(buffer, at + 2);
      int value = at + 4;
      if (length > end - value) {
        return false;
      }
      switch (u16(buffer, at)) {
        case IF_NAME -> name = text(buffer, value, length);
        case IF_TSRESOL -> resolution = length < 1 ? resolution : Bytes.u8(buffer, value);
        case IF_TSOFFSET -> offsetSeconds = length < 8 ? 0 : i64(buffer, value);
        default -> {}
      }
      at = value + ((length + 3) & -4);
    }
    if (locals.size() < CaptureInterfaces.MAX) {
      int linkType = u16(buffer, body);
      int index = uncertain ? -1 : interfaces.index(name, locals.size(), linkType);
      TimeUnits units = TimeUnits.of(resolution, offsetSeconds);
      locals.add(new Local(index, linkType, i32(buffer, body + 4), units));
    }
    return true;
  }

  /** An interface statistics block's body: the counters are totals since the capture's start. */
  boolean statistics(byte[] buffer, int body, int end) {
    if (end - body < 12) {
      return false;
    }
    int index = index(i32(buffer, body));
    if (index < 0) {
      return true;
    }
    CaptureInterfaces.Entry entry = interfaces.get(index);
    for (int at = body + 12; at + 12 <= end && u16(buffer, at) != 0; ) {
      int length = u16(buffer, at + 2);
      if (length == 8) {
        long value = i64(buffer, at + 4);
        switch (u16(buffer, at)) {
          case ISB_IFDROP -> entry.reportedByInterface = value;
          case ISB_OSDROP -> entry.reportedByKernel = value;
          default -> {}
        }
      }
      at += 4 + ((length + 3) & -4);
    }
    return true;
  }

  /** Options of an enhanced packet block: packets dropped since the one before. */
  void packetOptions(byte[] buffer, int options, int end, int local) {
    for (int at = options; at + 4 <= end && u16(buffer, at) != 0; ) {
      int length = u16(buffer, at + 2);
      if (u16(buffer, at) == EPB_DROPCOUNT && length == 8 && at + 12 <= end) {
        dropped(local, i64(buffer, at + 4));
      }
      at += 4 + ((length + 3) & -4);
    }
  }

  void dropped(int local, long count) {
    int index = index(local);
    if (index >= 0 && count > 0) {
      interfaces.get(index).droppedBetween += count;
    }
  }

  /** Index over the whole file, or -1 when the section does not describe the interface. */
  int index(int local) {
    return local >= 0 && local < locals.size() ? locals.get(local).index : -1;
  }

  int linkType(int local) {
    return index(local) < 0 ? -1 : locals.get(local).linkType;
  }

  long nanos(int local, long units) {
    if (index(local) >= 0) {
      lastNanos = locals.get(local).units.nanos(units);
    }
    return lastNanos;
  }

  /** Captured bytes of a simple packet block: bounded by the first interface's snap length. */
  int simpleLength(int original, int room) {
    int length = original < 0 ? room : Math.min(original, room);
    int snap = locals.isEmpty() ? 0 : locals.get(0).snapLength;
    return snap > 0 ? Math.min(length, snap) : length;
  }

  private static String text(byte[] buffer, int offset, int length) {
    String text = new String(buffer, offset, Math.min(length, MAX_NAME), StandardCharsets.UTF_8);
    return text.replaceAll("[^\\x21-\\x7E]", "?");
  }

  private int u16(byte[] buffer, int index) {
    int value = Bytes.u16(buffer, index);
    return swapped ? Short.reverseBytes((short) value) & 0xFFFF : value;
  }

  private int i32(byte[] buffer, int index) {
    int value = Bytes.i32(buffer, index);
    return swapped ? Integer.reverseBytes(value) : value;
  }

  private long i64(byte[] buffer, int index) {
    long value = Bytes.i64(buffer, index);
    return swapped ? Long.reverseBytes(value) : value;
  }
}
