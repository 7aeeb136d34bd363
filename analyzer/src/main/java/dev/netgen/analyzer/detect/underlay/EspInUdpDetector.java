package dev.netgen.analyzer.detect.underlay;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.api.Speech;
import dev.netgen.model.graph.Encryption;

/**
 * ESP in UDP (RFC 3948), as it passes translators: datagrams of ESP (RFC 4303), IKE behind four
 * zeros, and single bytes 0xFF that keep the translation.
 *
 * <pre>
 *  | 4 security parameter index | 4 sequence number | payload     or     | 4 zero | IKE     or     | 0xFF |
 * </pre>
 *
 * <p>An index that stays and numbers that count are a common shape. So only with IKE beside it is
 * it taken for encrypted; by its shape alone it is named and stays opaque.
 */
public final class EspInUdpDetector implements Detector {
  private static final int HEADER = 8;
  private static final int LEAST = HEADER + 16;
  private static final int RESERVED_SPIS = 256;
  private static final int IKE_HEADER = 28;
  private static final int IKE_LENGTH = 24;
  private static final int MARKER = 4;
  private static final int KEEP_ALIVE = 0xFF;

  /** So many of one direction show that the numbers count. */
  private static final int ENOUGH = 3;

  /** Numbers of datagrams that follow one another lie no further apart. */
  private static final long NEAR = 64;

  /** OpenVPN's P_DATA_V2, whose first four bytes stay and whose next four count as well. */
  private static final int OPENVPN_DATA = 9;

  /** What the datagrams of a direction are. */
  private record Seen(int esp, int ike, boolean other) {}

  @Override
  public Card card() {
    return Card.of("esp", "Encapsulating Security Payload in UDP", "RFC 3948")
        .tells(Ability.ENCRYPTION);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Seen client = seen(exchange.client());
    Seen server = seen(exchange.server());
    if (client.other() || server.other()) {
      return Outcome.no("a datagram that is neither esp nor ike");
    }
    if (client.esp() + server.esp() > 0 && client.ike() + server.ike() > 0) {
      return found(Encryption.ENCRYPTED, "ESP in UDP beside IKE, payload not readable");
    }
    return Math.max(client.esp(), server.esp()) >= ENOUGH
        ? found(Encryption.OPAQUE, "shaped like ESP in UDP, no IKE seen")
        : Outcome.no("too few datagrams like esp");
  }

  private static Outcome found(Encryption encryption, String reason) {
    return Finding.of("esp", encryption, reason).withRolesShown(false).match();
  }

  private static Seen seen(Speech side) {
    int esp = 0;
    int ike = 0;
    long index = -1;
    long number = -1;
    for (int i = 0; i < side.messages(); i++) {
      Bytes message = side.message(i);
      if (isIke(message)) {
        ike++;
      } else if (!isKeepAlive(message)) {
        boolean next = index < 0 || (message.has(0, HEADER) && message.u32(0) == index);
        if (!next || !isEsp(message) || !follows(message.u32(MARKER), number)) {
          return new Seen(0, 0, true);
        }
        index = message.u32(0);
        number = message.u32(MARKER);
        esp++;
      }
    }
    return new Seen(esp, ike, false);
  }

  private static boolean follows(long number, long before) {
    return number > 0 && (before < 0 || (number > before && number - before <= NEAR));
  }

  private static boolean isKeepAlive(Bytes message) {
    return message.length() == 1 && message.u8(0) == KEEP_ALIVE;
  }

  private static boolean isIke(Bytes message) {
    if (!message.has(0, MARKER + IKE_HEADER) || message.u32(0) != 0) {
      return false;
    }
    int major = message.u8(MARKER + 17) >> 4;
    long length = message.u32(MARKER + IKE_LENGTH);
    return (major == 1 || major == 2) && length == message.length() - MARKER;
  }

  private static boolean isEsp(Bytes message) {
    if (!message.has(0, LEAST) || message.u32(0) < RESERVED_SPIS) {
      return false;
    }
    Bytes payload = message.from(HEADER);
    return message.u8(0) >> 3 != OPENVPN_DATA
        && payload.printable() * 4L <= payload.length() * 3L
        && zeros(payload) <= 1 + payload.length() / 8
        && !payload.looksClear();
  }

  /** Binary protocols in clear are full of zeros; of encrypted bytes one in 256 is. */
  private static int zeros(Bytes payload) {
    int zeros = 0;
    for (int i = 0; i < payload.length(); i++) {
      zeros += payload.u8(i) == 0 ? 1 : 0;
    }
    return zeros;
  }
}
