package dev.netgen.analyzer.detect.names;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.model.net.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * Reads one DNS message.
 *
 * <pre>
 * id 16 | QR 1 opcode 4 AA TC RD RA Z AD CD rcode 4 | questions, answers, authority, additional 16
 * question: name type 16 class 16        record: name type 16 class 16 TTL 32 length 16 data
 * name: (length 1..63, octets)* 0, or a pointer 11xxxxxx xxxxxxxx to an earlier name (section 4.1.4)
 * </pre>
 */
final class DnsReader {
  static final int HEADER = 12;

  private static final int MAX_RECORDS = 1024;
  private static final int MAX_NAME = 255;
  private static final int NETBIOS_NB = 32;
  private static final int NETBIOS_NBSTAT = 33;
  private static final int NETBIOS_NAME = 32;
  private static final int TYPE_A = 1;
  private static final int TYPE_CNAME = 5;
  private static final int TYPE_AAAA = 28;
  private static final int CLASS_IN = 1;

  private final Bytes bytes;
  private final ImmutableList.Builder<DnsMessage.Answer> answers = ImmutableList.builder();
  private int at;
  private String question = "";
  private int questionType;
  private @Nullable String problem;

  private DnsReader(Bytes bytes) {
    this.bytes = bytes;
  }

  /**
   * What was read.
   *
   * @param message null unless all is well
   * @param problem why not
   * @param cut whether the bytes merely end too early
   */
  record Reading(@Nullable DnsMessage message, String problem, boolean cut) {}

  /** Reads a message that fills these bytes. */
  static Reading read(Bytes bytes) {
    if (!bytes.has(0, HEADER)) {
      return new Reading(null, "header cut", true);
    }
    return new DnsReader(bytes).message();
  }

  private Reading message() {
    int flags = bytes.u16(2);
    String headerProblem = header(flags);
    if (headerProblem != null) {
      return new Reading(null, headerProblem, false);
    }
    at = HEADER;
    questions(bytes.u16(4));
    records(bytes.u16(6), true);
    records(bytes.u16(8) + bytes.u16(10), false);
    if (problem != null) {
      return new Reading(null, problem, problem.endsWith("cut"));
    }
    if (at != bytes.length()) {
      return new Reading(null, "bytes after the last record", false);
    }
    return new Reading(
        new DnsMessage(
            bytes.u16(0),
            (flags & 0x8000) != 0,
            flags & 0xF,
            (flags & 0x0200) != 0,
            question,
            questionType,
            answers.build()),
        "",
        false);
  }

  /** What in the header no DNS message has: opcodes, the Z bit, counts. */
  private @Nullable String header(int flags) {
    int opcode = (flags >>> 11) & 0xF;
    int questions = bytes.u16(4);
    long records = (long) bytes.u16(6) + bytes.u16(8) + bytes.u16(10);
    if (opcode > 6 || opcode == 3) {
      return "unknown opcode";
    }
    if ((flags & 0x0040) != 0) {
      return "reserved bit set";
    }
    if (questions > 32 || records > MAX_RECORDS) {
      return "too many records";
    }
    boolean query = (flags & 0x8000) == 0;
    if (query && opcode == 0 && (questions == 0 || (flags & 0xF) != 0)) {
      return "query without a question, or with a response code";
    }
    return questions + records == 0 && query ? "nothing in it" : null;
  }

  private void questions(int count) {
    for (int i = 0; i < count && problem == null; i++) {
      String name = name();
      if (problem != null || !need(4)) {
        return;
      }
      int type = bytes.u16(at);
      if (netBios(name, type)) {
        problem = "a NetBIOS name service message";
        return;
      }
      if (!knownClass(bytes.u16(at + 2)) || type == 0) {
        problem = "question of an unknown class";
        return;
      }
      if (i == 0) {
        question = name;
        questionType = type;
      }
      at += 4;
    }
  }

