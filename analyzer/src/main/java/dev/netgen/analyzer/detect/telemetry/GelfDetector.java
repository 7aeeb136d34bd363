package dev.netgen.analyzer.detect.telemetry;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;

/**
 * GELF (Graylog Extended Log Format): a JSON object with {@code version} and {@code short_message},
 * compressed or in pieces over UDP, ended by a zero octet over TCP. Never answered.
 */
public final class GelfDetector implements Detector {
  private static final int CHUNK = 0x1E0F;
  private static final int CHUNK_HEADER = 12;
  private static final int MAX_CHUNKS = 128;

  @Override
  public Card card() {
    return Card.of("gelf", "Graylog Extended Log Format", "Graylog documentation, GELF")
        .tells(Ability.ROLES);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    if (!exchange.server().isEmpty() || !client.has(0, 2)) {
      return Outcome.no("GELF is never answered");
    }
    if (client.u16(0) != CHUNK) {
      return isMessage(client) ? found() : Outcome.no("no GELF message");
    }
    boolean piece =
        client.has(0, CHUNK_HEADER + 2)
            && client.u8(11) <= MAX_CHUNKS
            && client.u8(10) == 0
            && client.u8(11) > 1;
    return piece && Inflated.looksLikeObject(client.from(CHUNK_HEADER))
        ? found()
        : Outcome.no("no GELF message");
  }

  private static boolean isMessage(Bytes bytes) {
    int first = bytes.u8(0);
    if (first != '{' && first != 0x78 && first != 0x1F) {
      return false;
    }
    String text = Inflated.text(bytes);
    return text.startsWith("{")
        && text.contains("\"short_message\"")
        && (text.contains("\"version\"") || text.contains("\"host\""));
  }

  private static Outcome found() {
    return Finding.plaintext("gelf", "GELF message, never answered").match();
  }
}
