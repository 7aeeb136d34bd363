package dev.netgen.analyzer.detect.proxy;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.api.Speech;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The PROXY protocol, versions 1 and 2 (HAProxy's "The PROXY protocol"): a header in front of any
 * conversation, that says who the client in front of the proxy is.
 */
public final class ProxyProtocolDetector implements Detector {
  private static final String SIGNATURE = "\r\n\r\n\0\r\nQUIT\n";
  private static final String WORD = "PROXY ";
  private static final int V1_LONGEST = 107;
  private static final int V2_HEADER = 16;
  private static final Pattern V1 =
      Pattern.compile(
          "PROXY (?:UNKNOWN(?: .*)?"
              + "|(TCP4) (\\d{1,3}(?:\\.\\d{1,3}){3}) (\\d{1,3}(?:\\.\\d{1,3}){3}) (\\d{1,5}) (\\d{1,5})"
              + "|(TCP6) ([0-9A-Fa-f:.]{2,45}) ([0-9A-Fa-f:.]{2,45}) (\\d{1,5}) (\\d{1,5}))");

  @Override
  public Card card() {
    return Card.of(
            "proxy", "PROXY protocol 1 and 2, and what is behind", "HAProxy's proxy-protocol.txt")
        .tells(Ability.ROLES);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client == 'P' || client == '\r';
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    if (client.isEmpty() || !exchange.client().fromStart()) {
      return Outcome.no("no header first");
    }
    if (exchange.client().messages() > 0) {
      return datagrams(exchange);
    }
    if (client.mayStartWith(SIGNATURE)) {
      return client.has(0, V2_HEADER) ? second(exchange, client) : Outcome.needMore("header cut");
    }
    return client.mayStartWith(WORD) ? first(exchange, client) : Outcome.no("no header first");
  }

  /** Of version 2 alone, in front of every datagram of the client. */
  private static Outcome datagrams(Exchange exchange) {
    Speech client = exchange.client();
    List<Bytes> behind = new ArrayList<>();
    for (int i = 0; i < client.messages(); i++) {
      Bytes message = client.message(i);
      boolean header =
          message.has(0, V2_HEADER)
              && message.startsWith(SIGNATURE)
              && isSecond(message)
              && message.has(V2_HEADER, message.u16(14));
      if (!header) {
        return Outcome.no("no header first");
      }
      behind.add(message.from(V2_HEADER + message.u16(14)));
    }
    Exchange rest = new Exchange(client.carrying(behind), exchange.server());
    return new Outcome.Inner(preamble("2", sourceOf(client.bytes())), rest);
  }

  private static Outcome first(Exchange exchange, Bytes client) {
    int end = client.find("\r\n", 0, V1_LONGEST);
    if (end < 0) {
      return client.length() < V1_LONGEST
          ? Outcome.needMore("header cut")
          : Outcome.no("header too long");
    }
    Matcher line = V1.matcher(client.text(0, end));
    if (!line.matches()) {
      return Outcome.no("no header of version 1");
    }
    String source = line.group(1) != null ? line.group(2) : line.group(7);
    return behind(exchange, end + 2, "1", source == null ? "" : source);
  }

  /** Version and command, family and protocol, a 16-bit length, addresses, TLVs. */
  private static Outcome second(Exchange exchange, Bytes client) {
    if (!isSecond(client)) {
      return Outcome.no("no header of version 2");
    }
    int length = client.u16(14);
    return client.has(V2_HEADER, length)
        ? behind(exchange, V2_HEADER + length, "2", sourceOf(client))
        : Outcome.needMore("header cut");
  }

  private static boolean isSecond(Bytes client) {
    int command = client.u8(12);
    int family = client.u8(13);
    boolean known =
        (command == 0x20 || command == 0x21) && family >>> 4 <= 3 && (family & 0xF) <= 2;
    return known && client.u16(14) >= (command == 0x20 ? 0 : addresses(family));
  }

  private static String sourceOf(Bytes client) {
    return client.u8(12) == 0x21 ? source(client, client.u8(13) >>> 4) : "";
  }

  private static int addresses(int family) {
    return switch (family >>> 4) {
      case 1 -> 12;
      case 2 -> 36;
      case 3 -> 216;
      default -> 0;
    };
  }

  private static String source(Bytes client, int family) {
    return switch (family) {
      case 1 -> Addresses.v4(client, V2_HEADER);
      case 2 -> Addresses.v6(client, V2_HEADER);
      default -> "";
    };
  }

  private static Outcome behind(Exchange exchange, int end, String version, String source) {
    return new Outcome.Inner(
        preamble(version, source), new Exchange(exchange.client().from(end), exchange.server()));
  }

  private static Finding preamble(String version, String source) {
    return Finding.plaintext("", "PROXY header")
        .withFacts(Map.of("proxy.version", version, "proxy.source", source));
  }
}
