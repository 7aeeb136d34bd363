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
import dev.netgen.analyzer.detect.text.Lines.Line;
import dev.netgen.analyzer.detect.text.Sasl;
import dev.netgen.model.graph.Encryption;
import java.util.Locale;

/**
 * ManageSieve (RFC 5804): the server greets with its capabilities, each a quoted name with a value,
 * and OK; logins are SASL's, STARTTLS changes to TLS.
 */
public final class ManageSieveDetector implements Detector {
  private static final String NAME = "managesieve";
  private static final ClearStart START = new ClearStart(NAME, "STARTTLS", "ManageSieve in clear");
  private static final ImmutableSet<String> COMMANDS =
      ImmutableSet.of(
          "AUTHENTICATE",
          "STARTTLS",
          "LOGOUT",
          "CAPABILITY",
          "HAVESPACE",
          "PUTSCRIPT",
          "LISTSCRIPTS",
          "SETACTIVE",
          "GETSCRIPT",
          "DELETESCRIPT",
          "RENAMESCRIPT",
          "CHECKSCRIPT",
          "NOOP",
          "UNAUTHENTICATE");
  private static final String FIRST = "\"IMPLEMENTATION\" \"";

  @Override
  public Card card() {
    return Card.of(NAME, "ManageSieve", "RFC 5804")
        .tells(Ability.ROLES, Ability.UPGRADE, Ability.CREDENTIALS);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return server == '"';
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes bytes = exchange.server().bytes();
    if (exchange.midStream() || bytes.isEmpty() || bytes.u8(0) != '"') {
      return Outcome.no("no capabilities first");
    }
    Lines server = Lines.read(bytes);
    int greeted = answer(server, 0);
    boolean named =
        server.lines().stream()
            .limit(greeted < 0 ? 64 : greeted)
            .anyMatch(ManageSieveDetector::names);
    if (!named) {
      return greeted < 0 && server.stop() != Lines.Stop.OTHER
          ? Outcome.needMore("capabilities cut")
          : Outcome.no("no capabilities of ManageSieve");
    }
    Lines client = Lines.read(exchange.client().bytes());
    boolean other =
        client.isEmpty()
            ? client.stop() == Lines.Stop.OTHER
            : !COMMANDS.contains(client.get(0).verb());
    return other
        ? Outcome.no("no command of ManageSieve")
        : judge(exchange, server, greeted).match();
  }

  private static boolean names(Line line) {
    return line.text().toUpperCase(Locale.ROOT).startsWith(FIRST);
  }

  private static Finding judge(Exchange exchange, Lines server, int greeted) {
    Lines client = Lines.read(exchange.client().bytes());
    boolean offered = server.last("\"STARTTLS\"") >= 0;
    int asked = client.last("STARTTLS");
    if (client.isEmpty() && (offered || greeted < 0) && answers(server) <= 2) {
      return Finding.of(NAME, Encryption.OPAQUE, "no command seen, STARTTLS may follow");
    }
    if (asked < 0) {
      return START.notAsked(offered).withCredentialsIf(secret(client));
    }
    int answered = greeted < 0 ? -1 : answer(server, greeted + 1);
    if (answered < 0) {
      return START.asked(exchange, client, asked, server, Answer.NOT_SEEN, 0);
    }
    boolean agreed = server.get(answered).verb().equals("OK");
    Answer answer = agreed ? Answer.AGREED : Answer.REFUSED;
    return START
        .asked(exchange, client, asked, server, answer, server.get(answered).end())
        .withCredentialsIf(!agreed && secret(client));
  }

  /** How many answers there are, with the greeting. */
  private static int answers(Lines server) {
    int count = 0;
    for (int at = answer(server, 0); at >= 0; at = answer(server, at + 1)) {
      count++;
    }
    return count;
  }

  /** The place of the next line that ends an answer, or -1. */
  private static int answer(Lines server, int from) {
    for (int i = from; i < server.count(); i++) {
      String verb = server.get(i).verb();
      if (verb.equals("OK") || verb.equals("NO") || verb.equals("BYE")) {
        return i;
      }
    }
    return -1;
  }

  private static boolean secret(Lines client) {
    for (int i = 0; i < client.count(); i++) {
      Line line = client.get(i);
      if (line.verb().equals("AUTHENTICATE")) {
        String[] words = line.argument().replace("\"", "").split(" ", 2);
        boolean sent = words.length > 1 || i + 1 < client.count();
        if (Sasl.inClear(words[0]) && sent) {
          return true;
        }
      }
    }
    return false;
  }
}
