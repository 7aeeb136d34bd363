package dev.netgen.analyzer.detect.industry;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.api.Speech;
import dev.netgen.model.graph.Encryption;
import org.jspecify.annotations.Nullable;

/**
 * CoAP over datagrams (RFC 7252), under DTLS it is {@code dtls}. Messages of OSCORE (RFC 8613) are
 * left open.
 *
 * <pre>
 * 01, type 2 bits, length of the token | code: class 3 bits, detail | number 16 | token | options
 * request  class 0       answer  class 2, 4 or 5, with the same token; an ACK with the same number
 * </pre>
 */
public final class CoapDetector implements Detector {
  private static final String NAME = "coap";
  private static final int HEADER = 4;
  private static final int LONGEST_TOKEN = 8;
  private static final int ACK = 2;
  private static final int RESET = 3;

  /** Fewer bytes of a path, unanswered, are no proof. */
  private static final int FEW = 4;

  @Override
  public Card card() {
    return Card.of(NAME, "CoAP over datagrams and streams", "RFC 7252, RFC 7641, RFC 8323")
        .tells(Ability.ROLES, Ability.ENCRYPTION);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    boolean acknowledges = (client == 0x60 || client == 0x70) && isFirst(server);
    return acknowledges || (isFirst(client) && client < 0x60 && (server == -1 || isFirst(server)));
  }

  private static boolean isFirst(int value) {
    return value >> 6 == 1 && (value & 15) <= LONGEST_TOKEN;
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (client.isEmpty() || !mayBegin(client.u8(0), server.isEmpty() ? -1 : server.u8(0))) {
      return Outcome.no("no message of CoAP");
    }
    if (client.u8(0) >= 0x60) {
      return notified(client, server) && all(exchange.client()) && all(exchange.server())
          ? Finding.plaintext(NAME, "CoAP notifications, acknowledged").match()
          : Outcome.no("nothing of CoAP acknowledged");
    }
    CoapOptions asked = options(client);
    if (asked == null || client.u8(1) == 0 || client.u8(1) > 7) {
      return Outcome.no("no request of CoAP");
    }
    boolean answered = !server.isEmpty() && answers(client, server);
    if (server.isEmpty() ? asked.named() < FEW : !answered) {
      return Outcome.no("request answered by something else");
    }
    return told(exchange, asked.shielded());
  }

  private static Outcome told(Exchange exchange, boolean shielded) {
    if (!all(exchange.client()) || !all(exchange.server())) {
      return Finding.of(NAME, Encryption.OPAQUE, "CoAP messages, then others").match();
    }
    return shielded
        ? Finding.of(NAME, Encryption.OPAQUE, "CoAP messages of OSCORE").match()
        : Finding.plaintext(NAME, "CoAP messages in clear").match();
  }

  /** Whether an answer that a client asked for before the capture is acknowledged. */
  private static boolean notified(Bytes client, Bytes server) {
    return client.length() == HEADER
        && client.u8(1) == 0
        && server.has(0, HEADER)
        && server.u8(1) >= 0x40
        && server.u16(2) == client.u16(2)
        && options(server) != null;
  }

  private static boolean all(Speech speech) {
    for (int i = 0; i < speech.messages(); i++) {
      Bytes message = speech.message(i);
      boolean empty = message.length() == HEADER && message.u8(1) == 0;
      if (!empty && options(message) == null) {
        return false;
      }
    }
    return true;
  }

  /** Whether it acknowledges or resets this request, or answers its token. */
  private static boolean answers(Bytes client, Bytes server) {
    if (!server.has(0, HEADER)) {
      return false;
    }
    int type = (server.u8(0) >> 4) & 3;
    boolean number = server.u16(2) == client.u16(2);
    if (server.u8(1) == 0) {
      return server.length() == HEADER && type >= ACK && number;
    }
    int token = client.u8(0) & 15;
    boolean same =
        (server.u8(0) & 15) == token
            && server.has(HEADER, token)
            && server.text(HEADER, token).equals(client.text(HEADER, token));
    return same && type != RESET && (type != ACK || number) && options(server) != null;
  }

  private static @Nullable CoapOptions options(Bytes bytes) {
    boolean header =
        bytes.has(0, HEADER) && isFirst(bytes.u8(0)) && bytes.has(HEADER, bytes.u8(0) & 15);
    if (!header || !isCode(bytes.u8(1))) {
      return null;
    }
    return CoapOptions.read(bytes, HEADER + (bytes.u8(0) & 15), bytes.length());
  }

  /** A request, or an answer of a class that exists. */
  static boolean isCode(int code) {
    int kind = code >> 5;
    int detail = code & 31;
    return switch (kind) {
      case 0 -> detail >= 1 && detail <= 7;
      case 2 -> (detail >= 1 && detail <= 5) || detail == 31;
      case 4 -> detail <= 15 || detail == 22 || detail == 29;
      case 5 -> detail <= 8;
      default -> false;
    };
  }
}
