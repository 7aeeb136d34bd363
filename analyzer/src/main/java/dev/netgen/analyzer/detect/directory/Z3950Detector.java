package dev.netgen.analyzer.detect.directory;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;

/**
 * Z39.50, by which catalogues of libraries are searched (ISO 23950, in BER): a client initializes
 * (tag 20), which the server answers (tag 21).
 *
 * <pre>
 * B4 length | [82 reference] | 83 versions | 84 options | 85 preferred size | ...
 * </pre>
 */
public final class Z3950Detector implements Detector {
  private static final int REQUEST = 0xB4;
  private static final int RESPONSE = 0xB5;
  private static final int REFERENCE = 0x82;
  private static final int VERSIONS = 0x83;
  private static final int OPTIONS = 0x84;
  private static final int SIZE = 0x85;
  private static final int LEAST = 16;

  @Override
  public Card card() {
    return Card.of("z3950", "Z39.50", "ISO 23950").tells(Ability.ROLES);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client == REQUEST && (server < 0 || server == RESPONSE);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (exchange.midStream() || !mayBegin(client.first(), server.first())) {
      return Outcome.no("no request to initialize");
    }
    if (!client.has(0, LEAST)) {
      return Outcome.needMore("request cut");
    }
    int at = client.u8(1) < 0x80 ? 2 : 2 + (client.u8(1) & 0x7F);
    at = client.has(at, 2) && client.u8(at) == REFERENCE ? at + 2 + client.u8(at + 1) : at;
    int options = behind(client, at, VERSIONS);
    int size = behind(client, options, OPTIONS);
    return size > 0 && client.has(size, 1) && client.u8(size) == SIZE
        ? Finding.plaintext("z3950", "Z39.50 in clear").match()
        : Outcome.no("no request to initialize");
  }

  /** Where a short element of this tag ends, or -1. */
  private static int behind(Bytes bytes, int at, int tag) {
    boolean fits = bytes.has(at, 2) && bytes.u8(at) == tag && bytes.u8(at + 1) <= 8;
    return fits ? at + 2 + bytes.u8(at + 1) : -1;
  }
}
