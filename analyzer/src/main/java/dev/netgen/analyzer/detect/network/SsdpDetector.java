package dev.netgen.analyzer.detect.network;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import java.util.Locale;

/**
 * SSDP (UPnP Device Architecture, section 1): heads of HTTP in datagrams. Who searches is the
 * client; announcements go to whoever listens.
 */
public final class SsdpDetector implements Detector {
  private static final int MAX_HEAD = 2048;

  @Override
  public Card card() {
    return Card.of("ssdp", "SSDP (UPnP discovery)", "UPnP Device Architecture 2.0")
        .tells(Ability.ROLES);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (client.isEmpty()) {
      return isAnswer(server)
          ? Finding.plaintext("ssdp", "SSDP answer").match()
          : Outcome.no("no answer to a search");
    }
    boolean search = client.startsWith("M-SEARCH * HTTP/1.");
    if (!search && !client.startsWith("NOTIFY * HTTP/1.")) {
      return Outcome.no("neither search nor announcement");
    }
    return server.isEmpty() || isAnswer(server)
        ? Finding.plaintext("ssdp", search ? "SSDP search" : "SSDP announcement")
            .withRolesShown(search)
            .match()
        : Outcome.no("search answered by something else");
  }

  private static boolean isAnswer(Bytes bytes) {
    if (!bytes.startsWith("HTTP/1.")) {
      return false;
    }
    String head = bytes.text(0, Math.min(MAX_HEAD, bytes.length())).toLowerCase(Locale.ROOT);
    return head.contains("\nst:") || head.contains("\nusn:");
  }
}
