package dev.netgen.analyzer.detect.store;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.api.Speech;
import dev.netgen.analyzer.detect.tls.Upgrade;
import dev.netgen.model.graph.Encryption;
import java.io.ByteArrayOutputStream;

/**
 * MS SQL Server's TDS 7 (MS-TDS): PRELOGIN on both sides says whether the session, the login alone
 * or nothing is under TLS, whose handshake travels in PRELOGIN packets. A login in clear holds the
 * password, scrambled without a key.
 *
 * <pre>
 * type  status  length  channel channel  number  window      big-endian, length with its header
 * 12 PRELOGIN   10 LOGIN7   01 batch   03 RPC   04 answer
 * </pre>
 */
public final class TdsDetector implements Detector {
  private static final String NAME = "mssql";
  private static final int HEADER = 8;
  private static final int PRELOGIN = 0x12;
  private static final int LOGIN = 0x10;
  private static final int ANSWER = 4;
  private static final int MAX_PACKETS = 64;

  @Override
  public Card card() {
    return Card.of(NAME, "MS SQL Server, TDS 7", "MS-TDS")
        .tells(Ability.ROLES, Ability.UPGRADE, Ability.CREDENTIALS);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (client.isEmpty() || client.u8(0) != PRELOGIN || !exchange.client().fromStart()) {
      return Outcome.no("no PRELOGIN first");
    }
    if (!server.isEmpty() && server.u8(0) != ANSWER) {
      return Outcome.no("no answer of TDS");
    }
    int asked = encryption(client);
    int answered = encryption(server);
    if (asked == -2 || answered == -2) {
      return Outcome.no("PRELOGIN does not parse");
    }
    if (asked < 0 || answered < 0) {
      return Outcome.needMore("PRELOGIN cut");
    }
    Exchange rest =
        new Exchange(exchange.client().from(client.u16(2)), exchange.server().from(server.u16(2)));
    return judge(rest, answered).match();
  }

  /**
   * The option ENCRYPTION of a PRELOGIN: 0 login only, 1 on, 2 none, 3 required; -1 cut, -2 none.
   */
  private static int encryption(Bytes bytes) {
    if (!bytes.has(0, HEADER)) {
      return -1;
    }
    int length = bytes.u16(2);
    if (bytes.u8(1) != 1 || length < HEADER + 6 || length > 1024 || bytes.u8(7) != 0) {
      return -2;
    }
    if (!bytes.has(0, length)) {
      return -1;
    }
    for (int at = HEADER; bytes.has(at, 5) && at + 5 <= length && bytes.u8(at) != 0xFF; at += 5) {
      int place = HEADER + bytes.u16(at + 1);
      boolean first = at == HEADER;
      if ((first && bytes.u8(at) != 0) || bytes.u8(at) > 8 || place + bytes.u16(at + 3) > length) {
        return -2;
      }
      if (bytes.u8(at) == 1) {
        return bytes.u16(at + 3) == 1 ? bytes.u8(place) & 3 : -2;
      }
    }
    return -2;
  }

  private static Finding judge(Exchange rest, int agreed) {
    Bytes client = rest.client().bytes();
    Bytes server = rest.server().bytes();
    if (login(client)) {
      return Finding.plaintext(NAME, "PRELOGIN without encryption, login in clear")
          .withCredentialsIf(true);
    }
    boolean handshake =
        client.has(0, HEADER + 1) && client.u8(0) == PRELOGIN && client.u8(HEADER) == 0x16;
    if (!handshake) {
      return client.isEmpty()
          ? Finding.of(NAME, Encryption.OPAQUE, "PRELOGIN, nothing kept afterwards")
          : Finding.of(NAME, Encryption.OPAQUE, "PRELOGIN, neither login nor TLS afterwards");
    }
    int clientRaw = afterPackets(client);
    int serverRaw = afterPackets(server);
    boolean session = application(client, clientRaw) && application(server, serverRaw);
    if (session) {
      return Upgrade.toTls(
          NAME,
          "PRELOGIN agreed",
          new Exchange(unpacked(rest.client(), clientRaw), unpacked(rest.server(), serverRaw)));
    }
    boolean clear =
        application(client, clientRaw)
            && server.has(serverRaw, 2)
            && server.u8(serverRaw) == ANSWER;
    return clear || (agreed == 0 && clearBatch(client, clientRaw))
        ? Finding.plaintext(NAME, "PRELOGIN agreed on TLS for the login alone, then in clear")
        : Finding.of(NAME, Encryption.OPAQUE, "PRELOGIN agreed, TLS not seen to complete");
  }

  private static boolean login(Bytes client) {
    return client.has(0, HEADER) && client.u8(0) == LOGIN && client.u16(2) > HEADER + 36;
  }

  /** The offset behind the packets that carry the handshake. */
  private static int afterPackets(Bytes bytes) {
    int at = 0;
    for (int i = 0; i < MAX_PACKETS && bytes.has(at, HEADER); i++) {
      boolean handshake =
          bytes.u8(at) == PRELOGIN
              || (bytes.u8(at) == ANSWER
                  && bytes.has(at + HEADER, 2)
                  && bytes.u8(at + HEADER) >= 0x14
                  && bytes.u8(at + HEADER) <= 0x17
                  && bytes.u8(at + HEADER + 1) == 3);
      if (!handshake || bytes.u16(at + 2) < HEADER) {
        return at;
      }
      at += bytes.u16(at + 2);
    }
    return Math.min(at, bytes.length());
  }

  /** The TLS stream: what the packets before that offset carry, and all behind it. */
  private static Speech unpacked(Speech speech, int raw) {
    Bytes bytes = speech.bytes();
    ByteArrayOutputStream joined = new ByteArrayOutputStream(bytes.length());
    for (int at = 0; at < raw; at += bytes.u16(at + 2)) {
      int length = Math.min(bytes.u16(at + 2), raw - at) - HEADER;
      joined.writeBytes(bytes.slice(at + HEADER, length).copy());
    }
    joined.writeBytes(bytes.from(raw).copy());
    return speech.carrying(joined.toByteArray());
  }

  private static boolean application(Bytes bytes, int at) {
    return bytes.has(at, 5) && bytes.u8(at) == 0x17 && bytes.u8(at + 1) == 3;
  }

  /** Behind the login's record, which is TLS, a batch or a call in clear. */
  private static boolean clearBatch(Bytes client, int raw) {
    if (!application(client, raw)) {
      return false;
    }
    int next = raw + 5 + client.u16(raw + 3);
    return client.has(next, HEADER)
        && (client.u8(next) == 1 || client.u8(next) == 3 || client.u8(next) == 14);
  }
}
