package dev.netgen.analyzer.settle;

import dev.netgen.analyzer.flow.Flow;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Transport;
import java.util.Objects;
import java.util.function.LongConsumer;

/**
 * Datagrams to a published port at one of the host's addresses that are answered from another: a
 * program that listens on all addresses, as docker-proxy and those on the host's network do,
 * answers from the one nearest to the client (ip(7), source address of unbound sockets). The flow
 * has only questions, the other one only answers, between the same client's end and the same port,
 * and the inventory declares that both places lead to the same.
 */
final class AnsweredFromElsewhere implements Proof {
  private static final long KIND = 1L << 54;
  private static final long NUMBERS = (1L << 32) - 1;

  private final KnownEnds ends;

  AnsweredFromElsewhere(KnownEnds ends) {
    this.ends = ends;
  }

  @Override
  public String text() {
    return "answered from another address of the host";
  }

  @Override
  public void keys(Flow flow, LongConsumer keys) {
    boolean oneWay = (flow.aToB().packets() == 0) != (flow.bToA().packets() == 0);
    if (!oneWay || flow.isTunnel() || flow.protocol() != Transport.UDP.protocolNumber()) {
      return;
    }
    if (ends.publishedOnHost(flow, true)) {
      keys.accept(key(flow.addressB(), flow.portB(), flow.portA()));
    }
    if (ends.publishedOnHost(flow, false)) {
      keys.accept(key(flow.addressA(), flow.portA(), flow.portB()));
    }
  }

  private static long key(IpAddress client, int port, int server) {
    return KIND | (Objects.hash(client, port, server) & NUMBERS);
  }

  @Override
  public boolean holds(View one, View other) {
    return one.flow().protocol() == Transport.UDP.protocolNumber()
        && one.flow().observer() == other.flow().observer()
        && new Likeness(one, other).overlap(ConversationJoin.WINDOW_NANOS)
        && (answers(one, other) || answers(other, one));
  }

  private boolean answers(View question, View answer) {
    for (Side server : Side.values()) {
      if (answers(question, answer, server)) {
        return true;
      }
    }
    return false;
  }

  private boolean answers(View question, View answer, Side server) {
    Side client = server.opposite();
    Likeness likeness = new Likeness(question, answer);
    return likeness.sameEnd(client)
        && likeness.samePort(server)
        && question.from(client).packets() > 0
        && question.from(server).packets() == 0
        && answer.from(client).packets() == 0
        && answer.from(server).packets() > 0
        && question.flow().firstNanos() <= answer.flow().firstNanos()
        && ends.leadToTheSame(question, answer, server);
  }
}
