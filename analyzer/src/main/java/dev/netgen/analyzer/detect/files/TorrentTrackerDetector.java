package dev.netgen.analyzer.detect.files;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;

/**
 * BitTorrent's trackers asked by datagrams (BEP 15).
 *
 * <pre>
 * client  0000041727101980 | 00000000 | transaction          server  00000000 | transaction | id 64
 * </pre>
 */
public final class TorrentTrackerDetector implements Detector {
  private static final int ASKED = 16;

  @Override
  public Card card() {
    return new BitTorrentDetector().card();
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client == 0 && server <= 0;
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    boolean asks =
        client.length() == ASKED
            && client.u32(0) == 0x417
            && client.u32(4) == 0x27101980L
            && client.u32(8) == 0;
    if (!asks) {
      return Outcome.no("no tracker asked");
    }
    boolean answers =
        server.isEmpty()
            || (server.has(0, 8)
                && (server.u32(0) == 0 ? server.length() >= 16 : server.u32(0) == 3)
                && server.u32(4) == client.u32(12));
    return answers
        ? Finding.plaintext("bittorrent", "tracker asked in clear").match()
        : Outcome.no("answered by something else");
  }
}
