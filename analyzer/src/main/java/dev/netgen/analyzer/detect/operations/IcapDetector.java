package dev.netgen.analyzer.detect.operations;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.text.Lines;
import dev.netgen.analyzer.detect.text.Lines.Line;
import java.util.Locale;

/** ICAP, by which proxies have what they carry looked at and changed (RFC 3507). */
public final class IcapDetector implements Detector {
  private static final ImmutableList<String> REQUESTS =
      ImmutableList.of("OPTIONS icap", "REQMOD icap", "RESPMOD icap");
  private static final String ANSWER = "ICAP/1.0 ";
  private static final String VERSION = " ICAP/1.0";

  @Override
  public Card card() {
    return Card.of("icap", "ICAP", "RFC 3507").tells(Ability.ROLES, Ability.CREDENTIALS);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return (client == 'O' || client == 'R') && (server == -1 || server == 'I');
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    boolean request =
        mayBegin(client.first(), server.first())
            && REQUESTS.stream().anyMatch(client::mayStartWith)
            && server.mayStartWith(ANSWER);
    if (exchange.midStream() || !request) {
      return Outcome.no("no request of ICAP");
    }
    Lines lines = Lines.read(client);
    if (lines.isEmpty()) {
      return lines.stop() == Lines.Stop.CUT
          ? Outcome.needMore("request line cut")
          : Outcome.no("no request of ICAP");
    }
    if (!lines.get(0).text().endsWith(VERSION)) {
      return Outcome.no("no request of ICAP");
    }
    return Finding.plaintext("icap", "ICAP request")
        .withCredentialsIf(lines.lines().stream().anyMatch(IcapDetector::tellsSecret))
        .match();
  }

  private static boolean tellsSecret(Line line) {
    String header = line.text().toLowerCase(Locale.ROOT);
    return header.startsWith("authorization: basic ")
        || header.startsWith("proxy-authorization: basic ");
  }
}
