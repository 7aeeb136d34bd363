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

/**
 * NNTP (RFC 3977; STARTTLS: RFC 4642; AUTHINFO: RFC 4643): the server greets with 200 or 201, the
 * client's first command is one of news alone.
 */
public final class NntpDetector implements Detector {
  private static final String NAME = "nntp";
  private static final ClearStart START = new ClearStart(NAME, "STARTTLS", "NNTP in clear");
  private static final String GO_ON_WITH_TLS = "382";

  /** Those that no other protocol whose server greets with 200 has. */
  private static final ImmutableSet<String> COMMANDS =
      ImmutableSet.of(
          "CAPABILITIES",
          "MODE",
          "GROUP",
          "ARTICLE",
          "HEAD",
          "BODY",
          "LISTGROUP",
          "NEWGROUPS",
          "NEWNEWS",
          "IHAVE",
          "XOVER",
          "OVER",
          "HDR",
          "XHDR",
          "AUTHINFO",
          "STARTTLS",
          "CHECK",
          "TAKETHIS");

  @Override
  public Card card() {
    return Card.of(NAME, "NNTP, news", "RFC 3977, RFC 4642, RFC 4643")
        .tells(Ability.ROLES, Ability.UPGRADE, Ability.CREDENTIALS);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return server == '2';
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes bytes = exchange.server().bytes();
    boolean greets = bytes.startsWith("200 ") || bytes.startsWith("201 ");
    if (exchange.midStream() || !greets) {
      return Outcome.no("no greeting of news");
    }
    Lines client = Lines.read(exchange.client().bytes());
    if (client.isEmpty()) {
      return client.stop() == Lines.Stop.OTHER
          ? Outcome.no("no command of news")
          : Outcome.needMore("no command yet");
    }
    return COMMANDS.contains(client.get(0).verb()) && isNews(client.get(0))
        ? judge(exchange, client).match()
        : Outcome.no("no command of news");
  }

  private static boolean isNews(Line line) {
    return !line.verb().equals("MODE")
        || line.word(1).equals("READER")
        || line.word(1).equals("STREAM");
  }

  private static Finding judge(Exchange exchange, Lines client) {
    Lines server = Lines.read(exchange.server().bytes());
    boolean secret =
        client.lines().stream()
            .anyMatch(
                line ->
                    line.verb().equals("AUTHINFO")
                        && (line.word(1).equals("PASS") || line.word(2).equals("PLAIN")));
    int asked = client.last("STARTTLS");
    if (asked < 0) {
      return START.notAsked(server.last("STARTTLS") >= 0).withCredentialsIf(secret);
    }
    int agreed = server.last(GO_ON_WITH_TLS);
    boolean refused = server.last("502") >= 0 || server.last("580") >= 0;
    Answer answer = agreed >= 0 ? Answer.AGREED : refused ? Answer.REFUSED : Answer.NOT_SEEN;
    int end = agreed >= 0 ? server.get(agreed).end() : 0;
    return START
        .asked(exchange, client, asked, server, answer, end)
        .withCredentialsIf(answer == Answer.REFUSED && secret);
  }
}
