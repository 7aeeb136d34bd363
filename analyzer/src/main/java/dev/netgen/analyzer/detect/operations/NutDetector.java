package dev.netgen.analyzer.detect.operations;

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
import org.jspecify.annotations.Nullable;

/**
 * Network UPS Tools (RFC 9271): lines of commands in capitals; lists are framed by what was asked
 * for. STARTTLS changes to TLS.
 */
public final class NutDetector implements Detector {
  private static final String NAME = "nut";
  private static final ClearStart START = new ClearStart(NAME, "STARTTLS", "NUT in clear");

  @Override
  public Card card() {
    return Card.of(NAME, "Network UPS Tools", "RFC 9271")
        .tells(Ability.ROLES, Ability.UPGRADE, Ability.CREDENTIALS);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client >= 'G' && client <= 'V' && server >= 'B' && server <= 'V';
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes first = exchange.client().bytes();
    if (exchange.midStream() || !mayBegin(first.first(), exchange.server().bytes().first())) {
      return Outcome.no("no command of NUT");
    }
    Lines client = Lines.read(first);
    Lines server = Lines.read(exchange.server().bytes());
    if (client.isEmpty() || server.isEmpty()) {
      boolean cut = client.stop() != Lines.Stop.OTHER && server.stop() != Lines.Stop.OTHER;
      return cut ? Outcome.needMore("no line yet") : Outcome.no("no command of NUT");
    }
    Boolean fits = fits(client, server);
    if (fits == null) {
      return Outcome.needMore("login not seen to the end");
    }
    return fits ? judge(exchange, client, server).match() : Outcome.no("no command of NUT");
  }

  /** Whether the first answer is one to the first command; null where more lines decide. */
  private static @Nullable Boolean fits(Lines client, Lines server) {
    Line asked = client.get(0);
    String told = server.get(0).text();
    return switch (asked.verb()) {
      case "LIST" -> told.equals("BEGIN " + asked.text());
      case "GET" -> told.startsWith(asked.argument() + " ");
      case "VER" -> told.startsWith("Network UPS Tools ");
      case "STARTTLS" ->
          told.equals("OK STARTTLS") || told.startsWith("ERR FEATURE-NOT-") || isAlready(told);
      case "USERNAME" -> login(client, server);
      default -> false;
    };
  }

  private static boolean isAlready(String told) {
    return told.equals("ERR ALREADY-SSL-MODE") || told.equals("ERR UNKNOWN-COMMAND");
  }

  /** A name and a password alone could be anybody's: what follows them has to be NUT's. */
  private static @Nullable Boolean login(Lines client, Lines server) {
    if (!server.get(0).text().equals("OK")) {
      return false;
    }
    if (client.count() < 3) {
      return client.stop() == Lines.Stop.OTHER ? Boolean.FALSE : null;
    }
    return client.get(1).verb().equals("PASSWORD")
        && switch (client.get(2).word(0) + " " + client.get(2).word(1)) {
          case "SET VAR", "LIST UPS", "LIST VAR", "LIST CMD", "LIST RW", "GET VAR" -> true;
          default ->
              switch (client.get(2).verb()) {
                case "LOGIN", "INSTCMD", "PRIMARY", "MASTER", "FSD" -> true;
                default -> false;
              };
        };
  }

  private static Finding judge(Exchange exchange, Lines client, Lines server) {
    int asked = client.last("STARTTLS");
    boolean secret = client.last("PASSWORD") >= 0;
    if (asked < 0) {
      return START.notAsked(false).withCredentialsIf(secret);
    }
    int agreed = -1;
    int refused = -1;
    for (int i = 0; i < server.count(); i++) {
      agreed = server.get(i).text().equals("OK STARTTLS") ? i : agreed;
      refused = server.get(i).text().startsWith("ERR ") ? i : refused;
    }
    if (agreed >= 0) {
      return START.asked(exchange, client, asked, server, Answer.AGREED, server.get(agreed).end());
    }
    Answer answer = refused >= 0 ? Answer.REFUSED : Answer.NOT_SEEN;
    return START.asked(exchange, client, asked, server, answer, 0).withCredentialsIf(secret);
  }
}
