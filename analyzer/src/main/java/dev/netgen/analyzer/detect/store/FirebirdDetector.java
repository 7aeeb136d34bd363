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
 * Firebird (its "Wire protocol", and protocol.h of its source): numbers of 32 bits, texts with
 * their length before them and filled up to four bytes.
 *
 * <pre>
 * client  1 connect | 19, 20 or 82 | 2 or 3 | machine | path | count | who asks | versions, 20 each
 * server  3, 94 or 98 accept | version | ...      4 reject      9 an error
 * client  92 goes on with the login: 4 texts      96 cipher, key: all that follows is under it
 * </pre>
 */
public final class FirebirdDetector implements Detector {
  private static final String NAME = "firebird";
  private static final int CONNECT = 1;
  private static final int PATH = 16;
  private static final int LONGEST = 4096;
  private static final int VERSION = 20;
  private static final int GO_ON = 92;
  private static final int CIPHER = 96;
  private static final int PASSWORD = 29;
  private static final int MOST_LOGINS = 8;

  private static final int RESPONSE = 9;

  /** Where the data of an acceptance begins: behind its number, version, architecture and type. */
  private static final int ACCEPTED = 16;

  /** Fewer bytes do not show a cipher. */
  private static final int FEW = 32;

  @Override
  public Card card() {
    return Card.of(NAME, "Firebird", "Firebird documentation, Wire protocol; its source")
        .tells(Ability.ROLES, Ability.UPGRADE, Ability.CREDENTIALS);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client == 0 && server <= 0;
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (client.isEmpty() || !isConnect(client) || !answers(server)) {
      return Outcome.no("no connect");
    }
    int end = end(client);
    if (end == 0) {
      return Outcome.no("no versions offered");
    }
    if (end < 0 || !server.has(0, 4)) {
      return Outcome.needMore("connect or its answer cut");
    }
    return told(client, server, end);
  }

  /** As far as kept. */
  private static boolean isConnect(Bytes bytes) {
    if (bytes.length() < 4) {
      return bytes.u8(0) == 0;
    }
    boolean attach = !bytes.has(4, 4) || isAttach(bytes.u32(4));
    boolean version = !bytes.has(8, 4) || bytes.u32(8) == 2 || bytes.u32(8) == 3;
    boolean machine = !bytes.has(12, 4) || bytes.u32(12) < 128;
    boolean path = !bytes.has(PATH, 4) || bytes.u32(PATH) < LONGEST;
    return bytes.u32(0) == CONNECT && attach && version && machine && path;
  }

  private static boolean isAttach(long operation) {
    return operation == 19 || operation == 20 || operation == 82;
  }

  private static boolean answers(Bytes server) {
    if (!server.has(0, 4)) {
      return server.isEmpty() || server.u8(0) == 0;
    }
    return switch ((int) server.u32(0)) {
      case 3, 94, 98 -> !server.has(4, 4) || isVersion(server.u32(4));
      case 4, 9 -> true;
      default -> false;
    };
  }

  /** 10, or later ones marked as Firebird's. */
  private static boolean isVersion(long version) {
    return (version >= 8 && version <= 10) || (version >> 8 == 0xFFFF80 && (version & 0xFF) < 64);
  }

  /** The offset behind the connect, -1 where it is cut, 0 where it is none. */
  private static int end(Bytes client) {
    int path = skip(client, PATH);
    int who = path < 0 || !client.has(path, 4) ? -1 : skip(client, path + 4);
    if (who < 0) {
      return -1;
    }
    long count = client.u32(path);
    if (count == 0 || count > 20) {
      return 0;
    }
    int end = who + (int) count * VERSION;
    for (int at = who; at < end; at += VERSION) {
      if (!client.has(at, VERSION)) {
        return -1;
      }
      boolean types = client.u32(at + 8) < 8 && client.u32(at + 12) < 0x200;
      if (!types || !isVersion(client.u32(at))) {
        return 0;
      }
    }
    return end;
  }

