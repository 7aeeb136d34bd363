package dev.netgen.analyzer.detect;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Commands of a Redis client: arrays of bulk strings, or inline lines ("Redis serialization
 * protocol specification").
 *
 * <pre>*2 CRLF $4 CRLF AUTH CRLF $6 CRLF secret CRLF      or      AUTH secret CRLF</pre>
 *
 * @param commands the words of each whole command, at most a few words of each; never leaves this
 *     package
 * @param clean false where bytes follow that are no command
 */
record RedisCommands(ImmutableList<ImmutableList<String>> commands, boolean clean) {
  private static final int MAX_COMMANDS = 256;
  private static final int MAX_WORDS = 1 << 20;
  private static final int KEPT_WORDS = 8;
  private static final int MAX_INLINE = 4096;

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
    ImmutableList.Builder<ImmutableList<String>> commands = ImmutableList.builder();
    int at = offset;
    for (int count = 0; count < MAX_COMMANDS && at < bytes.length(); count++) {
      Command command = bytes.u8(at) == '*' ? array(bytes, at) : inline(bytes, at);
      if (command == null) {
        return new RedisCommands(commands.build(), false);
      }
      if (command.end() < 0) {
        break;
      }
      if (!command.words().isEmpty()) {
        commands.add(command.words());
      }
      at = command.end();
    }
    return new RedisCommands(commands.build(), true);
  }

  /** One command and where it ends, -1 when it is cut. */
  private record Command(ImmutableList<String> words, int end) {
    static final Command CUT = new Command(ImmutableList.of(), -1);
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
    List<String> kept = new ArrayList<>();
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
      if (kept.size() < KEPT_WORDS) {
        kept.add(bytes.text(bulk.end(), (int) Math.min(bulk.number(), 64)));
      }
      at = (int) end + 2;
    }
    return isName(kept.get(0)) ? new Command(ImmutableList.copyOf(kept), at) : null;
  }

  private static boolean nameBegins(Bytes bytes) {
    return bytes.isEmpty() || isLetter(bytes.u8(0));
  }

  /** A command's name: a letter, then letters, digits and what modules use. */
  private static boolean isName(String word) {
    return !word.isEmpty()
        && word.length() < 64
        && isLetter(word.charAt(0))
        && word.chars()
            .allMatch(c -> isLetter(c) || (c >= '0' && c <= '9') || "._-|".indexOf(c) >= 0);
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
    String line = bytes.text(offset, end - offset).stripTrailing();
    List<String> words = Splitter.on(' ').omitEmptyStrings().limit(KEPT_WORDS).splitToList(line);
    if (words.isEmpty()) {
      return new Command(ImmutableList.of(), end + 1);
    }
    boolean http = words.get(words.size() - 1).startsWith("HTTP/"); // GET is a command of both
    return INLINE.contains(words.get(0).toUpperCase(Locale.ROOT)) && !http
        ? new Command(ImmutableList.copyOf(words), end + 1)
        : null;
  }

  /** Whether a password crossed: AUTH, or HELLO with AUTH. */
  boolean credentials() {
    return commands.stream().anyMatch(RedisCommands::hasSecret);
  }

  private static boolean hasSecret(List<String> words) {
    return switch (words.get(0).toUpperCase(Locale.ROOT)) {
      case "AUTH" -> words.size() > 1;
      case "HELLO" -> words.stream().anyMatch(word -> word.equalsIgnoreCase("AUTH"));
      default -> false;
    };
  }
}
