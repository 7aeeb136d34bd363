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
import java.util.regex.Pattern;

/**
 * IMAP4 (RFC 9051, RFC 3501): the server greets by an untagged OK, PREAUTH or BYE; commands begin
 * with a tag, and the answer that ends one repeats it.
 *
 * <pre>
 * * OK [CAPABILITY IMAP4rev1 STARTTLS] ready
 * a1 STARTTLS
 * a1 OK begin
 * </pre>
 */
public final class ImapDetector implements Detector {
  private static final String NAME = "imap";
  private static final ClearStart START = new ClearStart(NAME, "STARTTLS", "IMAP in clear");
  private static final Pattern GREETING =
      Pattern.compile("\\* (?:OK|PREAUTH|BYE)(?: .*)?", Pattern.CASE_INSENSITIVE);
  private static final Pattern TAG = Pattern.compile("[^ (){%*\"\\\\\\]+\\x00-\\x1F]{1,64}");

  private static final ImmutableSet<String> COMMANDS =
      ImmutableSet.of(
          "CAPABILITY",
          "NOOP",
          "LOGOUT",
          "STARTTLS",
          "AUTHENTICATE",
          "LOGIN",
          "ID",
          "ENABLE",
          "SELECT",
          "EXAMINE",
          "CREATE",
          "DELETE",
          "RENAME",
          "SUBSCRIBE",
          "UNSUBSCRIBE",
          "LIST",
          "LSUB",
          "NAMESPACE",
          "STATUS",
          "APPEND",
          "IDLE",
          "CLOSE",
          "UNSELECT",
          "EXPUNGE",
          "CHECK",
          "SEARCH",
          "FETCH",
          "STORE",
          "COPY",
          "MOVE",
          "UID",
          "COMPRESS",
          "GETQUOTA",
          "GETQUOTAROOT",
          "SORT",
          "THREAD",
          "XLIST");

  @Override
  public Card card() {
    return Card.of(NAME, "IMAP4", "RFC 9051, RFC 3501")
        .tells(Ability.ROLES, Ability.MID_STREAM, Ability.UPGRADE, Ability.CREDENTIALS);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes server = exchange.server().bytes();
    if (!exchange.midStream() && !server.isEmpty() && server.u8(0) != '*') {
      return Outcome.no("no untagged answer first");
    }
    if (server.isEmpty() && exchange.client().isEmpty()) {
      return Outcome.needMore("nothing said");
    }
    return exchange.midStream() ? later(exchange) : fromStart(exchange);
  }

  private static Outcome fromStart(Exchange exchange) {
    Lines server = Lines.read(exchange.server().bytes());
    Lines client = Lines.read(exchange.client().bytes());
    if (!server.isEmpty() && !GREETING.matcher(server.get(0).text()).matches()) {
      return Outcome.no("no greeting of IMAP");
    }
    if (client.isEmpty()) {
      return greetingAlone(exchange, server, client);
    }
    if (!command(client.get(0))) {
      return Outcome.no("no tagged command first");
    }
    boolean several = client.count() > 1 && command(client.get(1));
    return !server.isEmpty() || (several && exchange.server().isEmpty())
        ? judge(exchange, client, server, "")
        : Outcome.needMore("no greeting yet");
  }

  private static Outcome greetingAlone(Exchange exchange, Lines server, Lines client) {
    if (server.isEmpty()) {
      return server.stop() == Lines.Stop.OTHER
          ? Outcome.no("greeting is no line")
          : Outcome.needMore("greeting cut");
    }
    boolean named = server.get(0).text().toUpperCase(Locale.ROOT).contains("IMAP");
    return named && exchange.client().isEmpty()
        ? judge(exchange, client, server, "")
        : Outcome.needMore("no command yet");
  }

  /** Joined later: one of the commands is answered by its tag. */
  private static Outcome later(Exchange exchange) {
    Bytes bytes = exchange.client().bytes();
    Bytes answers = exchange.server().bytes();
    if (bytes.isEmpty() || answers.isEmpty()) {
      return Outcome.no("one direction only");
    }
    int from = exchange.client().fromStart() ? 0 : bytes.find("\n", 0, bytes.length()) + 1;
    for (int at : new int[] {0, from}) {
      Lines client = Lines.read(bytes, at);
      for (int i = 0; i < Math.min(8, client.count()); i++) {
        Lines.Line line = client.get(i);
        if (command(line)
            && answered(answers, line.text().substring(0, line.text().indexOf(' ')))) {
          return judge(exchange, client, Lines.read(answers), ", mid-stream");
        }
      }
    }
    return Outcome.no("no command answered by its tag");
  }

  private static boolean answered(Bytes answers, String tag) {
    for (String word : new String[] {" OK ", " NO ", " BAD "}) {
      int at = answers.find(tag + word, 0, answers.length());
      if (at == 0 || (at > 0 && answers.u8(at - 1) == '\n')) {
        return true;
      }
    }
    return false;
  }

  private static boolean command(Lines.Line line) {
    int space = line.text().indexOf(' ');
    return space > 0
        && COMMANDS.contains(line.word(1))
        && TAG.matcher(line.text().substring(0, space)).matches();
  }

  private static Outcome judge(Exchange exchange, Lines client, Lines server, String late) {
    int asked = -1;
    boolean secret = false;
    for (int i = 0; i < client.count(); i++) {
      Lines.Line line = client.get(i);
      if (command(line)) {
        asked = line.word(1).equals("STARTTLS") ? i : asked;
        secret |= secret(client, i);
      }
    }
    Finding finding;
    if (!late.isEmpty()) {
      finding = Finding.plaintext(NAME, "IMAP in clear" + late);
    } else if (asked >= 0) {
      finding = asked(exchange, client, asked, server);
    } else {
      finding = START.notAsked(offered(server));
    }
    return finding.withCredentialsIf(secret).match();
  }

  private static boolean offered(Lines server) {
    return server.lines().stream()
        .anyMatch(line -> line.text().contains("CAPABILITY") && line.text().contains("STARTTLS"));
  }

  private static Finding asked(Exchange exchange, Lines client, int asked, Lines server) {
    String text = client.get(asked).text();
    String tag = text.substring(0, text.indexOf(' '));
    for (Lines.Line line : server.lines()) {
      if (line.text().startsWith(tag + " ")) {
        Answer answer = line.word(1).equals("OK") ? Answer.AGREED : Answer.REFUSED;
        return START.asked(exchange, client, asked, server, answer, line.end());
      }
    }
    return START.asked(exchange, client, asked, server, Answer.NOT_SEEN, server.end());
  }

  /** LOGIN with its arguments, which may be literals of later lines; AUTHENTICATE. */
  private static boolean secret(Lines client, int at) {
    Lines.Line line = client.get(at);
    String mechanism = line.word(2);
    return switch (line.word(1)) {
      case "LOGIN" -> line.text().endsWith("}") ? at + 1 < client.count() : !line.word(3).isEmpty();
      case "AUTHENTICATE" -> Sasl.secretSent(mechanism, line.word(3), client, at);
      default -> false;
    };
  }
}
