package dev.netgen.analyzer.detect.store;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.netgen.analyzer.detect.api.Bytes;
import java.util.List;

/**
 * Memcached's text commands and answers, the meta commands among them ({@code protocol.txt} of
 * memcached). Commands are lower case; a line ends with LF, before which CR may stand.
 */
final class MemcachedText {
  private static final int LONGEST_LINE = 2048;
  private static final int LONGEST_KEY = 250;

  /** What the line's words are: how many at least and at most, the command among them. */
  private record Words(int least, int most) {}

  private static final ImmutableMap<String, Words> COMMANDS =
      ImmutableMap.<String, Words>builder()
          .put("get", new Words(2, 100))
          .put("gets", new Words(2, 100))
          .put("gat", new Words(3, 100))
          .put("gats", new Words(3, 100))
          .put("set", new Words(5, 6))
          .put("add", new Words(5, 6))
          .put("replace", new Words(5, 6))
          .put("append", new Words(5, 6))
          .put("prepend", new Words(5, 6))
          .put("cas", new Words(6, 7))
          .put("delete", new Words(2, 4))
          .put("incr", new Words(3, 4))
          .put("decr", new Words(3, 4))
          .put("touch", new Words(3, 4))
          .put("stats", new Words(1, 4))
          .put("version", new Words(1, 1))
          .put("verbosity", new Words(2, 3))
          .put("flush_all", new Words(1, 3))
          .put("quit", new Words(1, 1))
          .put("slabs", new Words(2, 4))
          .put("lru", new Words(2, 6))
          .put("lru_crawler", new Words(2, 4))
          .put("watch", new Words(1, 8))
          .put("cache_memlimit", new Words(2, 3))
          .put("mg", new Words(2, 20))
          .put("ms", new Words(3, 20))
          .put("md", new Words(2, 20))
          .put("ma", new Words(2, 20))
          .put("me", new Words(2, 4))
          .put("mn", new Words(1, 1))
          .buildOrThrow();

  private static final ImmutableSet<String> STORES =
      ImmutableSet.of("set", "add", "replace", "append", "prepend", "cas");

  /** The first words of answers to ordinary requests. */
  private static final ImmutableSet<String> SERVED =
      ImmutableSet.of(
          "VALUE",
          "END",
          "STORED",
          "NOT_STORED",
          "EXISTS",
          "NOT_FOUND",
          "DELETED",
          "TOUCHED",
          "STAT",
          "OK",
          "HD",
          "VA",
          "EN",
          "NS",
          "EX",
          "NF",
          "ME",
          "MN");

  private static final ImmutableSet<String> OTHER =
      ImmutableSet.of(
          "VERSION", "ERROR", "CLIENT_ERROR", "SERVER_ERROR", "BUSY", "BADCLASS", "RESET");

  /**
   * The first command of a client.
   *
   * @param name the command, empty where it is none
   * @param cut whether the bytes end before it can be told
   * @param end offset behind its line and its data
   * @param loginLike whether its data are two words, as a login in text is
   */
  record Command(String name, boolean cut, int end, boolean loginLike) {
    private static final Command NONE = new Command("", false, 0, false);
    private static final Command CUT = new Command("", true, 0, false);
  }

  /** The first line of an answer. */
  enum Answer {
    NONE,
    CUT,
    SERVED,
    UNAUTHENTICATED,
    OTHER
  }

  private MemcachedText() {}

  /** Whether the first byte may begin a command. */
  static boolean mayBegin(Bytes client) {
    return client.has(0, 1) && "gsarpcditvfqlwm".indexOf(client.u8(0)) >= 0;
  }

  static Command command(Bytes client) {
    int lf = client.indexOf('\n', 0, LONGEST_LINE);
    if (lf < 0) {
      boolean cut = client.length() < LONGEST_LINE && client.isPrintable(0, client.length());
      return cut ? Command.CUT : Command.NONE;
    }
    int length = lf > 0 && client.u8(lf - 1) == '\r' ? lf - 1 : lf;
    if (!client.isPrintable(0, length)) {
      return Command.NONE;
    }
    List<String> words =
        Splitter.on(' ').omitEmptyStrings().limit(101).splitToList(client.text(0, length));
    String name = words.isEmpty() ? "" : words.get(0);
    Words allowed = COMMANDS.get(name);
    if (allowed == null || words.size() < allowed.least() || words.size() > allowed.most()) {
      return Command.NONE;
    }
    if (!STORES.contains(name) && !name.equals("ms")) {
      return numbers(name, words) ? new Command(name, false, lf + 1, false) : Command.NONE;
    }
    String size = words.get(name.equals("ms") ? 2 : 4);
    boolean valid = isNumber(size) && (name.equals("ms") || isNumber(words.get(2)));
    return valid ? store(client, name, lf + 1, Integer.parseInt(size)) : Command.NONE;
  }

  private static boolean numbers(String name, List<String> words) {
    return switch (name) {
      case "incr", "decr" -> isDigits(words.get(2));
      case "touch" -> isNumber(words.get(2));
      case "gat", "gats" -> isNumber(words.get(1));
      default -> words.size() < 2 || words.get(1).length() <= LONGEST_KEY;
    };
  }

  private static Command store(Bytes client, String name, int data, int size) {
    int end = data + size;
    if (!client.has(data, size)) {
      return new Command(name, false, client.length(), false);
    }
    if (client.has(end, 2) && !client.at(end, "\r\n")) {
      return Command.NONE;
    }
    boolean words = size > 2 && size < 256 && client.isPrintable(data, size);
    boolean loginLike = words && client.text(data, size).matches("[^ ]+ [^ ]+");
    return new Command(name, false, Math.min(end + 2, client.length()), loginLike);
  }

  static Answer answer(Bytes server) {
    int lf = server.indexOf('\n', 0, LONGEST_LINE);
    if (lf < 0) {
      boolean cut = server.length() < LONGEST_LINE && server.isPrintable(0, server.length());
      return cut ? Answer.CUT : Answer.NONE;
    }
    if (lf < 1 || server.u8(lf - 1) != '\r' || !server.isPrintable(0, lf - 1)) {
      return Answer.NONE;
    }
    String line = server.text(0, lf - 1);
    int space = line.indexOf(' ');
    String first = space < 0 ? line : line.substring(0, space);
    if (SERVED.contains(first) || isDigits(line.stripTrailing())) {
      return Answer.SERVED;
    }
    if (first.equals("CLIENT_ERROR") && line.contains("unauthenticated")) {
      return Answer.UNAUTHENTICATED;
    }
    return OTHER.contains(first) ? Answer.OTHER : Answer.NONE;
  }

  private static boolean isNumber(String word) {
    return word.startsWith("-") ? isDigits(word.substring(1)) : isDigits(word);
  }

  private static boolean isDigits(String word) {
    return !word.isEmpty()
        && word.length() <= 9
        && word.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
