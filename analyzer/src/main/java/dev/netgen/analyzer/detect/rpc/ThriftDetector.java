package dev.netgen.analyzer.detect.rpc;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import java.util.Map;

/** Apache Thrift: a call by its name, and the reply that repeats name and sequence. */
public final class ThriftDetector implements Detector {
  private static final String NAME = "thrift";

  @Override
  public Card card() {
    return Card.of(NAME, "Apache Thrift (binary, compact; framed or not)", "Thrift specification")
        .tells(Ability.ROLES, Ability.MID_STREAM, Ability.KINDS);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    if (!ThriftMessage.begins(client)) {
      return Outcome.no("no call");
    }
    ThriftMessage call = ThriftMessage.read(client);
    if (call == null) {
      return client.length() < 160 ? Outcome.needMore("call cut") : Outcome.no("no call");
    }
    boolean oneWay = call.type() == ThriftMessage.ONE_WAY;
    if (call.type() != ThriftMessage.CALL && !oneWay) {
      return Outcome.no("no call");
    }
    Bytes server = exchange.server().bytes();
    if (server.isEmpty()) {
      return oneWay ? found(call, "calls that want no reply") : Outcome.needMore("no reply kept");
    }
    ThriftMessage reply = ThriftMessage.read(server);
    if (reply == null) {
      return ThriftMessage.begins(server) && server.length() < 160
          ? Outcome.needMore("reply cut")
          : Outcome.no("call not answered by a reply");
    }
    boolean replies =
        reply.form().equals(call.form())
            && (reply.type() == ThriftMessage.REPLY || reply.type() == ThriftMessage.EXCEPTION);
    boolean same = reply.name().equals(call.name()) && reply.sequence() == call.sequence();
    return replies && (same || oneWay || exchange.midStream())
        ? found(call, "call and reply")
        : Outcome.no("call not answered by a reply");
  }

  private static Outcome found(ThriftMessage call, String reason) {
    return Finding.plaintext(NAME, reason)
        .withFacts(Map.of("thrift.protocol", call.form()))
        .match();
  }
}