  /** The offset behind a text, or -1 where it is cut or long. */
  private static int skip(Bytes bytes, int at) {
    if (at < 0 || !bytes.has(at, 4) || bytes.u32(at) >= LONGEST) {
      return -1;
    }
    int end = at + 4 + (((int) bytes.u32(at) + 3) & ~3);
    return bytes.has(0, end) ? end : -1;
  }

  private static Outcome told(Bytes client, Bytes server, int connected) {
    boolean plugin = server.u32(0) == 94 || server.u32(0) == 98;
    int at = connected;
    for (int i = 0; i < MOST_LOGINS && at > 0 && client.has(at, 4); i++) {
      if (client.u32(at) == CIPHER) {
        return ciphered(client, at + 4, server);
      }
      if (client.u32(at) != GO_ON) {
        break;
      }
      at = skip(client, skip(client, skip(client, skip(client, at + 4))));
    }
    return goneOn(client, at, plugin).match();
  }

  /**
   * After a login by one of its plugins, or the one of old, whose password stands in the attach.
   */
  private static Finding goneOn(Bytes client, int at, boolean plugin) {
    if (at < 0 || !client.has(at, 4)) {
      return Finding.of(NAME, Encryption.OPAQUE, "Firebird's login, nothing kept afterwards");
    }
    boolean secret = isAttach(client.u32(at)) && password(client, skip(client, at + 8));
    Finding finding =
        Finding.plaintext(NAME, "Firebird's requests in clear").withCredentialsIf(secret);
    return plugin || secret ? finding.withAuthentication(Authentication.SEEN) : finding;
  }

  /** Whether the parameters, a version and then tag, length and value, hold a password in clear. */
  private static boolean password(Bytes client, int parameters) {
    int end = skip(client, parameters);
    if (end < 0) {
      return false;
    }
    int limit = parameters + 4 + (int) client.u32(parameters);
    for (int at = parameters + 5; client.has(at, 2) && at < limit; at += 2 + client.u8(at + 1)) {
      if (client.u8(at) == PASSWORD && client.u8(at + 1) > 0) {
        return true;
      }
    }
    return false;
  }

  private static Outcome ciphered(Bytes client, int at, Bytes server) {
    int end = skip(client, skip(client, at));
    if (!shielded(client, end) || !shielded(server, agreed(server))) {
      return Finding.of(NAME, Encryption.OPAQUE, "cipher asked for, not seen to be used")
          .withAuthentication(Authentication.SEEN)
          .match();
    }
    return Finding.of(NAME, Encryption.UPGRADED, "cipher asked for, then no clear text")
        .withFacts(Map.of("firebird.cipher", client.text(at + 4, (int) client.u32(at))))
        .withAuthentication(Authentication.SEEN)
        .match();
  }

  private static boolean shielded(Bytes bytes, int from) {
    Bytes rest = from < 0 ? Bytes.EMPTY : bytes.from(from);
    return rest.length() >= FEW && !rest.looksClear();
  }

  /** The offset behind what the server says in clear until it agrees to the login, or -1. */
  private static int agreed(Bytes server) {
    int at = skip(server, skip(server, ACCEPTED));
    at = at < 0 ? -1 : skip(server, at + 4);
    for (int i = 0;
        i < MOST_LOGINS && at > 0 && server.has(at, 4) && server.u32(at) == GO_ON;
        i++) {
      at = skip(server, skip(server, skip(server, skip(server, at + 4))));
    }
    boolean response = at > 0 && server.has(at, 4) && server.u32(at) == RESPONSE;
    int status = response ? skip(server, at + 16) : -1;
    boolean success =
        status > 0
            && server.has(status, 12)
            && server.u32(status) == 1
            && server.u32(status + 4) == 0
            && server.u32(status + 8) == 0;
    return success ? status + 12 : -1;
  }
}
