package dev.netgen.analyzer.detect.directory;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.api.Speech;
import java.util.Map;

/**
 * RADIUS over UDP (RFC 2865, RFC 2866, RFC 5176): attributes that fill the packet, and an answer of
 * the same number. Its passwords are hidden behind a secret, and so are no credentials in clear.
 *
 * <pre>
 * code  number  length  authenticator of 16 bytes  (type length value)*
 * </pre>
 */
public final class RadiusDetector implements Detector {
  private static final int HEADER = 20;
  private static final int LONGEST = 4096;

  /** Of a packet that was cut: fewer may be anything. */
  private static final int LEAST_ATTRIBUTES = 3;

  @Override
  public Card card() {
    return Card.of("radius", "RADIUS", "RFC 2865, RFC 2866, RFC 5176")
        .tells(Ability.ROLES, Ability.KINDS);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (!client.isEmpty() && !request(exchange.client())) {
      return Outcome.no("no request of RADIUS");
    }
    if (!server.isEmpty() && !answer(exchange.server())) {
      return Outcome.no("no answer of RADIUS");
    }
    if (client.isEmpty() || (server.isEmpty() && client.length() < HEADER + 3)) {
      return Outcome.needMore("no request");
    }
    boolean fits = server.isEmpty() || fits(client.u8(0), server.u8(0));
    return fits
        ? Finding.plaintext("radius", "RADIUS packets, their passwords hidden by a secret")
            .withFacts(Map.of("radius.kind", kind(client.u8(0))))
            .match()
        : Outcome.no("answer to another request");
  }

  private static boolean request(Speech speech) {
    return switch (speech.bytes().u8(0)) {
      case 1, 4, 12, 40, 43 -> packet(speech);
      default -> false;
    };
  }

  private static boolean answer(Speech speech) {
    return switch (speech.bytes().u8(0)) {
      case 2, 3, 5, 11, 41, 42, 44, 45 -> packet(speech);
      default -> false;
    };
  }

  private static boolean fits(int asked, int answered) {
    return switch (asked) {
      case 1 -> answered == 2 || answered == 3 || answered == 11;
      case 4 -> answered == 5;
      case 40 -> answered == 41 || answered == 42;
      case 43 -> answered == 44 || answered == 45;
      default -> answered == 2 || answered == 5;
    };
  }

  private static boolean packet(Speech speech) {
    Bytes bytes = speech.bytes();
    if (!bytes.has(0, HEADER)) {
      return false;
    }
    int length = bytes.u16(2);
    if (length < HEADER || length > LONGEST) {
      return false;
    }
    int at = HEADER;
    int whole = 0;
    while (at < length && bytes.has(at, 2)) {
      if (bytes.u8(at) == 0 || bytes.u8(at + 1) < 2) {
        return false;
      }
      at += bytes.u8(at + 1);
      whole += at <= bytes.length() ? 1 : 0;
    }
    boolean cut = !speech.complete() && bytes.length() < length && whole >= LEAST_ATTRIBUTES;
    return at == length || cut;
  }

  private static String kind(int code) {
    return switch (code) {
      case 1 -> "authentication";
      case 4 -> "accounting";
      case 12 -> "status";
      default -> "change of authorization";
    };
  }
}
