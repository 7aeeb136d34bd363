package dev.netgen.analyzer.detect.operations;

import com.google.common.collect.ImmutableSet;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;

/**
 * SpamAssassin's daemon (its spamd/PROTOCOL): a command with {@code SPAMC/} and a version, headers,
 * the message; answers begin with {@code SPAMD/}, a version and a code.
 */
public final class SpamdDetector implements Detector {
  private static final ImmutableSet<String> COMMANDS =
      ImmutableSet.of(
          "CHECK",
          "SYMBOLS",
          "REPORT",
          "REPORT_IFSPAM",
          "SKIP",
          "PING",
          "PROCESS",
          "TELL",
          "HEADERS");
  private static final String ANSWER = "SPAMD/";
  private static final int LONGEST = 32;

  @Override
  public Card card() {
    return Card.of("spamassassin", "SpamAssassin's daemon", "SpamAssassin, spamd/PROTOCOL")
        .tells(Ability.ROLES);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client >= 'C' && client <= 'T' && (server == -1 || server == 'S');
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (exchange.midStream()
        || !mayBegin(client.first(), server.first())
        || !server.mayStartWith(ANSWER)) {
      return Outcome.no("no command of SpamAssassin");
    }
    int end = client.indexOf('\n', 0, LONGEST);
    if (end < 0) {
      return client.has(0, LONGEST)
          ? Outcome.no("no command of SpamAssassin")
          : Outcome.needMore("command cut");
    }
    String line = client.text(0, end);
    int blank = line.indexOf(" SPAMC/");
    return blank > 0 && COMMANDS.contains(line.substring(0, blank))
        ? Finding.plaintext("spamassassin", "command of SpamAssassin").match()
        : Outcome.no("no command of SpamAssassin");
  }
}
