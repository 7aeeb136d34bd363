package dev.netgen.analyzer.detect.store;

import dev.netgen.analyzer.detect.api.Authentication;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.model.graph.Encryption;
import java.util.Map;

/**
 * Ceph's messenger (its documentation, "msgr2" and "Network protocol"), both versions. The first is
 * always in clear; of the second the server says how it goes on once the client has authenticated.
 *
 * <pre>
 * both  "ceph v027" addresses ...                  "ceph v2" LF | 0010 | supported 64, required 64
 * frame  tag | segments | 4 of length 32, alignment 16 | flags, 0 | checksum, then the segments
 * tags  1 hello, 2 client's method 32 ..., 3 to 5 more of it, 6 done: id 64, mode 32 (2 is secure)
 * </pre>
 */
public final class CephDetector implements Detector {
  private static final String NAME = "ceph";
  private static final String ONE = "ceph v027";
  private static final String TWO = "ceph v2\n\20\0";
  private static final int BANNER = 26;
  private static final int PREAMBLE = 32;
  private static final int ASKS = 2;
  private static final int DONE = 6;
  private static final int SECURE = 2;
  private static final int MOST = 12;

  /** Fewer bytes do not show a cipher. */
  private static final int FEW = 32;

  @Override
  public Card card() {
    return Card.of(NAME, "Ceph messenger 1 and 2", "Ceph documentation, msgr2")
        .tells(Ability.ROLES, Ability.UPGRADE, Ability.NO_AUTHENTICATION);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client == 'c' && (server == 'c' || server == -1);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (client.isEmpty() || exchange.midStream()) {
      return Outcome.no("no banner of Ceph");
    }
    if (isBanner(client, ONE) && (server.isEmpty() || isBanner(server, ONE))) {
      return client.has(0, ONE.length())
          ? told(Finding.plaintext(NAME, "messenger 1 in clear"), "1").withRolesShown(false).match()
          : Outcome.needMore("banner cut");
    }
    if (!isBanner(client, TWO) || (!server.isEmpty() && !isBanner(server, TWO))) {
      return Outcome.no("no banner of Ceph");
    }
    if (!client.has(0, BANNER)) {
      return Outcome.needMore("banner cut");
    }
    return second(exchange, client, server);
  }

  private static boolean isBanner(Bytes bytes, String banner) {
    return bytes.mayStartWith(banner);
  }

  private static Finding told(Finding finding, String version) {
    return finding.withFacts(Map.of("ceph.messenger", version));
  }

  private static Outcome second(Exchange exchange, Bytes client, Bytes server) {
    int asked = find(client, ASKS);
    if (asked < 0) {
      return find(server, ASKS) >= 0
          ? Outcome.no("asked by the other side")
          : told(Finding.of(NAME, Encryption.OPAQUE, "messenger 2, its mode not seen"), "2")
              .withRolesShown(false)
              .match();
    }
    int done = find(server, DONE);
    Finding finding = told(mode(exchange, server, done), "2");
    boolean method = client.has(asked + PREAMBLE, 4);
    if (done < 0 || !method) {
      return finding.match();
    }
    boolean none = client.u32Le(asked + PREAMBLE) == 1;
    return finding
        .withAuthentication(none ? Authentication.NONE_SEEN : Authentication.SEEN)
        .match();
  }

  private static Finding mode(Exchange exchange, Bytes server, int done) {
    if (done < 0 || !server.has(done + PREAMBLE + 8, 4)) {
      return Finding.of(NAME, Encryption.OPAQUE, "messenger 2, its mode not seen");
    }
    if (server.u32Le(done + PREAMBLE + 8) != SECURE) {
      return Finding.plaintext(NAME, "messenger 2 with checksums alone");
    }
    boolean used =
        shielded(server.from(next(server, done)))
            && shielded(exchange.client().bytes().from(asked(exchange.client().bytes())));
    return used
        ? Finding.of(NAME, Encryption.UPGRADED, "messenger 2 in secure mode")
        : Finding.of(NAME, Encryption.OPAQUE, "messenger 2, secure mode not seen to be used");
  }

  private static boolean shielded(Bytes rest) {
    return rest.length() >= FEW && !rest.looksClear();
  }

  /** The offset behind all that the client says in clear: its hello, its method, and more of it. */
  private static int asked(Bytes client) {
    int at = BANNER;
    for (int count = 0; count < MOST && isFrame(client, at); count++) {
      at = next(client, at);
    }
    return at;
  }

  private static boolean isFrame(Bytes bytes, int at) {
    return bytes.has(at, PREAMBLE)
        && bytes.u8(at) >= 1
        && bytes.u8(at) <= DONE
        && bytes.u8(at + 1) == 1
        && bytes.u32Le(at + 2) <= 1 << 16;
  }

  /** The offset of the first frame with this tag before anything is under a key, or -1. */
  private static int find(Bytes bytes, int tag) {
    int at = BANNER;
    for (int count = 0; count < MOST && isFrame(bytes, at); count++) {
      if (bytes.u8(at) == tag) {
        return at;
      }
      at = next(bytes, at);
    }
    return -1;
  }

  /** Behind the frame's one segment and its checksum, or all that stands behind frames of old. */
  private static int next(Bytes bytes, int at) {
    int behind = (bytes.u8(10) & 1) != 0 ? 4 : 17;
    return at + PREAMBLE + (int) bytes.u32Le(at + 2) + behind;
  }
}
