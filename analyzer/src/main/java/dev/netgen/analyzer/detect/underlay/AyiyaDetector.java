package dev.netgen.analyzer.detect.underlay;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.api.Speech;

/**
 * AYIYA (draft-massar-v6ops-ayiya): IPv6 packets behind a header that names and signs the sender.
 *
 * <pre>
 * identity length 2^n 4, type 4 | signature length in words 4, hash 4 | authentication 4, operation 4
 * next header 8 | epoch 32 | identity | signature | packet
 * </pre>
 */
public final class AyiyaDetector implements Detector {
  private static final int HEADER = 8;
  private static final int IPV6 = 41;
  private static final int IPV6_HEADER = 40;
  private static final int NOTHING = 59;

  @Override
  public Card card() {
    return Card.of("ayiya", "AYIYA", "draft-massar-v6ops-ayiya-02");
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Speech client = exchange.client();
    Speech server = exchange.server();
    boolean both =
        (client.isEmpty() || is(client.bytes())) && (server.isEmpty() || is(server.bytes()));
    return both
        ? Finding.plaintext("ayiya", "IPv6 packets of AYIYA, not encrypted")
            .withRolesShown(false)
            .match()
        : Outcome.no("no AYIYA header");
  }

  private static boolean is(Bytes bytes) {
    if (!bytes.has(0, HEADER)) {
      return false;
    }
    int hash = bytes.u8(1) & 0xF;
    int authentication = bytes.u8(2) >>> 4;
    int operation = bytes.u8(2) & 0xF;
    int next = bytes.u8(3);
    if ((bytes.u8(0) & 0xF) > 2 || hash > 3 || authentication > 2 || operation > 6) {
      return false;
    }
    int behind = HEADER + (1 << (bytes.u8(0) >>> 4)) + 4 * (bytes.u8(1) >>> 4);
    if (next == NOTHING) {
      return operation == 0 && hash > 0 && behind == bytes.length();
    }
    return next == IPV6
        && bytes.has(behind, IPV6_HEADER)
        && bytes.u8(behind) >>> 4 == 6
        && bytes.u16(behind + 4) + IPV6_HEADER == bytes.length() - behind;
  }
}
