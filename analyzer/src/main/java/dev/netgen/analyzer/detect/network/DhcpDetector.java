package dev.netgen.analyzer.detect.network;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.api.Speech;

/**
 * DHCP for IPv4 and BOOTP (RFC 2131, RFC 951).
 *
 * <pre>
 * op 1|2, hardware type, address length, hops | id 32 | seconds 16, flags 16 | 4 addresses of 32
 * hardware address 16 octets | server name 64 | file 128 | 63 82 53 63, options: code, length, value
 * </pre>
 */
public final class DhcpDetector implements Detector {
  private static final int REQUEST = 1;
  private static final int REPLY = 2;
  private static final int HARDWARE = 16;
  private static final int MAX_HOPS = 16;
  private static final int ETHERNET = 0x0106;
  private static final int PADDING = 34;
  private static final int LEAST = 60;
  private static final int FILE = 108;
  private static final int COOKIE = 236;
  private static final long MAGIC = 0x63825363L;

  @Override
  public Card card() {
    return Card.of("dhcp", "DHCP for IPv4, BOOTP", "RFC 2131").tells(Ability.ROLES);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Speech client = exchange.client();
    Speech server = exchange.server();
    boolean asked = client.isEmpty() || is(client, REQUEST);
    boolean told = server.isEmpty() || is(server, REPLY);
    if (!asked || !told) {
      return Outcome.no("no request and reply of DHCP");
    }
    return Finding.plaintext("dhcp", client.isEmpty() ? "DHCP reply" : "DHCP request").match();
  }

  private static boolean is(Speech speech, int operation) {
    Bytes bytes = speech.bytes();
    boolean header =
        bytes.has(0, PADDING)
            && bytes.u8(0) == operation
            && bytes.u8(2) <= HARDWARE
            && bytes.u8(3) <= MAX_HOPS;
    boolean cut = !speech.complete() && !bytes.has(COOKIE, 4);
    return header && (cut ? isCut(bytes) : bytes.has(COOKIE, 4) && bytes.u32(COOKIE) == MAGIC);
  }

  /** Cut by the snap length: an Ethernet address with its padding, flags, no server's name. */
  private static boolean isCut(Bytes bytes) {
    if (bytes.u16(1) != ETHERNET || (bytes.u16(10) & 0x7FFF) != 0 || !bytes.has(0, LEAST)) {
      return false;
    }
    for (int i = PADDING; i < Math.min(bytes.length(), FILE); i++) {
      if (bytes.u8(i) != 0) {
        return false;
      }
    }
    return true;
  }
}
