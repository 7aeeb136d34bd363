package dev.netgen.analyzer.detect.store;

import com.google.common.collect.ImmutableSet;
import dev.netgen.analyzer.detect.api.Authentication;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Redis and what speaks its protocol (RESP2, RESP3, inline commands): a command and a reply to it.
 * Mid-stream both are taken up behind a line end where they do not stand at the beginning.
 */
public final class RedisDetector implements Detector {
  private static final int MAX_SEARCH = 1 << 16;

  /** What servers push without being asked again. */
  private static final ImmutableSet<String> PUSHED =
      ImmutableSet.of("message", "pmessage", "smessage", "invalidate");

  /** Status replies to inline commands; a mail server's "+OK ready" is none of them. */
  private static final ImmutableSet<String> INLINE_STATUS =
      ImmutableSet.of("OK", "PONG", "QUEUED", "CONTINUE", "none", "string", "list", "hash");

  @Override
  public Card card() {
    return Card.of(
            "redis", "Redis (inline, RESP2, RESP3)", "Redis serialization protocol specification")
        .tells(
            Ability.ROLES,
            Ability.MID_STREAM,
            Ability.CREDENTIALS,
            Ability.NO_AUTHENTICATION,
            Ability.KINDS);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    if (client.isEmpty()) {
      return pushed(exchange.server().bytes());
    }
    RedisCommands commands = RedisCommands.read(client, 0);
    if (!commands.isEmpty()) {
      return answered(exchange, commands, client.u8(0) != '*');
    }
    if (exchange.midStream()) {
      return midStream(exchange);
    }
    if (RespReply.isLine(client) && RespReply.isAggregate(exchange.server().bytes())) {
      return found(commands, Optional.empty(), "inline command and aggregate reply");
    }
    return commands.clean()
        ? Outcome.needMore("first command cut")
        : Outcome.no("first bytes are no command");
  }

  private static Outcome answered(Exchange exchange, RedisCommands commands, boolean inline) {
    Bytes server = exchange.server().bytes();
    if (server.isEmpty()) {
      return exchange.server().complete() && !inline
          ? found(commands, RedisAuthentication.mentioned(commands), "commands, no reply seen")
          : Outcome.needMore("no reply kept");
    }
    RespLine reply = RespLine.read(server, 0);
    if (reply == null) {
      if (RespLine.mayBe(server, 0)) {
        return Outcome.needMore("reply cut");
      }
      return exchange.midStream() ? midStream(exchange) : Outcome.no("almost redis: no RESP reply");
    }
    if (inline && reply.type() == '+' && !INLINE_STATUS.contains(reply.text())) {
      return Outcome.no("almost redis: inline command, other reply");
    }
    if (inline && exchange.midStream() && reply.type() == '-' && !namesError(reply.line())) {
      return Outcome.no("almost redis: inline command, a line that is no error of Redis");
    }
    Optional<Authentication> seen =
        exchange.midStream()
            ? RedisAuthentication.mentioned(commands)
            : RedisAuthentication.seen(commands, server);
    return found(commands, seen, inline ? "inline command and reply" : "command array and reply");
  }

  /** Errors begin with a word of capitals and a blank; the rest of a cut line need not. */
  private static boolean namesError(Bytes line) {
    int at = 0;
    while (at < line.length() && line.u8(at) >= 'A' && line.u8(at) <= 'Z') {
      at++;
    }
    return at > 1 && line.at(at, " ");
  }

  private static Outcome midStream(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    RedisCommands commands = firstCommands(client);
    if (commands == null) {
      return Outcome.no("no command array");
    }
    if (replicates(exchange.server().bytes())) {
      return Outcome.no("a replica's acknowledgements from the other side");
    }
    return hasReply(exchange.server().bytes())
        ? found(
            commands,
            RedisAuthentication.mentioned(commands),
            "command array and reply, mid-stream")
        : Outcome.no("almost redis: no RESP reply");
  }

  /** Primaries send commands to their replicas, which say how far they are. */
  private static boolean replicates(Bytes server) {
    return server.startsWith("*") && RedisCommands.read(server, 0).use().equals("replication");
  }

  private static @Nullable RedisCommands firstCommands(Bytes client) {
    int limit = Math.min(client.length(), MAX_SEARCH);
    int at = client.startsWith("*") ? 0 : behindLine(client, "\r\n*", 0, limit);
    while (at >= 0) {
      RedisCommands commands = RedisCommands.read(client, at);
      if (!commands.isEmpty()) {
        return commands;
      }
      at = behindLine(client, "\r\n*", at, limit);
    }
    return null;
  }

  private static boolean hasReply(Bytes server) {
    int limit = Math.min(server.length(), MAX_SEARCH);
    int at = 0;
    while (at >= 0 && at < server.length()) {
      if (RespLine.read(server, at) != null) {
        return true;
      }
      int line = server.find("\r\n", at, limit);
      at = line < 0 ? -1 : line + 2;
    }
    return false;
  }

  private static int behindLine(Bytes bytes, String mark, int from, int limit) {
    int at = bytes.find(mark, from, limit);
    return at < 0 ? -1 : at + 2;
  }

  /** A subscriber's half of a connection: an array or push of three whose first word is known. */
  private static Outcome pushed(Bytes server) {
    RespLine head = RespLine.read(server, 0);
    if (head == null || (head.type() != '*' && head.type() != '>')) {
      return RespLine.mayBe(server, 0) && !server.isEmpty()
          ? Outcome.needMore("no command kept")
          : Outcome.no("no command");
    }
    RespLine word = RespLine.read(server, head.end());
    boolean known =
        word != null
            && word.type() == '$'
            && word.number() >= 0
            && server.has(word.end(), word.number())
            && PUSHED.contains(server.text(word.end(), (int) word.number()));
    return known
        ? Finding.plaintext("redis", "pushed messages")
            .withAuthentication(Authentication.NOT_LOOKED)
            .match()
        : Outcome.needMore("no command kept");
  }

  private static Outcome found(
      RedisCommands commands, Optional<Authentication> seen, String reason) {
    Finding finding =
        Finding.plaintext("redis", reason)
            .withFacts(Map.of("redis.use", commands.use()))
            .withCredentialsIf(commands.credentials());
    return seen.map(finding::withAuthentication).orElse(finding).match();
  }
}
