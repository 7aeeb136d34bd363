package dev.netgen.analyzer.detect.rpc;

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
 * DCE/RPC over TCP (C706, MS-RPCE). Packet privacy hides the bodies of calls, not the calls; what
 * it is worth is not looked into.
 */
public final class DceRpcDetector implements Detector {
  private static final String NAME = "dce-rpc";
  private static final int PRIVACY = 6;

  @Override
  public Card card() {
    return Card.of(NAME, "DCE/RPC over TCP", "C706, MS-RPCE")
        .tells(Ability.ROLES, Ability.MID_STREAM, Ability.ENCRYPTION);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    if (no(exchange.client()) || no(exchange.server())) {
      return Outcome.no("no version 5 first");
    }
    DcePdus client = side(exchange.client(), false);
    DcePdus server = side(exchange.server(), true);
    if (wrong(exchange.client(), client)) {
      return Outcome.no("no PDU first");
    }
    boolean otherwise = !exchange.server().isEmpty() && server.count() == 0 && exchange.whole();
    if (otherwise && client.clean() && client.first() == DcePdus.BIND) {
      return Finding.plaintext(NAME, "DCE/RPC bind in clear, not answered in kind").match();
    }
    if (wrong(exchange.server(), server)) {
      return Outcome.no("no PDU first");
    }
    if (client.count() == 0) {
      return exchange.client().isEmpty() && server.count() > 1
          ? found(client, server)
          : Outcome.needMore("header cut");
    }
    boolean several = client.count() > 1 || server.count() > 0; // one alone may be by chance
    boolean begins = client.first() == DcePdus.BIND || (exchange.midStream() && several);
    return begins && (server.count() > 0 || exchange.server().isEmpty())
        ? found(client, server)
        : Outcome.no("no bind first");
  }

  private static boolean no(Speech speech) {
    Bytes bytes = speech.bytes();
    return !bytes.isEmpty()
        && speech.fromStart()
        && (bytes.u8(0) != 5 || (bytes.has(1, 1) && bytes.u8(1) > 1));
  }

  private static DcePdus side(Speech speech, boolean fromServer) {
    Bytes bytes = speech.bytes();
    DcePdus atStart = DcePdus.read(bytes, 0, fromServer);
    if (speech.fromStart() || speech.isEmpty() || (atStart.clean() && atStart.count() > 0)) {
      return atStart;
    }
    int limit = Math.min(4096, bytes.length());
    for (int at = 1; at < limit; at++) {
      if (bytes.u8(at) == 5 && DcePdus.headerAt(bytes, at, fromServer)) {
        DcePdus found = DcePdus.read(bytes, at, fromServer);
        if (found.clean() && found.count() > 1) {
          return found;
        }
      }
    }
    return atStart;
  }

  private static boolean wrong(Speech speech, DcePdus pdus) {
    return !speech.isEmpty() && !pdus.clean() && pdus.count() == 0;
  }

  private static Outcome found(DcePdus client, DcePdus server) {
    boolean sealed = client.level() >= PRIVACY && (client.data() || server.data());
    return sealed
        ? Finding.of(NAME, Encryption.OPAQUE, "DCE/RPC with packet privacy, bodies not looked into")
            .match()
        : Finding.plaintext(NAME, "DCE/RPC calls in clear").match();
  }
}
