package dev.netgen.analyzer.detect.cluster;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Frames;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.api.Speech;
import dev.netgen.model.graph.Encryption;

/**
 * JGroups, the messages of Infinispan's, Keycloak's and WildFly's clusters (its source,
 * TcpConnection and the headers' numbers): who connects tells where it listens.
 *
 * <pre>
 * "bela" | version 2 | length 2 | address length 1 | address | port 2       once, over TCP
 * length 4 | version 2 | flags | ... | 0039 003c | length 2 | cluster ...   over UDP without the length
 * </pre>
 *
 * A version is its major in 5 bits, minor in 5 and micro in 6. A header of the protocols that
 * encrypt tells that messages are under a key, with their headers in clear.
 */
public final class JGroupsDetector implements Detector {
  private static final String NAME = "jgroups";
  private static final String COOKIE = "bela";
  private static final int OLDEST = 3;
  private static final int NEWEST = 6;
  private static final int LAST_FLAG = 7;
  private static final int LONGEST_NAME = 128;
  private static final int SEARCHED = 512;
  private static final int LEAST = 16;

  /** The transport's number and that of its header, which names the cluster. */
  private static final String TRANSPORT = "\0\71\0\74\0";

  /** The numbers of SYM_ENCRYPT and ASYM_ENCRYPT, each with that of their header. */
  private static final String SHARED_KEY = "\0\72\0\130";

  private static final String AGREED_KEY = "\0\73\0\130";

  /** The numbers of NAKACK2, UNICAST3 and FD_SOCK2, each with that of their header. */
  private static final String TO_ALL = "\0\51\0\116";

  private static final String TO_ONE = "\0\60\0\122";
  private static final String FAILURES = "\0\107\0\135";

  private final boolean stream;

  private JGroupsDetector(boolean stream) {
    this.stream = stream;
  }

  /** Over TCP. */
  public static JGroupsDetector stream() {
    return new JGroupsDetector(true);
  }

  /** Over UDP. */
  public static JGroupsDetector datagrams() {
    return new JGroupsDetector(false);
  }

  @Override
  public Card card() {
    return Card.of(NAME, "JGroups (Infinispan, Keycloak, WildFly)", "its source, TcpConnection")
        .tells(Ability.MID_STREAM, Ability.ENCRYPTION);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return stream
        ? client == 'b'
        : (client < 0 || isMajor(client)) && (server < 0 || isMajor(server));
  }

  private static boolean isMajor(int first) {
    return first >> 3 >= OLDEST && first >> 3 <= NEWEST;
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    if (stream && !exchange.midStream()) {
      if (client.length() < COOKIE.length() && client.mayStartWith(COOKIE) && !client.isEmpty()) {
        return Outcome.needMore("greeting cut");
      }
      return connects(client) && answers(exchange.server().bytes())
          ? told(exchange)
          : Outcome.no("no greeting of a member");
    }
    Bytes server = exchange.server().bytes();
    boolean is = isSide(client) && isSide(server) && !(client.isEmpty() && server.isEmpty());
    return is ? told(exchange) : Outcome.no("no messages of members");
  }

  private static boolean answers(Bytes server) {
    boolean message = server.first() == 0 && (!server.has(0, 5) || isMajor(server.u8(4)));
    return server.isEmpty() || message || server.mayStartWith(COOKIE);
  }

  private static boolean connects(Bytes client) {
    if (!client.startsWith(COOKIE) || !client.has(0, 9) || !isMajor(client.u8(4))) {
      return false;
    }
    int address = client.u8(8);
    return (address == 4 || address == 16) && client.u16(6) == 1 + address + 2;
  }

  private boolean isSide(Bytes bytes) {
    if (bytes.isEmpty()) {
      return true;
    }
    return stream
        ? bytes.has(0, 4 + LEAST)
            && isMessage(bytes, 4)
            && Frames.count(bytes, 0, JGroupsDetector::end) > 0
        : bytes.has(0, LEAST) && isMessage(bytes, 0);
  }

  private static boolean isMessage(Bytes bytes, int at) {
    if (!isMajor(bytes.u8(at)) || bytes.u8(at + 2) > LAST_FLAG) {
      return false;
    }
    int header = bytes.find(TRANSPORT, at + 3, at + SEARCHED);
    int name = header + TRANSPORT.length();
    return header > 0
        && bytes.has(name, 1)
        && bytes.u8(name) > 0
        && bytes.u8(name) <= LONGEST_NAME
        && bytes.isPrintable(name + 1, bytes.u8(name));
  }

  private static long end(Bytes bytes, int at) {
    if (!bytes.has(at, 6)) {
      return at + 6L;
    }
    return bytes.u32(at) >= LEAST ? at + 4 + bytes.u32(at) : -1;
  }

  private Outcome told(Exchange exchange) {
    Seen seen = seen(exchange.client()).and(seen(exchange.server()));
    Finding finding =
        seen.keyed()
            ? opaque("JGroups, messages under a key, headers in clear")
            : seen.clear()
                ? Finding.plaintext(NAME, "JGroups in clear")
                : opaque("JGroups, nothing that a key would hide");
    return finding.withRolesShown(stream && !exchange.midStream()).match();
  }

  private static Finding opaque(String reason) {
    return Finding.of(NAME, Encryption.OPAQUE, reason);
  }

  private Seen seen(Speech speech) {
    Seen seen = new Seen(false, false);
    if (!stream) {
      for (int i = 0; i < speech.messages(); i++) {
        seen = seen.and(Seen.of(speech.message(i)));
      }
      return seen;
    }
    Bytes bytes = speech.bytes();
    int at = connects(bytes) ? 8 + bytes.u16(6) : 0;
    for (long end = end(bytes, at); at < end && bytes.has(at, end - at); end = end(bytes, at)) {
      seen = seen.and(Seen.of(bytes.slice(at, (int) end - at)));
      at = (int) end;
    }
    return seen;
  }

  /** What messages show: a key's header, or what one would have hidden. */
  private record Seen(boolean keyed, boolean clear) {
    static Seen of(Bytes message) {
      boolean keyed = message.find(SHARED_KEY, 0, message.length()) >= 0;
      boolean agreed = message.find(AGREED_KEY, 0, message.length()) >= 0;
      return new Seen(keyed || agreed, !keyed && !agreed && carries(message));
    }

    /** Whether a message is a member's, or of the connection that tells of a failure. */
    private static boolean carries(Bytes message) {
      return message.find(TO_ALL, 0, message.length()) >= 0
          || message.find(TO_ONE, 0, message.length()) >= 0
          || (message.has(0, 6)
              && !isMajor(message.u8(4))
              && message.find(FAILURES, 0, message.length()) >= 0);
    }

    Seen and(Seen other) {
      return new Seen(keyed || other.keyed, clear || other.clear);
    }
  }
}
