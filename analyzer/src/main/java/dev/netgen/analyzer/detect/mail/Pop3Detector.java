package dev.netgen.analyzer.detect.mail;

import com.google.common.collect.ImmutableSet;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.text.ClearStart;
import dev.netgen.analyzer.detect.text.ClearStart.Answer;
import dev.netgen.analyzer.detect.text.Lines;
import dev.netgen.analyzer.detect.text.Sasl;
import java.util.Locale;

/**
 * POP3 (RFC 1939): the server greets by {@code +OK}, the client says a command of the authorization
 * state; STLS (RFC 2595) changes to TLS.
 */
public final class Pop3Detector implements Detector {
  private static final String NAME = "pop3";
  private static final ClearStart START = new ClearStart(NAME, "STLS", "POP3 in clear");

  /** Commands before login that no neighbour has; QUIT and AUTH are others' too. */
  private static final ImmutableSet<String> OWN =
      ImmutableSet.of("CAPA", "APOP", "STLS", "USER", "PASS", "UTF8", "LANG");

  private static final ImmutableSet<String> SHARED = ImmutableSet.of("QUIT", "AUTH", "NOOP");

  @Override
  public Card card() {
    return Card.of(NAME, "POP3", "RFC 1939, RFC 2595")
        .tells(Ability.ROLES, Ability.UPGRADE, Ability.CREDENTIALS);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes server = exchange.server().bytes();
    if (server.isEmpty() || !exchange.server().fromStart() || !server.mayStartWith("+OK")) {
      return Outcome.no("no +OK first");
    }
    Lines said = Lines.read(server);
    Lines client = Lines.read(exchange.client().bytes());
    if (said.isEmpty()) {
      return said.stop() == Lines.Stop.CUT
          ? Outcome.needMore("greeting cut")
          : Outcome.no("greeting is no line");
    }
    String greeting = said.get(0).text();
    if (greeting.length() > 3 && greeting.charAt(3) != ' ') {
      return Outcome.no("greeting is no +OK");
    }
    return client.isEmpty() ? unanswered(exchange, greeting) : spoken(exchange, client, said);
  }

  private static Outcome unanswered(Exchange exchange, String greeting) {
    if (!exchange.client().isEmpty() && exchange.client().bytes().u8(0) > 'z') {
      return Outcome.no("no command first");
    }
    return greeting.toUpperCase(Locale.ROOT).contains("POP3") && exchange.client().isEmpty()
        ? Finding.plaintext(NAME, "POP3 greeting in clear").match()
        : Outcome.needMore("no command yet");
  }

  private static Outcome spoken(Exchange exchange, Lines client, Lines server) {
    String verb = client.get(0).verb();
    boolean own = OWN.contains(verb);
    boolean named = server.get(0).text().toUpperCase(Locale.ROOT).contains("POP3");
    if (!own && !SHARED.contains(verb)) {
      return Outcome.no("no command of POP3 first");
    }
    boolean answered = server.count() > 1 && status(server.get(1).text());
    if (server.count() > 1 && !answered) {
      return Outcome.no("second answer is none of POP3");
    }
    boolean wordy = server.get(0).text().length() > 4;
    return (own && (wordy || answered)) || named || (answered && wordy)
        ? judge(exchange, client, server)
        : Outcome.needMore("greeting alone");
  }

  private static boolean status(String line) {
    return line.equals("+OK")
        || line.startsWith("+OK ")
        || line.equals("-ERR")
        || line.startsWith("-ERR ")
        || line.equals("+")
        || line.startsWith("+ ");
  }

  private static Outcome judge(Exchange exchange, Lines client, Lines server) {
    int asked = client.last("STLS");
    Finding finding =
        asked < 0
            ? START.notAsked(server.lines().stream().anyMatch(l -> l.text().equals("STLS")))
            : asked(exchange, client, asked, server);
    return finding.withCredentialsIf(credentials(client)).match();
  }

  /** The answer is the last status line before TLS, or the last of all while nothing follows. */
  private static Finding asked(Exchange exchange, Lines client, int asked, Lines server) {
    int last = server.count() - 1;
    boolean awaited = asked == client.count() - 1;
    String text = server.get(last).text();
    Answer answer = Answer.NOT_SEEN;
    if (awaited && statuses(server) > asked + 1) {
      answer = text.startsWith("+OK") ? Answer.AGREED : Answer.REFUSED;
    } else if (!awaited) {
      answer = Answer.REFUSED;
    }
    return START.asked(exchange, client, asked, server, answer, server.get(last).end());
  }

  private static long statuses(Lines server) {
    return server.lines().stream().filter(line -> status(line.text())).count();
  }

  private static boolean credentials(Lines client) {
    for (int i = 0; i < client.count(); i++) {
      Lines.Line line = client.get(i);
      if (line.verb().equals("PASS") && !line.argument().isEmpty()) {
        return true;
      }
      if (line.verb().equals("AUTH") && Sasl.secretSent(line.word(1), line.word(2), client, i)) {
        return true;
      }
    }
    return false;
  }
}
