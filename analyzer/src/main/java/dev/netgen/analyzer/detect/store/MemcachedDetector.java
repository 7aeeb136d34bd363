package dev.netgen.analyzer.detect.store;

import dev.netgen.analyzer.detect.api.Authentication;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.store.MemcachedText.Answer;
import dev.netgen.analyzer.detect.store.MemcachedText.Command;

/** Memcached: a command and an answer to it, in text, meta or binary. */
public final class MemcachedDetector implements Detector {
  private static final String NAME = "memcached";

  @Override
  public Card card() {
    return Card.of(NAME, "Memcached (text, meta, binary)", "memcached protocol.txt; its wiki")
        .tells(Ability.ROLES, Ability.CREDENTIALS, Ability.NO_AUTHENTICATION);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    if (client.isEmpty()) {
      return Outcome.no("no command");
    }
    if (client.u8(0) == MemcachedBinary.REQUEST) {
      return MemcachedBinary.detect(exchange);
    }
    return MemcachedText.mayBegin(client)
        ? text(exchange, MemcachedText.command(client))
        : Outcome.no("no command");
  }

  private static Outcome text(Exchange exchange, Command command) {
    Bytes server = exchange.server().bytes();
    if (command.cut()) {
      return Outcome.needMore("first command cut");
    }
    if (command.name().isEmpty()) {
      return Outcome.no("no command");
    }
    if (server.isEmpty()) {
      return Outcome.needMore("no answer kept");
    }
    Answer answer = MemcachedText.answer(server);
    if (answer == Answer.CUT) {
      return Outcome.needMore("answer cut");
    }
    if (answer == Answer.NONE || !fits(command, server)) {
      return Outcome.no("command not answered as memcached does");
    }
    Finding finding = Finding.plaintext(NAME, "command and answer");
    if (exchange.midStream()) {
      return finding.withAuthentication(Authentication.NOT_LOOKED).match();
    }
    return authenticated(finding, exchange, command, answer).match();
  }

  /** Words that other text protocols know too: there the answer must be memcached's own. */
  private static boolean fits(Command command, Bytes server) {
    return switch (command.name()) {
      case "version" -> server.startsWith("VERSION ") || server.startsWith("ERROR");
      case "stats", "watch", "quit" -> server.u8(0) >= 'A' && !server.startsWith("ERROR");
      case "incr", "decr" -> true;
      default -> server.u8(0) >= 'A'; // a number answers those two alone
    };
  }

  /**
   * A server with passwords in text takes user and password as data of the first {@code set}; of
   * one that could be such nothing is said, unless the server asked for it.
   */
  private static Finding authenticated(
      Finding finding, Exchange exchange, Command command, Answer answer) {
    Bytes server = exchange.server().bytes();
    boolean asked = server.find("CLIENT_ERROR unauthenticated", 0, server.length()) >= 0;
    if (asked) {
      return finding
          .withCredentialsIf(loginBehind(exchange.client().bytes(), command))
          .withAuthentication(Authentication.SEEN);
    }
    boolean open = answer == Answer.SERVED && !command.loginLike();
    return open ? finding.withAuthentication(Authentication.NONE_SEEN) : finding;
  }

  private static boolean loginBehind(Bytes client, Command first) {
    Command next = first;
    int at = 0;
    for (int i = 0; i < 8 && !next.name().isEmpty(); i++) {
      if (next.loginLike()) {
        return true;
      }
      at += next.end();
      next = MemcachedText.command(client.from(at));
    }
    return false;
  }
}
