package dev.netgen.analyzer.detect.store;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import dev.netgen.analyzer.detect.api.Bytes;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Commands of a Redis client: arrays of bulk strings, or inline lines ("Redis serialization
 * protocol specification").
 *
 * <pre>*2 CRLF $4 CRLF AUTH CRLF $6 CRLF secret CRLF      or      AUTH secret CRLF</pre>
 *
 * @param count how many whole commands there are
 * @param credentials whether a password crossed: AUTH, or HELLO with AUTH
 * @param use what shows a particular use: {@code replication}, {@code subscription}, or empty
 * @param clean false where bytes follow that are no command
 */
record RedisCommands(int count, boolean credentials, String use, boolean clean) {
  private static final int MAX_COMMANDS = 256;
  private static final int MAX_WORDS = 1 << 20;
  private static final int KEPT_WORDS = 8;
  private static final int MAX_INLINE = 4096;
  private static final int LONGEST_WORD = 64;
  private static final String AUTH = "AUTH";
  private static final String HELLO = "HELLO";

  private static final int LONGEST_INLINE = 9; // SUBSCRIBE

  /** Inline commands that are recognised: an unknown first word could be any text protocol. */
  private static final ImmutableSet<String> INLINE =
      ImmutableSet.of(
          "APPEND",
          "AUTH",
          "CLIENT",
          "COMMAND",
          "CONFIG",
          "DBSIZE",
          "DECR",
          "DEL",
          "ECHO",
          "EVAL",
          "EXEC",
          "EXISTS",
          "EXPIRE",
          "FLUSHALL",
          "FLUSHDB",
          "GET",
          "HELLO",
          "HGET",
          "HGETALL",
          "HSET",
          "INCR",
          "INFO",
          "KEYS",
          "LLEN",
          "LPOP",
          "LPUSH",
          "LRANGE",
          "MGET",
          "MONITOR",
          "MSET",
          "MULTI",
          "PING",
          "PSYNC",
          "PUBLISH",
          "QUIT",
          "REPLCONF",
          "ROLE",
          "RPOP",
          "RPUSH",
          "SADD",
          "SCAN",
          "SELECT",
          "SET",
          "SETEX",
          "SMEMBERS",
          "SUBSCRIBE",
          "SYNC",
          "TIME",
          "TTL",
          "TYPE",
          "XADD",
          "ZADD");

  /** Reads whole commands from this offset on. */
  static RedisCommands read(Bytes bytes, int offset) {
    int commands = 0;
    boolean credentials = false;
    String use = "";
    int at = offset;
    for (int count = 0; count < MAX_COMMANDS && at < bytes.length(); count++) {
      Command command = bytes.u8(at) == '*' ? array(bytes, at) : inline(bytes, at);
      if (command == null) {
        return new RedisCommands(commands, credentials, use, false);
      }
      if (command.end() < 0) {
        break;
      }
      commands += command.words() ? 1 : 0;
      credentials |= command.secret();
      use = use.isEmpty() ? command.use() : use;
      at = command.end();
    }
    return new RedisCommands(commands, credentials, use, true);
  }

  boolean isEmpty() {
    return count == 0;
  }

  /**
   * One command.
   *
   * @param words whether it has words
   * @param secret whether it carries a password
   * @param use the particular use it shows, or empty
   * @param end where it ends, -1 when it is cut
   */
  private record Command(boolean words, boolean secret, String use, int end) {
    static final Command CUT = new Command(false, false, "", -1);
  }

  private static @Nullable Command array(Bytes bytes, int offset) {
    RespLine head = RespLine.read(bytes, offset);
    if (head == null) {
      return RespLine.mayBe(bytes, offset) ? Command.CUT : null;
    }
    long words = head.number();
    if (words < 1 || words > MAX_WORDS) {
      return null;
    }
    Bytes name = Bytes.EMPTY;
    boolean auth = false;
    int at = head.end();
    for (long i = 0; i < words; i++) {
      RespLine bulk = RespLine.read(bytes, at);
      if (bulk == null) {
        return RespLine.mayBe(bytes, at) ? Command.CUT : null;
      }
      if (bulk.type() != '$' || bulk.number() < 0) {
        return null;
      }
      long end = bulk.end() + bulk.number();
      if (!bytes.has(end, 2)) {
        return i == 0 && !nameBegins(bytes.from(bulk.end())) ? null : Command.CUT;
      }
      if (!bytes.at((int) end, "\r\n")) {
        return null;
      }
      if (i < KEPT_WORDS) {
        Bytes word = bytes.slice(bulk.end(), (int) Math.min(bulk.number(), LONGEST_WORD));
        name = i == 0 ? word : name;
        auth |= is(word, AUTH);
      }
      at = (int) end + 2;
    }
    return isName(name) ? new Command(true, isSecret(name, words > 1, auth), use(name), at) : null;
  }

  private static String use(Bytes name) {
    if (is(name, "PSYNC") || is(name, "REPLCONF") || is(name, "SYNC")) {
      return "replication";
    }
    boolean subscribes = is(name, "SUBSCRIBE") || is(name, "PSUBSCRIBE") || is(name, "SSUBSCRIBE");
    return subscribes ? "subscription" : "";
  }

  /** The password's words: of AUTH any but its name, of HELLO those behind AUTH. */
  private static boolean isSecret(Bytes name, boolean several, boolean auth) {
    return is(name, AUTH) ? several : auth && is(name, HELLO);
  }

  private static boolean is(Bytes word, String upper) {
    return word.length() == upper.length() && word.text().equalsIgnoreCase(upper);
  }

  private static boolean nameBegins(Bytes bytes) {
    return bytes.isEmpty() || isLetter(bytes.u8(0));
  }

  /** A command's name: a letter, then letters, digits and what modules use. */
  private static boolean isName(Bytes word) {
    if (word.isEmpty() || word.length() >= LONGEST_WORD || !isLetter(word.u8(0))) {
      return false;
    }
    for (int i = 1; i < word.length(); i++) {
      int c = word.u8(i);
      if (!isLetter(c) && (c < '0' || c > '9') && "._-|".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetter(int c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  private static @Nullable Command inline(Bytes bytes, int offset) {
    int end = bytes.find("\n", offset, offset + MAX_INLINE);
    if (end < 0) {
      boolean letters = isLetter(bytes.u8(offset)) && bytes.length() - offset < MAX_INLINE;
      return letters ? Command.CUT : null;
    }
    if (bytes.u8(offset) > ' ' && !isLetter(bytes.u8(offset))) {
      return null; // no command's name
    }
    String line = bytes.text(offset, end - offset).stripTrailing();
    if (!mayBeCommand(line)) {
      return null;
    }
    List<String> words = Splitter.on(' ').omitEmptyStrings().limit(KEPT_WORDS).splitToList(line);
    if (words.isEmpty()) {
      return new Command(false, false, "", end + 1);
    }
    boolean http = words.get(words.size() - 1).startsWith("HTTP/"); // GET is a command of both
    return http ? null : new Command(true, hasSecret(words), "", end + 1);
  }

  /** Whether it is blank or begins with the name of a command. */
  private static boolean mayBeCommand(String line) {
    int from = 0;
    while (from < line.length() && line.charAt(from) == ' ') {
      from++;
    }
    int space = line.indexOf(' ', from);
    String first = line.substring(from, space < 0 ? line.length() : space);
    return first.isEmpty()
        || (first.length() <= LONGEST_INLINE && INLINE.contains(first.toUpperCase(Locale.ROOT)));
  }

  private static boolean hasSecret(List<String> words) {
    return switch (words.get(0).toUpperCase(Locale.ROOT)) {
      case AUTH -> words.size() > 1;
      case HELLO -> words.stream().anyMatch(word -> word.equalsIgnoreCase(AUTH));
      default -> false;
    };
  }
}
