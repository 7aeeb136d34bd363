package dev.netgen.analyzer.resolve;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.resolve.DnsMessage.Answer;
import dev.netgen.model.net.IpAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The addresses that the answer section of a DNS response gives for the name that was asked for. A
 * and AAAA records (RFC 1035, 3596) and the hints of SVCB and HTTPS records (RFC 9460) count when
 * their owner is that name or reached from it through CNAME records and SVCB targets of the same
 * section; whatever else the response carries is not believed.
 *
 * <pre>
 * record: name | type 16 | class 16 | ttl 32 | length 16 | data
 * SVCB data: priority 16 (0: alias) | target name | parameters: key 16 | length 16 | value
 * </pre>
 */
final class DnsAnswers {
  private static final int TYPE_A = 1;
  private static final int TYPE_CNAME = 5;
  private static final int TYPE_AAAA = 28;
  private static final int TYPE_SVCB = 64;
  private static final int TYPE_HTTPS = 65;
  private static final int CLASS_IN = 1;
  private static final int HINT_V4 = 4;
  private static final int HINT_V6 = 6;
  private static final int V4_BYTES = 4;
  private static final int V6_BYTES = 16;
  private static final int PARAMETER_FIXED = 4;
  private static final int RECORD_FIXED = 10;

  /** Most addresses of one response. */
  static final int MOST_ADDRESSES = 256;

  private static final int MOST_RECORDS = 256;

  /** Resolvers give up after about as many aliases. */
  private static final int MOST_ALIASES = 16;

  private record Alias(String to, long ttlSeconds) {}

  private record Given(String owner, IpAddress address, long ttlSeconds) {}

  /** How a name was reached from the one asked for. */
  private record Path(ImmutableList<String> names, long ttlSeconds) {}

  private final DnsCursor cursor;
  private final Map<String, List<Alias>> aliases = new HashMap<>();
  private final List<Given> given = new ArrayList<>();

  private DnsAnswers(DnsCursor cursor) {
    this.cursor = cursor;
  }

  /** Of so many records from the cursor on, or as many as are there. */
  static ImmutableList<Answer> read(DnsCursor cursor, String asked, int records) {
    DnsAnswers answers = new DnsAnswers(cursor);
    int most = Math.min(records, MOST_RECORDS);
    for (int i = 0; i < most && answers.record(); i++) {}
    return answers.of(asked);
  }

  private ImmutableList<Answer> of(String asked) {
    Map<String, Path> reached = reached(asked);
    ImmutableList.Builder<Answer> answers = ImmutableList.builder();
    for (Given record : given) {
      Path path = reached.get(record.owner());
      if (path != null) {
        long ttl = Math.min(record.ttlSeconds(), path.ttlSeconds());
        answers.add(new Answer(path.names(), record.address(), ttl));
      }
    }
    return answers.build();
  }

  private Map<String, Path> reached(String asked) {
    Map<String, Path> reached = new HashMap<>();
    ArrayDeque<String> next = new ArrayDeque<>();
    reached.put(asked, new Path(ImmutableList.of(asked), Long.MAX_VALUE));
    next.add(asked);
    while (!next.isEmpty()) {
      String name = next.remove();
      Path path = reached.getOrDefault(name, new Path(ImmutableList.of(), 0));
      for (Alias alias : aliases.getOrDefault(name, List.of())) {
        if (path.names().size() <= MOST_ALIASES && !reached.containsKey(alias.to())) {
          ImmutableList<String> names =
              ImmutableList.<String>builder().addAll(path.names()).add(alias.to()).build();
          long ttl = Math.min(path.ttlSeconds(), alias.ttlSeconds());
          reached.put(alias.to(), new Path(names, ttl));
          next.add(alias.to());
        }
      }
    }
    return reached;
  }

  /** Reads one resource record; false where the message ends or makes no sense. */
  private boolean record() {
    String owner = cursor.name();
    if (owner == null || !cursor.has(RECORD_FIXED)) {
      return false;
    }
    int type = cursor.u16();
    boolean internet = cursor.u16() == CLASS_IN;
    long ttl = cursor.u32();
    int length = cursor.u16();
    if (!cursor.has(length)) {
      return false;
    }
    int next = cursor.at + length;
    if (internet) {
      data(type, next, owner, ttl);
    }
    cursor.at = next;
    return true;
  }

  private void data(int type, int next, String owner, long ttl) {
    switch (type) {
      case TYPE_A -> addresses(V4_BYTES, 1, next, owner, ttl);
      case TYPE_AAAA -> addresses(V6_BYTES, 1, next, owner, ttl);
      case TYPE_CNAME -> {
        String target = cursor.name();
        if (target != null && cursor.at == next) {
          alias(owner, target, ttl);
        }
      }
      case TYPE_SVCB, TYPE_HTTPS -> service(next, owner, ttl);
      default -> {}
    }
  }

  /** A service binding; its target {@code .} is the owner itself, or in alias mode nobody. */
  private void service(int next, String owner, long ttl) {
    if (next - cursor.at < 3) {
      return;
    }
    boolean aliasMode = cursor.u16() == 0;
    String target = cursor.name();
    if (target == null || cursor.at > next) {
      return;
    }
    if (!target.isEmpty()) {
      alias(owner, target, ttl);
    }
    String holder = target.isEmpty() ? owner : target;
    while (!aliasMode && next - cursor.at >= PARAMETER_FIXED) {
      int key = cursor.u16();
      int end = cursor.u16() + cursor.at;
      if (end > next) {
        return;
      }
      int each = key == HINT_V4 ? V4_BYTES : key == HINT_V6 ? V6_BYTES : 0;
      if (each != 0) {
        addresses(each, (end - cursor.at) / each, end, holder, ttl);
      }
      cursor.at = end;
    }
  }

  /** So many addresses that fill the bytes up to an index exactly. */
  private void addresses(int each, int count, int end, String owner, long ttl) {
    if (end - cursor.at != each * count) {
      return;
    }
    for (int i = 0; i < count && given.size() < MOST_ADDRESSES; i++) {
      IpAddress address =
          each == V4_BYTES
              ? IpAddress.ofV4((int) cursor.u32())
              : IpAddress.ofV6(cursor.u64(), cursor.u64());
      given.add(new Given(owner, address, ttl));
    }
  }

  private void alias(String from, String to, long ttl) {
    aliases.computeIfAbsent(from, absent -> new ArrayList<>()).add(new Alias(to, ttl));
  }
}
