package dev.netgen.analyzer.detect.files;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import java.util.regex.Pattern;

/**
 * The line printer daemon's protocol (RFC 1179): a byte for what is wanted, the queue, a line feed.
 * Who brings a job waits for a zero, and tells the length and name of each file.
 */
public final class LpdDetector implements Detector {
  private static final int JOB = 2;
  private static final int LONG_STATE = 4;
  private static final int LAST_FAULT = 3;
  private static final int LONGEST = 256;
  private static final Pattern FILE =
      Pattern.compile("[\\02\\03]\\d{1,12} [cd]f[A-Za-z]\\d{3}[!-~]{0,200}");

  @Override
  public Card card() {
    return Card.of("lpd", "line printer daemon", "RFC 1179").tells(Ability.ROLES);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client >= JOB && client <= LONG_STATE;
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (exchange.midStream() || !mayBegin(client.first(), server.first())) {
      return Outcome.no("no request of a printer");
    }
    int end = client.indexOf('\n', 1, LONGEST);
    int count = (end < 0 ? Math.min(client.length(), LONGEST) : end) - 1;
    if (!client.isPrintable(1, count) || end == 1 || (client.length() >= LONGEST && end < 0)) {
      return Outcome.no("no request of a printer");
    }
    if (end < 0) {
      return Outcome.needMore("request cut");
    }
    return client.u8(0) == JOB ? job(client, server, end) : state(exchange, end);
  }

  private static Outcome job(Bytes client, Bytes server, int end) {
    int next = client.indexOf('\n', end + 1, end + LONGEST);
    if (!acknowledges(server) || (next < 0 && client.has(end + 1, LONGEST))) {
      return Outcome.no("no job for a printer");
    }
    if (next < 0) {
      return Outcome.needMore("no file yet");
    }
    return FILE.matcher(client.text(end + 1, next - end - 1)).matches()
        ? Finding.plaintext("lpd", "job for a printer in clear").match()
        : Outcome.no("no job for a printer");
  }

  /** A byte a request: zero, or what is wrong. */
  private static boolean acknowledges(Bytes server) {
    boolean all = server.first() <= 0;
    for (int i = 1; i < Math.min(server.length(), LONGEST); i++) {
      all &= server.u8(i) <= LAST_FAULT;
    }
    return all;
  }

  /** Nothing follows the question, and the answer is text. */
  private static Outcome state(Exchange exchange, int end) {
    Bytes server = exchange.server().bytes();
    if (exchange.client().bytes().length() > end + 1) {
      return Outcome.no("more than a question");
    }
    if (server.isEmpty()) {
      return Outcome.needMore("no answer");
    }
    return server.printable() == server.length() && server.indexOf('\n', 0, LONGEST) > 0
        ? Finding.plaintext("lpd", "state of a printer in clear").match()
        : Outcome.no("no state of a printer");
  }
}
