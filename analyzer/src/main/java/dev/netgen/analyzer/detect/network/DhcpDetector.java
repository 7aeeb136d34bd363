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
    boolean asked = client.isEmpty() || is(client.bytes(), REQUEST);
    boolean told = server.isEmpty() || is(server.bytes(), REPLY);
    if (!asked || !told) {
      return Outcome.no("no request and reply of DHCP");
    }
    return Finding.plaintext("dhcp", client.isEmpty() ? "DHCP reply" : "DHCP request").match();
  }

  private static boolean is(Bytes bytes, int operation) {
    return bytes.has(0, COOKIE + 4)
        && bytes.u8(0) == operation
        && bytes.u8(2) <= HARDWARE
        && bytes.u8(3) <= MAX_HOPS
        && bytes.u32(COOKIE) == MAGIC;
  }
}
