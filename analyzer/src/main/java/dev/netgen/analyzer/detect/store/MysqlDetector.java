package dev.netgen.analyzer.detect.store;

import dev.netgen.analyzer.detect.api.Authentication;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.store.MysqlPackets.Packet;
import dev.netgen.analyzer.detect.tls.Upgrade;
import dev.netgen.model.graph.Encryption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * MySQL and MariaDB: the server greets, the client logs in or asks for TLS first; mid-stream by
 * commands and the numbers of the packets that answer them.
 */
public final class MysqlDetector implements Detector {
  private static final String NAME = "mysql";
  private static final int MAX_LOGIN = 1 << 16;

  @Override
  public Card card() {
    return Card.of(NAME, "MySQL and MariaDB", "MySQL internals, Client/Server Protocol")
        .tells(
            Ability.ROLES,
            Ability.MID_STREAM,
            Ability.UPGRADE,
            Ability.CREDENTIALS,
            Ability.NO_AUTHENTICATION);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes server = exchange.server().bytes();
    Bytes client = exchange.client().bytes();
    if (exchange.server().fromStart() && MysqlGreeting.begins(server)) {
      return greeted(exchange);
    }
    if (server.isEmpty() && exchange.client().fromStart() && loginBegins(client)) {
      return alone(client);
    }
    if (exchange.midStream()) {
      return midStream(client, server);
    }
    boolean cut = !server.isEmpty() && server.length() < 5 && zeroes(server);
    return cut ? Outcome.needMore("greeting cut") : Outcome.no("no greeting");
  }

  private static boolean zeroes(Bytes server) {
    return (server.length() < 3 || server.u8(2) == 0) && (server.length() < 4 || server.u8(3) <= 1);
  }

  private static Outcome greeted(Exchange exchange) {
    MysqlPackets packets = MysqlPackets.read(exchange.server().bytes());
    Packet first = packets.packets().get(0);
    if (first.first() == 0xFF) {
      return refused(exchange, first);
    }
    MysqlGreeting greeting = first.complete() ? MysqlGreeting.read(first) : null;
    if (greeting == null) {
      return first.complete() ? Outcome.no("no greeting") : Outcome.needMore("greeting cut");
    }
    Map<String, String> facts = new TreeMap<>(Map.of("mysql.version", greeting.version()));
    Bytes client = exchange.client().bytes();
    if (client.isEmpty()) {
      boolean over = exchange.client().complete() && exchange.server().complete();
      return over
          ? Finding.plaintext(NAME, "greeting, nothing said to it").withFacts(facts).match()
          : opaque("greeting, client not kept", facts);
    }
    return loggedIn(exchange, greeting, packets, facts);
  }

  private static Outcome refused(Exchange exchange, Packet first) {
    Bytes body = first.body();
    boolean error = first.isError() && first.length() > 3 && first.length() <= 512;
    if (!error || !exchange.client().bytes().isEmpty()) {
      return Outcome.no("no greeting");
    }
    if (!body.isPrintable(3, body.length() - 3) || !first.complete()) {
      return first.complete() ? Outcome.no("no greeting") : Outcome.needMore("greeting cut");
    }
    return Finding.plaintext(NAME, "error instead of a greeting")
        .withFacts(Map.of("mysql.error", Integer.toString(body.u16Le(1))))
        .match();
  }

