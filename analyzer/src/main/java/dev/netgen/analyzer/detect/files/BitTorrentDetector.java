package dev.netgen.analyzer.detect.files;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;

/**
 * BitTorrent between peers (BEP 3): both begin with its name. What was obfuscated (message stream
 * encryption) shows nothing and stays opaque.
 *
 * <pre>
 * 13 "BitTorrent protocol" | 8 reserved | hash of the torrent 160 | peer 160
 * </pre>
 */
public final class BitTorrentDetector implements Detector {
  private static final String GREETING = "\23BitTorrent protocol";
  private static final int FIRST = 0x13;
  private static final int HASH = 28;
  private static final int HASH_LENGTH = 20;

  @Override
  public Card card() {
    return Card.of("bittorrent", "BitTorrent peers and UDP trackers", "BEP 3, BEP 15")
        .tells(Ability.ROLES);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client == FIRST && (server == FIRST || server == -1);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    boolean greeted =
        !client.isEmpty()
            && client.mayStartWith(GREETING)
            && (server.isEmpty() || server.mayStartWith(GREETING));
    if (!greeted) {
      return Outcome.no("no greeting of BitTorrent");
    }
    if (!client.has(0, GREETING.length())) {
      return Outcome.needMore("greeting cut");
    }
    boolean both = client.has(HASH, HASH_LENGTH) && server.has(HASH, HASH_LENGTH);
    if (both && !client.text(HASH, HASH_LENGTH).equals(server.text(HASH, HASH_LENGTH))) {
      return Outcome.no("another torrent");
    }
    // Either may be the one who connected; both say the same.
    return Finding.plaintext("bittorrent", "BitTorrent greeting in clear")
        .withRolesShown(false)
        .match();
  }
}
