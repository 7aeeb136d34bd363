package dev.netgen.analyzer.detect.store;

import dev.netgen.analyzer.detect.api.Authentication;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import java.util.Map;

/**
 * Neo4j's Bolt (Bolt Protocol, "Handshake" and "Messages"): four versions are offered, of which the
 * server takes one, or lists its own for the client to choose. Messages stand in chunks.
 *
 * <pre>
 * client  60 60 B0 17 | 4 x version 32            server  version 32
 *         version 32 | groups of 7 bits                   00 00 01 FF | count | versions | groups
 * both    length 16 | Bn signature ... | 00 00
 * </pre>
 */
public final class BoltDetector implements Detector {
  private static final String NAME = "bolt";
  private static final long MAGIC = 0x6060B017L;
  private static final int OFFER = 20;
  private static final int MANIFEST = 0x1FF;
  private static final int MOST_VERSIONS = 64;
  private static final int MOST_MESSAGES = 4;
  private static final int MOST_CHUNKS = 16;
  private static final int NEWEST = 32;
  private static final int HELLO = 1;
  private static final int LOGON = 0x6A;
  private static final int SUCCESS = 0x70;
  private static final String SCHEME = "\u0086scheme";
  private static final String CREDENTIALS = "\u008bcredentials";

  @Override
  public Card card() {
    return Card.of(NAME, "Bolt (Neo4j)", "Bolt Protocol")
        .tells(Ability.ROLES, Ability.CREDENTIALS, Ability.NO_AUTHENTICATION);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client == 0x60 && server <= 0;
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (client.isEmpty() || client.u8(0) != 0x60 || !exchange.client().fromStart()) {
      return Outcome.no("no magic number");
    }
    if (!server.isEmpty() && !isVersion(server)) {
      return Outcome.no("offer not answered by a version");
    }
    if (!client.has(0, OFFER)) {
      boolean cut = !client.has(0, 4) || client.u32(0) == MAGIC;
      return cut ? Outcome.needMore("offer cut") : Outcome.no("no magic number");
    }
    if (client.u32(0) != MAGIC || client.u32(4) == 0 || client.u8(4) != 0) {
      return Outcome.no("no offer of versions");
    }
    Finding finding = Finding.plaintext(NAME, "versions in clear");
    return (server.has(0, 4) ? agreed(finding, client, server) : finding).match();
  }

  /** None, a list of them, or one: 0, 0, minor, major. */
  private static boolean isVersion(Bytes server) {
    if (server.u8(0) != 0 || (server.has(0, 2) && server.u8(1) != 0)) {
      return false;
    }
    return !server.has(0, 4) || server.u32(0) == MANIFEST || server.u8(3) <= NEWEST;
  }

  private static Finding agreed(Finding finding, Bytes client, Bytes server) {
    boolean listed = server.u32(0) == MANIFEST;
    int asked = listed ? groups(client, OFFER + 4) : OFFER;
    int said = listed ? behindList(server) : 4;
    boolean known = !listed || client.has(OFFER, 4);
    if (asked < 0 || said < 0 || !known) {
      return finding;
    }
    Bytes version = listed ? client.slice(OFFER, 4) : server;
    Finding told = finding.withFacts(Map.of("bolt.version", version.u8(3) + "." + version.u8(2)));
    return authentication(told, client, asked, server, said);
  }

  /** Each message of a client has one answer until it is let in. */
  private static Finding authentication(
      Finding finding, Bytes client, int asked, Bytes server, int said) {
    int ask = asked;
    int answer = said;
    for (int i = 0; i < MOST_MESSAGES && client.has(ask, 4); i++) {
      int signature = client.u8(ask + 3);
      int end = Math.min(ask + 2 + client.u16(ask), client.length());
      int scheme = client.find(SCHEME, ask, end);
      if ((signature == HELLO || signature == LOGON) && scheme > 0) {
        boolean none = client.at(scheme + SCHEME.length(), "\u0084none");
        if (!none) {
          return finding
              .withCredentialsIf(client.find(CREDENTIALS, ask, end) > 0)
              .withAuthentication(Authentication.SEEN);
        }
        boolean served = answer > 0 && server.has(answer, 4) && server.u8(answer + 3) == SUCCESS;
        return served ? finding.withAuthentication(Authentication.NONE_SEEN) : finding;
      }
      ask = next(client, ask);
      answer = next(server, answer);
    }
    return finding;
  }

  /** The offset behind a message, which ends with an empty chunk; far away where it is cut. */
  private static int next(Bytes bytes, int message) {
    int at = message;
    for (int chunk = 0; chunk < MOST_CHUNKS && bytes.has(at, 2); chunk++) {
      int length = bytes.u16(at);
      at += 2 + length;
      if (length == 0) {
        return at;
      }
    }
    return Integer.MAX_VALUE;
  }

  private static int behindList(Bytes server) {
    if (!server.has(4, 1) || server.u8(4) > MOST_VERSIONS) {
      return -1;
    }
    return groups(server, 5 + 4 * server.u8(4));
  }

  /** The offset behind a number in groups of 7 bits, or -1. */
  private static int groups(Bytes bytes, int from) {
    for (int at = from; at < from + 9 && bytes.has(at, 1); at++) {
      if (bytes.u8(at) < 0x80) {
        return at + 1;
      }
    }
    return -1;
  }
}
