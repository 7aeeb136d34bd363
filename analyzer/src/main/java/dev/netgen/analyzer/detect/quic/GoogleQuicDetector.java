package dev.netgen.analyzer.detect.quic;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.api.Speech;
import dev.netgen.model.graph.Encryption;
import java.util.Map;
import java.util.TreeMap;

/**
 * Google's QUIC before the IETF's, versions Q024 to Q049 (its documents "QUIC Wire Layout
 * Specification" and "QUIC Crypto"): a client's hello is in clear, and it tells its version until
 * it has verified the server; what follows is under keys.
 *
 * <pre>
 * up to 043  flags (1 version, 8 connection id, 30 size of the number) | id 8 | "Q043" | number | ...
 * 044 on     80 | type | "Q046" | 50 | id 8 | number | ...            40 | type ... without version
 * </pre>
 */
public final class GoogleQuicDetector implements Detector {
  private static final String NAME = "quic";
  private static final int LONG = 0x80;
  private static final int VERSION = 1;
  private static final int RESET = 2;
  private static final int ID = 8;
  private static final int UNUSED = 0x80;
  private static final int BEHIND_ID = 9;
  private static final int SEARCHED = 64;
  private static final int LEAST = 30;
  private static final int MOST_TAGS = 64;
  private static final int FIRST_LONG = 44;
  private static final int LAST = 49;
  private static final String HELLO = "CHLO";
  private static final String SERVER_NAME = "SNI\0";

  @Override
  public Card card() {
    return Card.of(NAME, "Google QUIC, versions Q024 to Q049", "QUIC Wire Layout Specification")
        .tells(Ability.ROLES, Ability.ENCRYPTION);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client >= 0 && ((client & LONG) != 0 || (client & (VERSION | ID)) == (VERSION | ID));
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Speech client = exchange.client();
    Bytes first = client.bytes();
    int version = mayBegin(first.first(), -1) ? version(first) : -1;
    int hello = version < 0 ? -1 : first.find(HELLO, BEHIND_ID, SEARCHED);
    if (hello < 0 || client.messages() == 0) {
      return Outcome.no("no hello of Google's QUIC");
    }
    Map<String, String> facts = new TreeMap<>(Map.of("quic.version", "Q0" + version));
    String name = serverName(first, hello);
    if (!name.isEmpty()) {
      facts.put("tls.sni", name);
    }
    boolean completed = wentOn(client, version) && exchange.server().messages() > 1;
    return (completed
            ? Finding.of(NAME, Encryption.ENCRYPTED, "Google QUIC handshake completed")
            : Finding.of(NAME, Encryption.OPAQUE, "Google QUIC handshake not seen to complete"))
        .withFacts(facts)
        .match();
  }

  /** The number of a packet's version, or -1. */
  private static int version(Bytes packet) {
    if (!packet.has(0, LEAST)) {
      return -1;
    }
    boolean isLong = (packet.u8(0) & LONG) != 0;
    int at = isLong ? 1 : BEHIND_ID;
    boolean digits =
        packet.u8(at) == 'Q'
            && packet.u8(at + 1) == '0'
            && isDigit(packet.u8(at + 2))
            && isDigit(packet.u8(at + 3));
    int version = digits ? (packet.u8(at + 2) - '0') * 10 + packet.u8(at + 3) - '0' : -1;
    int least = isLong ? FIRST_LONG : 24;
    int most = isLong ? LAST : FIRST_LONG - 1;
    return version >= least && version <= most ? version : -1;
  }

  private static boolean isDigit(int value) {
    return value >= '0' && value <= '9';
  }

  /** Whether the client sent a packet that tells no version, as it does behind the handshake. */
  private static boolean wentOn(Speech client, int version) {
    int without = version >= FIRST_LONG ? LONG : VERSION | RESET | UNUSED;
    return !client.everyMessage(message -> message.isEmpty() || (message.u8(0) & without) != 0);
  }

  /** Behind the tag: a count, two bytes, then tags with the offset where each one's value ends. */
  private static String serverName(Bytes packet, int hello) {
    if (!packet.has(hello, 8)) {
      return "";
    }
    int count = Math.min(packet.u16Le(hello + 4), MOST_TAGS);
    int table = hello + 8;
    int values = table + 8 * packet.u16Le(hello + 4);
    long begin = 0;
    for (int i = 0; i < count && packet.has(table + 8 * i, 8); i++) {
      long end = packet.u32Le(table + 8 * i + 4);
      if (packet.at(table + 8 * i, SERVER_NAME)) {
        boolean fits = end > begin && end - begin < 256 && packet.has(values + begin, end - begin);
        boolean clear = fits && packet.isPrintable((int) (values + begin), (int) (end - begin));
        return clear ? packet.text((int) (values + begin), (int) (end - begin)) : "";
      }
      begin = end;
    }
    return "";
  }
}
