package dev.netgen.analyzer.resolve;

import com.google.common.collect.ImmutableList;
import dev.netgen.model.net.IpAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The addresses a DNS response (RFC 1035 section 4) gives for the name that was asked for. A and
 * AAAA records count when their owner is that name or reached from it through CNAME records of the
 * same response; whatever else the response carries is not believed.
 *
 * <pre>
 * | id 16 | flags 16 | questions 16 | answers 16 | authority 16 | additional 16 | question | records
 * record: name | type 16 | class 16 | ttl 32 | length 16 | data
 * </pre>
 */
final class DnsAnswers {
  private static final int HEADER = 12;
  private static final int TYPE_A = 1;
  private static final int TYPE_CNAME = 5;
  private static final int TYPE_AAAA = 28;
  private static final int CLASS_IN = 1;
  private static final int MOST_RECORDS = 256;
  private static final int MOST_JUMPS = 32;
  private static final int MOST_NAME = 253;
  private static final int RECORD_FIXED = 10;

  /** One address of a name, for a number of seconds. */
  record Answer(String name, IpAddress address, long ttlSeconds) {}

  private record Alias(String from, String to) {}

  private record Given(String owner, IpAddress address, long ttlSeconds) {}

  private final byte[] bytes;
  private final int start;
  private final int end;
  private int at;

  private DnsAnswers(byte[] bytes, int offset, int length) {
    this.bytes = bytes;
    this.start = offset;
    this.end = offset + length;
    this.at = offset + HEADER;
  }

  /** The answers in this message; none where it is no such response or is damaged or cut. */
  static ImmutableList<Answer> read(byte[] bytes, int offset, int length) {
    return length < HEADER ? ImmutableList.of() : new DnsAnswers(bytes, offset, length).answers();
  }

  private ImmutableList<Answer> answers() {
    int flags = u16(start + 2);
    boolean response = (flags & 0x8000) != 0 && (flags & 0x7800) == 0 && (flags & 0xF) == 0;
    if (!response || u16(start + 4) != 1) {
      return ImmutableList.of();
    }
    String asked = name();
    at += 4;
    if (asked == null || asked.isEmpty()) {
      return ImmutableList.of();
    }
    List<Alias> aliases = new ArrayList<>();
    List<Given> given = new ArrayList<>();
    int records = Math.min(u16(start + 6), MOST_RECORDS);
    for (int i = 0; i < records && record(aliases, given); i++) {}
    return named(asked, aliases, given);
  }

  private static ImmutableList<Answer> named(String asked, List<Alias> aliases, List<Given> given) {
    Set<String> reached = new HashSet<>(Set.of(asked));
    boolean grew = true;
    while (grew) {
      grew = false;
      for (Alias alias : aliases) {
        grew |= reached.contains(alias.from()) && reached.add(alias.to());
      }
    }
    return given.stream()
        .filter(record -> reached.contains(record.owner()))
        .map(record -> new Answer(asked, record.address(), record.ttlSeconds()))
        .collect(ImmutableList.toImmutableList());
  }

  /** Reads one resource record; false where the message ends or makes no sense. */
  private boolean record(List<Alias> aliases, List<Given> given) {
    String owner = name();
    if (owner == null || at + RECORD_FIXED > end) {
      return false;
    }
    int type = u16(at);
    boolean internet = u16(at + 2) == CLASS_IN;
    long ttl = u32(at + 4);
    int length = u16(at + 8);
    at += RECORD_FIXED;
    int next = at + length;
    if (next > end) {
      return false;
    }
    if (internet) {
      data(type, length, owner, ttl, aliases, given);
    }
    at = next;
    return true;
  }

  private void data(
      int type, int length, String owner, long ttl, List<Alias> aliases, List<Given> given) {
    if (type == TYPE_A && length == 4) {
      given.add(new Given(owner, IpAddress.ofV4((int) u32(at)), ttl));
    } else if (type == TYPE_AAAA && length == 16) {
      given.add(new Given(owner, IpAddress.ofV6(u64(at), u64(at + 8)), ttl));
    } else if (type == TYPE_CNAME) {
      String target = name();
      if (target != null) {
        aliases.add(new Alias(owner, target));
      }
    }
  }

  /** The name at the cursor, lower-cased, which then stands behind it; null where it is damaged. */
  private @Nullable String name() {
    StringBuilder name = new StringBuilder();
    int cursor = at;
    int jumps = 0;
    boolean jumped = false;
    while (cursor < end) {
      int length = bytes[cursor] & 0xFF;
      if (length >= 0xC0) {
        if (cursor + 1 >= end || ++jumps > MOST_JUMPS) {
          return null;
        }
        at = jumped ? at : cursor + 2;
        jumped = true;
        cursor = start + (((length & 0x3F) << 8) | (bytes[cursor + 1] & 0xFF));
      } else if (length == 0) {
        at = jumped ? at : cursor + 1;
        return name.toString().toLowerCase(Locale.ROOT);
      } else if (length > 63 || !label(name, cursor + 1, length)) {
        return null;
      } else {
        cursor += 1 + length;
      }
    }
    return null;
  }

  private boolean label(StringBuilder name, int from, int length) {
    if (from + length > end || name.length() + length + 1 > MOST_NAME) {
      return false;
    }
    if (!name.isEmpty()) {
      name.append('.');
    }
    name.append(new String(bytes, from, length, StandardCharsets.ISO_8859_1));
    return true;
  }

  private int u16(int from) {
    return ((bytes[from] & 0xFF) << 8) | (bytes[from + 1] & 0xFF);
  }

  private long u32(int from) {
    return ((long) u16(from) << 16) | u16(from + 2);
  }

  private long u64(int from) {
    return (u32(from) << 32) | u32(from + 4);
  }
}
