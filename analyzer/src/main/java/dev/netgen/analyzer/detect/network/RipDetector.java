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
 * RIP of version 2 (RFC 2453, authentication RFC 4822) and RIPng (RFC 2080): routes of 20 bytes
 * each that fill the datagram. Routers tell each other, mostly by multicast; either may ask.
 *
 * <pre>
 * command 1 or 2 | version | 0000 | routes
 * RIP    0002 | tag | address | mask | next hop | metric 32       FFFF first: authentication
 * RIPng  prefix 128 | tag | length 8 | metric 8                   metric FF: a next hop
 * </pre>
 */
public final class RipDetector implements Detector {
  private static final String NAME = "rip";
  private static final int HEADER = 4;
  private static final int ROUTE = 20;
  private static final int AUTHENTICATION = 0xFFFF;
  private static final int PASSWORD = 2;
  private static final int DIGEST = 3;
  private static final int UNREACHABLE = 16;

  @Override
  public Card card() {
    return Card.of(NAME, "RIP 2 and RIPng", "RFC 2453, RFC 2080, RFC 4822")
        .tells(Ability.CREDENTIALS);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return (client == 1 || client == 2) && (server == -1 || server == 1 || server == 2);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    if (!client.has(0, HEADER + ROUTE) || !mayBegin(client.u8(0), -1)) {
      return Outcome.no("no message of RIP");
    }
    if (!all(exchange.client(), client.u8(1)) || !all(exchange.server(), client.u8(1))) {
      return Outcome.no("no routes that fill the datagram");
    }
    boolean secret = password(exchange.client()) || password(exchange.server());
    return Finding.plaintext(NAME, "RIP routes in clear")
        .withRolesShown(false)
        .withCredentialsIf(secret)
        .match();
  }

  private static boolean all(Speech speech, int version) {
    for (int i = 0; i < speech.messages(); i++) {
      Bytes message = speech.message(i);
      if (!isMessage(message) || message.u8(1) != version) {
        return false;
      }
    }
    return true;
  }

  private static boolean isMessage(Bytes bytes) {
    boolean header =
        bytes.has(0, HEADER + ROUTE) && (bytes.u8(0) == 1 || bytes.u8(0) == 2) && bytes.u16(2) == 0;
    if (!header) {
      return false;
    }
    return switch (bytes.u8(1)) {
      case 1 -> routes(bytes, bytes.length(), false);
      case 2 -> routes(bytes, end(bytes), true);
      default -> false;
    };
  }

  /** Where the routes end: before the digest of those that are signed. */
  private static int end(Bytes bytes) {
    if (bytes.u16(HEADER) != AUTHENTICATION || bytes.u16(HEADER + 2) != DIGEST) {
      return bytes.length();
    }
    int end = bytes.u16(HEADER + 4);
    return bytes.has(end, HEADER) && bytes.u16(end) == AUTHENTICATION && bytes.u16(end + 2) == 1
        ? end
        : -1;
  }

  private static boolean routes(Bytes bytes, int end, boolean two) {
    if (end < HEADER + ROUTE || (end - HEADER) % ROUTE != 0) {
      return false;
    }
    for (int at = HEADER; at < end; at += ROUTE) {
      if (two ? !isRoute(bytes, at) : !isNextGeneration(bytes, at)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isRoute(Bytes bytes, int at) {
    int family = bytes.u16(at);
    if (family == AUTHENTICATION) {
      int type = bytes.u16(at + 2);
      return at == HEADER && (type == PASSWORD || type == DIGEST);
    }
    boolean metric = bytes.u32(at + 16) >= 1 && bytes.u32(at + 16) <= UNREACHABLE;
    boolean whole = family == 0 && bytes.u32(at + 16) == UNREACHABLE && bytes.u8(0) == 1;
    return metric && (whole || (family == 2 && isMask(bytes.u32(at + 8))));
  }

  /** Ones first and then zeros. */
  private static boolean isMask(long mask) {
    long rest = ~mask & 0xFFFFFFFFL;
    return (rest & (rest + 1)) == 0;
  }

  private static boolean isNextGeneration(Bytes bytes, int at) {
    int length = bytes.u8(at + 18);
    int metric = bytes.u8(at + 19);
    if (metric == 0xFF) {
      return length == 0 && bytes.u16(at + 16) == 0;
    }
    return length <= 128 && metric >= 1 && metric <= UNREACHABLE && isPrefix(bytes, at, length);
  }

  /** Whether nothing stands behind the prefix, and it is one of those that are given out. */
  private static boolean isPrefix(Bytes bytes, int at, int length) {
    for (int i = (length + 7) / 8; i < 16; i++) {
      if (bytes.u8(at + i) != 0) {
        return false;
      }
    }
    int first = bytes.u8(at);
    return length == 0 || first >> 5 == 1 || first >= 0xFC || first == 0;
  }

  private static boolean password(Speech speech) {
    for (int i = 0; i < speech.messages(); i++) {
      Bytes message = speech.message(i);
      if (message.u8(1) == 2
          && message.u16(HEADER) == AUTHENTICATION
          && message.u16(HEADER + 2) == PASSWORD) {
        return true;
      }
    }
    return false;
  }
}
