package dev.netgen.analyzer.detect.chat;

import com.google.common.collect.ImmutableSet;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.api.Speech;
import dev.netgen.analyzer.detect.text.ClearStart;
import dev.netgen.analyzer.detect.text.ClearStart.Answer;
import dev.netgen.analyzer.detect.text.Lines;
import java.util.regex.Pattern;

/**
 * IRC (RFC 1459, RFC 2812): the client registers by NICK and USER, or CAP; the server's lines begin
 * with its name and a number or a command. STARTTLS is answered by 670.
 */
public final class IrcDetector implements Detector {
  private static final String NAME = "irc";
  private static final ClearStart START = new ClearStart(NAME, "STARTTLS", "IRC in clear");
  private static final String TAGS = "(?:@\\S+ )?";
  private static final Pattern FROM_SERVER =
      Pattern.compile(
          TAGS
              + "(?::\\S+ +(?:\\d{3} +\\S+|NOTICE +\\S+ +:|CAP +\\S+|JOIN +|PRIVMSG +\\S+ +:|MODE +"
              + "|QUIT +:|PART +|NICK +|PONG +|TOPIC +|KICK +|INVITE +|AUTHENTICATE +).*"
              + "|NOTICE +\\S+ +:.*|PING +:?\\S+|ERROR +:.*|AUTHENTICATE \\S+)");
  private static final Pattern USER = Pattern.compile("(?i)USER +\\S+ +\\S+ +\\S+ +\\S.*");
  private static final Pattern FIRST =
      Pattern.compile(
          "(?i)(?:NICK +:?[^\\s:]\\S* *|PASS +\\S+.*|CAP +(?:LS|REQ|LIST|END)\\b.*|STARTTLS"
              + "|USER +\\S+ +\\S+ +\\S+ +\\S.*|PROTOCTL +.*|WEBIRC +.*)");

  private static final Pattern MESSAGE = Pattern.compile("PRIVMSG \\S+ :.*");
  private static final ImmutableSet<String> LATE =
      ImmutableSet.of("PRIVMSG", "JOIN", "PART", "WHO", "WHOIS", "ISON", "PONG", "NOTICE", "TOPIC");

  @Override
  public Card card() {
    return Card.of(NAME, "IRC", "RFC 1459, RFC 2812, IRCv3")
        .tells(Ability.ROLES, Ability.MID_STREAM, Ability.UPGRADE, Ability.CREDENTIALS);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    if (no(exchange.client()) || no(exchange.server())) {
      return Outcome.no("no line of IRC first");
    }
    Lines client = lines(exchange.client());
    Lines server = lines(exchange.server());
    boolean late = exchange.midStream();
    boolean asked = registers(client) || introduces(client) || (late && has(client));
    boolean answered = serverLines(server) > (client.isEmpty() ? 1 : 0);
    if (!client.isEmpty() && !asked) {
      return Outcome.no("no registration of IRC");
    }
    if (!server.isEmpty() && !answered) {
      return Outcome.no("no line of an IRC server");
    }
    boolean bothWays = asked && answered;
    boolean alone =
        (exchange.server().isEmpty() && introduces(client))
            || (exchange.client().isEmpty() && answered);
    return bothWays || alone
        ? judge(exchange, client, server)
        : Outcome.needMore("one direction only");
  }

  /** Cheap: text of IRC begins with a letter, a colon or an at. */
  private static boolean no(Speech speech) {
    if (speech.isEmpty() || !speech.fromStart()) {
      return false;
    }
    int b = speech.bytes().u8(0);
    boolean letter = (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z');
    return !letter && b != ':' && b != '@' && b != '\r' && b != '\n';
  }

  private static Lines lines(Speech speech) {
    Bytes bytes = speech.bytes();
    Lines atStart = Lines.read(bytes);
    boolean begins =
        speech.fromStart()
            || (!atStart.isEmpty()
                && (MESSAGE.matcher(atStart.get(0).text()).matches()
                    || FROM_SERVER.matcher(atStart.get(0).text()).matches()));
    return begins ? atStart : Lines.read(bytes, bytes.find("\n", 0, bytes.length()) + 1);
  }

  private static boolean registers(Lines client) {
    for (int i = 0; i < Math.min(3, client.count()); i++) {
      if (FIRST.matcher(client.get(i).text()).matches()) {
        return true;
      }
    }
    return false;
  }

  /** A nickname and a user: unmistakable without the server's lines. */
  private static boolean introduces(Lines client) {
    if (!client.isEmpty() && MESSAGE.matcher(client.get(0).text()).matches()) {
      return true;
    }
    boolean user = client.lines().stream().anyMatch(line -> USER.matcher(line.text()).matches());
    return user && client.last("NICK") >= 0;
  }

  private static boolean has(Lines client) {
    return client.lines().stream().anyMatch(line -> LATE.contains(line.verb()));
  }

  private static long serverLines(Lines server) {
    return server.lines().stream()
        .limit(8)
        .filter(line -> FROM_SERVER.matcher(line.text()).matches())
        .count();
  }

  private static Outcome judge(Exchange exchange, Lines client, Lines server) {
    int asked = client.last("STARTTLS");
    Finding finding;
    if (asked < 0) {
      finding = START.notAsked(server.lines().stream().anyMatch(IrcDetector::offers));
    } else {
      finding = asked(exchange, client, asked, server);
    }
    return finding.withCredentialsIf(IrcLogin.seen(client)).match();
  }

  private static boolean offers(Lines.Line line) {
    return line.text().contains(" CAP ") && line.text().contains("tls");
  }

  private static Finding asked(Exchange exchange, Lines client, int asked, Lines server) {
    for (Lines.Line line : server.lines()) {
      String number = line.word(1);
      if (number.equals("670") || number.equals("691") || number.equals("421")) {
        Answer answer = number.equals("670") ? Answer.AGREED : Answer.REFUSED;
        return START.asked(exchange, client, asked, server, answer, line.end());
      }
    }
    return START.asked(exchange, client, asked, server, Answer.NOT_SEEN, server.end());
  }
}
