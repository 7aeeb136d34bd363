package dev.netgen.analyzer.detect.message;

import dev.netgen.analyzer.detect.api.Authentication;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;

/**
 * ActiveMQ Artemis' core protocol, as its {@code PacketImpl} and {@code CreateSessionMessage}
 * define it. Texts have their number of characters first, and as many pairs of bytes where they are
 * fewer than 9, else their bytes' number and their bytes; those that may be absent have a byte
 * before them.
 *
 * <pre>
 * client  "ARTEMIS"
 * both    length 32 | type 8 | channel 64 | ...
 * session 30, -18:  name | channel 64 | version 32 | user? | password? | ...
 * </pre>
 */
public final class ArtemisDetector implements Detector {
  private static final String NAME = "artemis";
  private static final String MAGIC = "ARTEMIS";
  private static final int HEAD = 13;
  private static final int LONGEST = 1 << 26;
  private static final int MOST_PACKETS = 64;
  private static final int SESSION = 30;
  private static final int SESSION_2 = 0xEE;
  private static final int SESSION_MADE = 31;
  private static final int SHORT_TEXT = 9;

  @Override
  public Card card() {
    return Card.of(NAME, "ActiveMQ Artemis core protocol", "Artemis' PacketImpl")
        .tells(Ability.ROLES, Ability.CREDENTIALS, Ability.NO_AUTHENTICATION);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client == 'A' && server <= 0;
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (client.isEmpty() || !client.mayStartWith(MAGIC) || !exchange.client().fromStart()) {
      return Outcome.no("no ARTEMIS first");
    }
    if (!server.isEmpty() && !packet(server, 0)) {
      return Outcome.no("not answered by packets");
    }
    if (!client.has(0, MAGIC.length() + HEAD)) {
      return Outcome.needMore("first packet cut");
    }
    if (!packet(client, MAGIC.length())) {
      return Outcome.no("no packets");
    }
    Finding finding = Finding.plaintext(NAME, "packets in clear");
    int session = find(client, MAGIC.length(), SESSION, SESSION_2);
    if (session < 0) {
      return finding.match();
    }
    return authentication(finding, client, afterName(client, session + HEAD), server).match();
  }

  private static boolean packet(Bytes bytes, long at) {
    if (!bytes.has(at, HEAD)) {
      return bytes.has(at, 1) && bytes.u8((int) at) == 0;
    }
    int from = (int) at;
    long length = bytes.u32(from);
    return length >= HEAD - 4 && length <= LONGEST && bytes.u32(from + 5) == 0;
  }

  /** The place of the first packet of these types, or -1. */
  private static int find(Bytes bytes, int from, int type, int other) {
    long at = from;
    for (int count = 0; count < MOST_PACKETS && bytes.has(at, HEAD); count++) {
      int here = (int) at;
      if (!packet(bytes, here)) {
        return -1;
      }
      if (bytes.u8(here + 4) == type || bytes.u8(here + 4) == other) {
        return here;
      }
      at += 4 + bytes.u32(here);
    }
    return -1;
  }

  private static Finding authentication(Finding finding, Bytes client, int user, Bytes server) {
    int password = optional(client, user);
    if (password < 0 || !client.has(password, 1)) {
      return finding;
    }
    boolean secret = client.u8(password) == 1;
    if (secret || client.u8(user) == 1) {
      return finding.withCredentialsIf(secret).withAuthentication(Authentication.SEEN);
    }
    return find(server, 0, SESSION_MADE, SESSION_MADE) >= 0
        ? finding.withAuthentication(Authentication.NONE_SEEN)
        : finding;
  }

  private static int afterName(Bytes bytes, int at) {
    int end = text(bytes, at);
    return end < 0 ? -1 : end + 12;
  }

  /** The offset behind a text that may be absent, or -1. */
  private static int optional(Bytes bytes, int at) {
    if (!bytes.has(at, 1) || bytes.u8(at) > 1) {
      return -1;
    }
    return bytes.u8(at) == 0 ? at + 1 : text(bytes, at + 1);
  }

  /** The offset behind a text, or -1. */
  private static int text(Bytes bytes, int at) {
    if (!bytes.has(at, 6)) {
      return -1;
    }
    long characters = bytes.u32(at);
    long end = at + (characters < SHORT_TEXT ? 4 + 2 * characters : 6L + bytes.u16(at + 4));
    return characters < 0xFFF && bytes.has(at, end - at) ? (int) end : -1;
  }
}
