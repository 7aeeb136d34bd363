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
 * ClamAV's daemon (clamd(8), COMMANDS): {@code z} or {@code n}, a command, and a zero byte or the
 * end of a line; what it is to look at follows in chunks behind their lengths.
 */
public final class ClamdDetector implements Detector {
  private static final ImmutableSet<String> COMMANDS =
      ImmutableSet.of(
          "PING",
          "VERSION",
          "VERSIONCOMMANDS",
          "RELOAD",
          "SHUTDOWN",
          "SCAN",
          "CONTSCAN",
          "MULTISCAN",
          "ALLMATCHSCAN",
          "INSTREAM",
          "FILDES",
          "STATS",
          "IDSESSION");
  private static final int LONGEST = 1024;

  @Override
  public Card card() {
    return Card.of("clamav", "ClamAV's daemon", "clamd(8)").tells(Ability.ROLES);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client == 'z' || client == 'n';
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (exchange.midStream() || !mayBegin(client.first(), server.first())) {
      return Outcome.no("no command of ClamAV");
    }
    int end = client.indexOf(client.u8(0) == 'z' ? 0 : '\n', 1, LONGEST);
    if (end < 0) {
      boolean fits = client.isPrintable(0, Math.min(client.length(), LONGEST));
      return fits && !client.has(0, LONGEST)
          ? Outcome.needMore("command cut")
          : Outcome.no("no command of ClamAV");
    }
    String line = client.text(1, end - 1);
    int blank = line.indexOf(' ');
    boolean path = blank < 0 || (line.startsWith("/", blank + 1) && client.isPrintable(0, end));
    boolean known = COMMANDS.contains(blank < 0 ? line : line.substring(0, blank));
    boolean answered =
        line.equals("PING")
            ? server.mayStartWith("PONG")
            : server.isPrintable(0, Math.min(server.length(), 4));
    return known && path && answered
        ? Finding.plaintext("clamav", "command of ClamAV").match()
        : Outcome.no("no command of ClamAV");
  }
}
