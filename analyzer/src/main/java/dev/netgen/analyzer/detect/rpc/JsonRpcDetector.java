package dev.netgen.analyzer.detect.rpc;

import com.google.common.collect.ImmutableSet;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;

/**
 * JSON-RPC over a bare stream (JSON-RPC 1.0 and 2.0), as Open vSwitch's database (RFC 7047) and
 * others speak it: objects of which the client's hold a method, its parameters and a number, the
 * server's a result or an error.
 */
public final class JsonRpcDetector implements Detector {
  private static final int LONGEST = 4096;
  private static final int LONGEST_KEY = 16;

  @Override
  public Card card() {
    return Card.of(
            "json-rpc", "JSON-RPC over a stream (OVSDB and others)", "JSON-RPC 2.0, RFC 7047")
        .tells(Ability.ROLES);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client == '{' && (server < 0 || server == '{');
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (exchange.midStream() || !mayBegin(client.first(), server.first())) {
      return Outcome.no("no call as JSON");
    }
    ImmutableSet<String> asked = keys(client);
    boolean call = asked.contains("method") && asked.contains("params") && asked.contains("id");
    if (!call) {
      return client.length() < LONGEST && !exchange.client().complete()
          ? Outcome.needMore("call cut")
          : Outcome.no("no call as JSON");
    }
    ImmutableSet<String> told = keys(server);
    boolean answers =
        told.isEmpty()
            || told.contains("result")
            || told.contains("error")
            || told.contains("method");
    return answers
        ? Finding.plaintext("json-rpc", "calls as JSON in clear").match()
        : Outcome.no("no answer as JSON");
  }

  /** The short keys of the first object's own, as far as it is kept. */
  private static ImmutableSet<String> keys(Bytes bytes) {
    ImmutableSet.Builder<String> keys = ImmutableSet.builder();
    int depth = 0;
    int begin = -1;
    int limit = Math.min(bytes.length(), LONGEST);
    for (int at = 0; at < limit; at++) {
      int c = bytes.u8(at);
      if (begin >= 0) {
        if (c == '\\') {
          at++;
        } else if (c == '"') {
          boolean key = depth == 1 && isKey(bytes, at + 1, limit) && at - begin <= LONGEST_KEY;
          if (key) {
            keys.add(bytes.text(begin, at - begin));
          }
          begin = -1;
        }
      } else if (c == '"') {
        begin = at + 1;
      } else if (c == '{' || c == '[') {
        depth++;
      } else if (c == '}' || c == ']') {
        depth--;
        if (depth <= 0) {
          break;
        }
      }
    }
    return keys.build();
  }

  /** Whether a colon follows the text that ends here. */
  private static boolean isKey(Bytes bytes, int from, int limit) {
    int at = from;
    while (at < limit && (bytes.u8(at) == ' ' || bytes.u8(at) == '\n' || bytes.u8(at) == '\t')) {
      at++;
    }
    return at < limit && bytes.u8(at) == ':';
  }
}
