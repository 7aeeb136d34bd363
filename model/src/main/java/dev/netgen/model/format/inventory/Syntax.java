package dev.netgen.model.format.inventory;

import dev.netgen.model.net.IpAddress;
import dev.netgen.model.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** How a text is written, told from its first bytes. */
enum Syntax {
  /** One JSON value or several after one another. */
  JSON,
  /** One YAML document or several. */
  YAML,
  /** Lines of an address and names, as in {@code /etc/hosts}. */
  HOSTS;

  /** How many bytes are looked at. */
  static final int HEAD = 1 << 16;

  /**
   * YAML may begin with a brace too, but then goes on with a plain word, or parts its documents by
   * lines of dashes, with which no line of JSON begins.
   */
  private static final Pattern JSON_BEGINS = Pattern.compile("[\\[{][\\[{\\s]*([\"}\\]\\d-]|$)");

  private static final String ADVICE =
      "give the text that kubectl get -o json or yaml, docker inspect or docker network inspect prints";

  /** The syntax of a text that begins with these bytes, a byte order mark left out. */
  static Syntax of(byte[] head, String name) {
    refuse(head, name);
    String text = new String(head, StandardCharsets.ISO_8859_1).stripLeading();
    if (JSON_BEGINS.matcher(text).lookingAt() && !text.contains("\n---")) {
      return JSON;
    }
    return text.lines().map(String::strip).filter(Syntax::tells).limit(1).anyMatch(Syntax::isHost)
        ? HOSTS
        : YAML;
  }

  private static void refuse(byte[] head, String name) {
    if (head.length == 0) {
      throw ProblemException.input("empty file", name, "check how it was made");
    }
    int first = head[0] & 0xFF;
    int second = head.length > 1 ? head[1] & 0xFF : 0;
    if (first == 0x1F && second == 0x8B) {
      throw ProblemException.input("compressed with gzip", name, "unpack it with gunzip");
    }
    boolean mark = (first == 0xFF && second == 0xFE) || (first == 0xFE && second == 0xFF);
    if (mark || isWide(head)) {
      throw ProblemException.input("UTF-16 text", name, "save it as UTF-8");
    }
    for (byte each : head) {
      if (each == 0) {
        throw ProblemException.input("binary data, no inventory", name, ADVICE);
      }
    }
  }

  /** Whether every second of the first four bytes is zero, as of ASCII in UTF-16. */
  private static boolean isWide(byte[] head) {
    return head.length >= 4
        && (head[0] == 0) == (head[2] == 0)
        && (head[1] == 0) == (head[3] == 0)
        && (head[0] == 0) != (head[1] == 0);
  }

  private static boolean tells(String line) {
    return !line.isEmpty() && !line.startsWith("#");
  }

  /** Whether a line names hosts: an address, then something. */
  private static boolean isHost(String line) {
    String[] words = line.split("\\s+", 3);
    return words.length > 1 && isAddress(words[0]);
  }

  static boolean isAddress(String word) {
    try {
      return IpAddress.parse(word).bits() > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