  private static Outcome loggedIn(
      Exchange exchange, MysqlGreeting greeting, MysqlPackets server, Map<String, String> facts) {
    MysqlPackets client = MysqlPackets.read(exchange.client().bytes());
    boolean whole = !client.packets().isEmpty() && client.packets().get(0).complete();
    MysqlLogin login = whole ? MysqlLogin.read(client.packets().get(0)) : null;
    if (login == null) {
      return withoutLogin(server, facts);
    }
    if (login.tls()) {
      int sent = MysqlPackets.HEADER + client.packets().get(0).length();
      int greeted = MysqlPackets.HEADER + server.packets().get(0).length();
      Exchange rest = new Exchange(exchange.client().from(sent), exchange.server().from(greeted));
      return upgraded(rest, facts);
    }
    MysqlAuthentication authentication =
        MysqlAuthentication.follow(login, rest(server), rest(client));
    if (login.compressed()) {
      facts.put("mysql.compression", "asked for");
    }
    facts.put("mysql.auth", authentication.plugin());
    if (authentication.error() != 0) {
      facts.put("mysql.error", Integer.toString(authentication.error()));
    }
    String reason = greeting.offersTls() ? "login in clear, TLS offered" : "login in clear";
    return Finding.plaintext(NAME, reason)
        .withFacts(facts)
        .withCredentialsIf(authentication.clear())
        .withAuthentication(authentication.seen())
        .match();
  }

  /** Only the server has shown what it speaks. */
  private static Outcome withoutLogin(MysqlPackets server, Map<String, String> facts) {
    boolean refused = server.packets().size() > 1 && server.packets().get(1).isError();
    return refused
        ? Finding.plaintext(NAME, "greeting and an error, no login").withFacts(facts).match()
        : opaque("greeting, login cut or none", facts);
  }

  private static Outcome upgraded(Exchange rest, Map<String, String> facts) {
    if (rest.client().isEmpty() && !rest.server().isEmpty()) {
      MysqlPackets answer = MysqlPackets.read(rest.server().bytes());
      boolean error = !answer.packets().isEmpty() && answer.packets().get(0).isError();
      if (error) {
        return Finding.plaintext(NAME, "SSLRequest answered by an error in clear")
            .withFacts(facts)
            .match();
      }
    }
    Finding finding = Upgrade.toTls(NAME, "SSLRequest", rest);
    TreeMap<String, String> more = new TreeMap<>(finding.facts());
    more.putAll(facts);
    return finding.withFacts(more).match();
  }

  private static List<Packet> rest(MysqlPackets packets) {
    return packets.packets().subList(1, packets.packets().size());
  }

  /** Whether these may be the first bytes of a login: number 1, not too long. */
  private static boolean loginBegins(Bytes client) {
    return !client.isEmpty()
        && (!client.has(0, 3) || (client.u24Le(0) <= MAX_LOGIN && client.u24Le(0) >= 5))
        && (!client.has(3, 1) || client.u8(3) == 1);
  }

  /** A login without the greeting before it; only the form since 4.1 is unmistakable. */
  private static Outcome alone(Bytes client) {
    if (!client.has(0, MysqlPackets.HEADER)) {
      return Outcome.needMore("login cut");
    }
    Packet first = MysqlPackets.read(client).packets().get(0);
    MysqlLogin login = first.complete() ? MysqlLogin.read(first) : null;
    if (login == null || login.plugin().isEmpty() || !MysqlLogin.modern(first)) {
      return first.complete() ? Outcome.no("no login") : Outcome.needMore("login cut");
    }
    return Finding.plaintext(NAME, "login in clear, no answer seen")
        .withFacts(Map.of("mysql.auth", login.plugin()))
        .withAuthentication(Authentication.NOT_LOOKED)
        .match();
  }

  private static Outcome midStream(Bytes client, Bytes server) {
    if (!client.has(0, 5) || !server.has(0, 5) || client.u8(3) != 0 || server.u8(3) != 1) {
      return Outcome.no("no command and answer");
    }
    boolean chained =
        MysqlPackets.read(client).areCommands() && MysqlPackets.read(server).areAnswers();
    return chained
        ? Finding.plaintext(NAME, "commands and numbered answers, mid-stream")
            .withAuthentication(Authentication.NOT_LOOKED)
            .match()
        : Outcome.no("no command and answer");
  }

  private static Outcome opaque(String reason, Map<String, String> facts) {
    return Finding.of(NAME, Encryption.OPAQUE, reason).withFacts(facts).match();
  }
}