  /** RFC 1002 section 4.2.1.2: 32 letters A to P, type NB or NBSTAT. */
  private static boolean netBios(String name, int type) {
    int dot = name.indexOf('.');
    String first = dot < 0 ? name : name.substring(0, dot);
    return (type == NETBIOS_NB || type == NETBIOS_NBSTAT)
        && first.length() == NETBIOS_NAME
        && first.chars().allMatch(c -> c >= 'a' && c <= 'p');
  }

  /** IN, CH, HS, NONE, ANY; the top bit is multicast DNS's (RFC 6762). */
  private static boolean knownClass(int value) {
    int base = value & 0x7FFF;
    return base == CLASS_IN || base == 3 || base == 4 || base == 254 || base == 255;
  }

  private void records(int count, boolean keep) {
    for (int i = 0; i < count && problem == null; i++) {
      String name = name();
      if (problem != null || !need(10)) {
        return;
      }
      int length = bytes.u16(at + 8);
      int start = at;
      at += 10;
      if (!need(length)) {
        return;
      }
      if (keep && (bytes.u16(start + 2) & 0x7FFF) == CLASS_IN) {
        answer(name, bytes.u16(start), bytes.u32(start + 4), length);
      }
      at = start + 10 + length;
    }
  }

  private void answer(String name, int type, long ttl, int length) {
    long seconds = ttl > Integer.MAX_VALUE ? 0 : ttl;
    if (type == TYPE_A && length == 4) {
      IpAddress address = IpAddress.ofV4((int) bytes.u32(at));
      answers.add(new DnsMessage.Answer(name, seconds, address, ""));
    } else if (type == TYPE_AAAA && length == 16) {
      IpAddress address = IpAddress.ofV6(u64(at), u64(at + 8));
      answers.add(new DnsMessage.Answer(name, seconds, address, ""));
    } else if (type == TYPE_CNAME) {
      int end = at + length;
      String alias = name();
      if (problem == null && at != end) {
        problem = "alias does not fill its record";
      }
      answers.add(new DnsMessage.Answer(name, seconds, null, alias));
    } else if (type == TYPE_A || type == TYPE_AAAA) {
      problem = "address of a wrong length";
    }
  }

  private long u64(int offset) {
    return (bytes.u32(offset) << 32) | bytes.u32(offset + 4);
  }

  private boolean need(int count) {
    if (problem == null && !bytes.has(at, count)) {
      problem = "message cut";
    }
    return problem == null;
  }

  /** Reads a name here and moves behind it. Pointers must point backwards, so that they end. */
  private String name() {
    StringBuilder name = new StringBuilder();
    int here = at;
    int behind = -1;
    int octets = 0;
    while (problem == null) {
      if (!bytes.has(here, 1)) {
        problem = "name cut";
        break;
      }
      int length = bytes.u8(here);
      if (length == 0) {
        at = behind < 0 ? here + 1 : behind;
        break;
      }
      if (length >= 0xC0) {
        behind = behind < 0 ? here + 2 : behind;
        here = pointer(here);
        continue;
      }
      octets += length + 1;
      here = label(here, length, octets, name);
    }
    return name.toString();
  }

  private int pointer(int here) {
    if (!bytes.has(here, 2)) {
      problem = "name cut";
      return here;
    }
    int target = bytes.u16(here) & 0x3FFF;
    if (target >= here || target < HEADER) {
      problem = "name pointer not backwards";
    }
    return target;
  }

  private int label(int here, int length, int octets, StringBuilder name) {
    if (length > 63 || octets > MAX_NAME) {
      problem = "name or label too long";
      return here;
    }
    if (!bytes.has(here + 1, length)) {
      problem = "name cut";
      return here;
    }
    name.append(name.length() == 0 ? "" : ".");
    for (int i = 1; i <= length; i++) {
      append(name, bytes.u8(here + i));
    }
    return here + 1 + length;
  }

  private static void append(StringBuilder name, int octet) {
    if (octet > 0x20 && octet < 0x7F && octet != '.' && octet != '\\') {
      name.append((char) (octet >= 'A' && octet <= 'Z' ? octet + 32 : octet));
    } else {
      name.append('\\')
          .append((char) ('0' + octet / 100))
          .append((char) ('0' + octet / 10 % 10))
          .append((char) ('0' + octet % 10));
    }
  }
}
