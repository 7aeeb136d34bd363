package dev.netgen.analyzer.detect.industry;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.model.graph.Encryption;
import org.jspecify.annotations.Nullable;

/**
 * CoAP over streams (RFC 8323): both sides begin with a message of their capabilities.
 *
 * <pre>
 * length of options and payload, length of the token | more length | code | token | options
 * capabilities  code E1 without a token: options 2 and 4 alone
 * </pre>
 */
public final class CoapStreamDetector implements Detector {
  private static final String NAME = "coap";
  private static final int CAPABILITIES = 0xE1;
  private static final int SHORT = 13;

  @Override
  public Card card() {
    return new CoapDetector().card();
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return isFirst(client) && (server == -1 || isFirst(server));
  }

  /** No token, and hardly any options. */
  private static boolean isFirst(int value) {
    return (value & 15) == 0 && value >> 4 < SHORT && value >= 0;
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    int asked = capabilities(client);
    int told = capabilities(server);
    if (asked < 0 || told < 0) {
      return Outcome.no("no capabilities first");
    }
    if (asked > client.length() || told > server.length()) {
      return Outcome.needMore("capabilities cut");
    }
    if (!client.has(asked, 1)) {
      return client.length() + server.length() > 4 && server.length() == told
          ? Finding.plaintext(NAME, "CoAP capabilities in clear").withRolesShown(false).match()
          : Outcome.no("nothing asked");
    }
    CoapOptions options = request(client, asked);
    if (options == null) {
      return exchange.whole() ? Outcome.no("no request") : Outcome.needMore("request cut");
    }
    return options.shielded()
        ? Finding.of(NAME, Encryption.OPAQUE, "CoAP messages of OSCORE").match()
        : Finding.plaintext(NAME, "CoAP messages in clear").match();
  }

  /** The offset behind the capabilities, even if they are cut; -1 where they are none. */
  private static int capabilities(Bytes bytes) {
    if (bytes.isEmpty()) {
      return 2;
    }
    int length = bytes.u8(0) >> 4;
    if (!isFirst(bytes.u8(0)) || (bytes.has(1, 1) && bytes.u8(1) != CAPABILITIES)) {
      return -1;
    }
    int end = 2 + length;
    if (!bytes.has(0, end)) {
      return end;
    }
    for (int at = 2, number = 0; at < end; at += 1 + (bytes.u8(at) & 15)) {
      number += bytes.u8(at) >> 4;
      if ((number != 2 && number != 4) || at + 1 + (bytes.u8(at) & 15) > end) {
        return -1;
      }
    }
    return end;
  }

  private static @Nullable CoapOptions request(Bytes bytes, int at) {
    int nibble = bytes.u8(at) >> 4;
    int more = nibble < SHORT ? 0 : nibble == SHORT ? 1 : 2;
    int token = bytes.u8(at) & 15;
    int code = at + 1 + more;
    if (nibble == 15 || token > 8 || !bytes.has(code, 1)) {
      return null;
    }
    int length = nibble;
    if (more == 1) {
      length = SHORT + bytes.u8(at + 1);
    } else if (more == 2) {
      length = 269 + bytes.u16(at + 1);
    }
    int start = code + 1 + token;
    if (bytes.u8(code) == 0 || bytes.u8(code) > 7 || !bytes.has(start, length)) {
      return null;
    }
    return CoapOptions.read(bytes, start, start + length);
  }
}
