package dev.netgen.analyzer.detect.tls;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.api.Speech;
import dev.netgen.model.graph.Encryption;
import org.jspecify.annotations.Nullable;

/**
 * TLS behind something said in clear that did not show the way into it: a protocol nobody
 * recognised, or one of which one direction only was seen. A hello must stand there and records
 * chain from it to the last kept byte, which those that a transfer carries do not.
 */
public final class LateTls {
  /** What is said in clear before is short. */
  private static final int LATEST = 8192;

  /** Places that begin like a hello's record and are read to see whether one stands there. */
  private static final int TRIED = 8;

  private static final int MESSAGE_TYPE = 5;

  private final TlsDetector tls = new TlsDetector();

  /**
   * What TLS is told of, or null where neither side turned to it. A side with bytes must have a
   * hello of its part; one of them must have said something else before.
   *
   * @param exchange with either side as the client
   */
  public @Nullable Finding behind(Exchange exchange) {
    int client = hello(exchange.client().bytes(), TlsHandshake.CLIENT_HELLO);
    if (client < 0) {
      return null;
    }
    int server = hello(exchange.server().bytes(), TlsHandshake.SERVER_HELLO);
    if (server < 0 || client + server == 0) {
      return null;
    }
    Exchange rest = new Exchange(from(exchange.client(), client), from(exchange.server(), server));
    return tls.detect(rest) instanceof Outcome.Match match ? told(match.finding()) : null;
  }

  private static Speech from(Speech speech, int offset) {
    return offset == 0 ? speech : speech.from(offset);
  }

  /** Where payload was seen, nothing is without it. */
  private static Finding told(Finding found) {
    boolean none = found.encryption() == Encryption.NONE;
    return none
        ? Finding.of(found.protocol(), Encryption.OPAQUE, found.reason()).withFacts(found.facts())
        : found;
  }

  /** Where this side's hello begins; 0 where it said nothing, -1 where there is none. */
  private static int hello(Bytes bytes, int type) {
    if (bytes.isEmpty()) {
      return 0;
    }
    int limit = Math.min(bytes.length(), LATEST);
    int at = bytes.indexOf(TlsRecords.HANDSHAKE, 0, limit);
    for (int tried = 0; at >= 0 && tried < TRIED; ) {
      if (mayBegin(bytes, at, type)) {
        if (isHello(bytes, at, type)) {
          return at;
        }
        tried++;
      }
      at = bytes.indexOf(TlsRecords.HANDSHAKE, at + 1, limit);
    }
    return -1;
  }

  private static boolean mayBegin(Bytes bytes, int at, int type) {
    return TlsRecords.headerAt(bytes, at)
        && bytes.has(at + (long) MESSAGE_TYPE, 1)
        && bytes.u8(at + MESSAGE_TYPE) == type;
  }

  private static boolean isHello(Bytes bytes, int at, int type) {
    TlsRecords records = TlsRecords.read(bytes, at);
    TlsHandshake said = TlsHandshake.read(records);
    if (!records.clean() || said.messages().isEmpty()) {
      return false;
    }
    Bytes body = said.messages().get(0).body();
    return type == TlsHandshake.CLIENT_HELLO
        ? TlsHello.client(body) != null
        : TlsHello.server(body) != null;
  }
}
