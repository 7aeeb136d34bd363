package dev.netgen.analyzer.detect.message;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.detect.api.Authentication;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;

/** Lines of NATS and the flat JSON in them. */
final class NatsLines {
  private static final ImmutableList<String> FROM_CLIENT =
      ImmutableList.of("CONNECT {", "PUB ", "HPUB ", "SUB ", "UNSUB ");
  private static final ImmutableList<String> FROM_SERVER =
      ImmutableList.of("MSG ", "HMSG ", "INFO {", "-ERR '");
  private static final ImmutableList<String> EITHER =
      ImmutableList.of("PING\r\n", "PONG\r\n", "+OK\r\n");
  private static final int LONGEST = 64;

  private NatsLines() {}

  /** Whether what a client says may be a line of NATS. */
  static boolean isLine(Bytes client) {
    return begins(client, FROM_CLIENT) || begins(client, EITHER);
  }

  private static boolean begins(Bytes bytes, ImmutableList<String> words) {
    for (String word : words) {
      if (bytes.startsWith(word)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the name stands there with a value of text that is not empty. */
  static boolean has(Bytes json, String name) {
    int at = value(json, name);
    return at >= 0 && json.has(at, 2) && json.u8(at) == '"' && json.u8(at + 1) != '"';
  }

  static boolean isTrue(Bytes json, String name) {
    int at = value(json, name);
    return at >= 0 && json.at(at, "true");
  }

  static String text(Bytes json, String name) {
    int at = value(json, name);
    if (at < 0 || !json.at(at, "\"")) {
      return "";
    }
    int end = json.indexOf('"', at + 1, at + 1 + LONGEST);
    return end < 0 ? "" : json.text(at + 1, end - at - 1);
  }

  private static int value(Bytes json, String name) {
    String mark = "\"" + name + "\":";
    int found = json.find(mark, 0, json.length());
    int at = found + mark.length();
    return found < 0 ? -1 : json.at(at, " ") ? at + 1 : at;
  }

  /** Both sides at the beginning of a line; at least one of them says what only NATS says. */
  static Outcome midStream(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    boolean asks = subject(client, FROM_CLIENT);
    boolean serves = subject(server, FROM_SERVER);
    boolean clientFits = asks || client.isEmpty() || begins(client, EITHER);
    boolean serverFits = serves || server.isEmpty() || begins(server, EITHER);
    if (!clientFits || !serverFits) {
      return Outcome.no("no lines of NATS");
    }
    boolean pings =
        onlyShort(client)
            && onlyShort(server)
            && (client.startsWith("PING\r\n") ? server : client).startsWith("PONG\r\n")
            && (client.startsWith("PING\r\n") || server.startsWith("PING\r\n"));
    return asks || serves || pings
        ? Finding.plaintext("nats", "lines in clear, mid-stream")
            .withRolesShown(asks || serves)
            .withAuthentication(Authentication.NOT_LOOKED)
            .match()
        : Outcome.needMore("no line of one side only");
  }

  /** Whether nothing but the short lines of either side stands there, the last perhaps cut. */
  private static boolean onlyShort(Bytes bytes) {
    int at = 0;
    while (at < bytes.length() && begins(bytes.from(at), EITHER)) {
      at = bytes.indexOf('\n', at, at + LONGEST) + 1;
    }
    Bytes rest = bytes.from(at);
    return EITHER.stream().anyMatch(rest::mayStartWith);
  }

  /** A line that ends as its kind does: MSG, PUB and HPUB by numbers, SUB by an identifier. */
  private static boolean subject(Bytes bytes, ImmutableList<String> words) {
    if (!begins(bytes, words)) {
      return false;
    }
    int lf = bytes.indexOf('\n', 0, 4096);
    if (lf < 1 || bytes.u8(lf - 1) != '\r' || !bytes.isPrintable(0, lf - 1)) {
      return false;
    }
    String line = bytes.text(0, lf - 1);
    return line.matches("(MSG|HMSG) \\S+ \\S+( \\S+)?( \\d+)? \\d+")
        || line.matches("(PUB|HPUB) \\S+( \\S+)?( \\d+)? \\d+")
        || line.matches("SUB \\S+( \\S+)? \\S+")
        || line.matches("UNSUB \\S+( \\d+)?")
        || line.matches("(CONNECT|INFO) \\{.*\\}\\s*")
        || line.matches("-ERR '.*'");
  }
}
