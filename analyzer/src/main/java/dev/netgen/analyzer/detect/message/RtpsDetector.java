package dev.netgen.analyzer.detect.message;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.model.graph.Encryption;

/**
 * RTPS, what DDS sends (OMG DDSI-RTPS 2.3, 9.4): a header, then parts, each of which tells its
 * length in the order of bytes its flags tell. What DDS Security protects has parts of its own.
 *
 * <pre>
 * "RTPS" | 2 | minor | vendor 16 | participant 96 | (kind | flags | length 16 | ...)*
 * </pre>
 */
public final class RtpsDetector implements Detector {
  private static final String NAME = "rtps";
  private static final String MAGIC = "RTPS";
  private static final int HEADER = 20;
  private static final int PART = 4;
  private static final int MOST = 256;
  private static final int PAD = 0x01;
  private static final int SECURE = 0x30;
  private static final int LAST_SECURE = 0x34;

  @Override
  public Card card() {
    return Card.of(NAME, "RTPS of DDS", "OMG DDSI-RTPS 2.3").tells(Ability.MID_STREAM);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return (client == 'R' || client == -1) && (server == 'R' || server == -1);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    if (!exchange.everyMessage(RtpsDetector::isMessage)) {
      return Outcome.no("no message of RTPS");
    }
    Finding finding =
        exchange.anyMessage(RtpsDetector::isProtected)
            ? Finding.of(NAME, Encryption.OPAQUE, "parts that DDS Security signs or encrypts")
            : Finding.plaintext(NAME, "RTPS messages in clear");
    return finding.withRolesShown(false).match();
  }

  /** Header and a first part that fits, as far as it was captured. */
  private static boolean isMessage(Bytes message) {
    return message.startsWith(MAGIC)
        && message.has(0, HEADER + PART)
        && message.u8(4) == 2
        && message.u8(HEADER) >= PAD;
  }

  private static boolean isProtected(Bytes message) {
    int at = HEADER;
    for (int count = 0; message.has(at, PART) && count < MOST; count++) {
      int kind = message.u8(at);
      if (kind >= SECURE && kind <= LAST_SECURE) {
        return true;
      }
      boolean little = (message.u8(at + 1) & 1) != 0;
      int length = little ? message.u16Le(at + 2) : message.u16(at + 2);
      if (length == 0 && kind != PAD) {
        return false;
      }
      at += PART + length;
    }
    return false;
  }
}
