package dev.netgen.analyzer.detect.message;

import com.google.common.collect.ImmutableSet;
import dev.netgen.analyzer.detect.api.Authentication;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.api.Speech;
import dev.netgen.analyzer.detect.message.AmqpFrames.Frame;
import java.util.Map;

/**
 * AMQP 0-9-1: the protocol header from the start, chained frames mid-stream. A connection that only
 * says heartbeats is recognised, without roles.
 */
public final class AmqpDetector implements Detector {
  private static final String HEADER = "AMQP\0\0\11\1";
  private static final int START = id(10, 10);
  private static final int START_OK = id(10, 11);
  private static final int TUNE = id(10, 30);

  /**
   * Methods that only a client sends: declare, bind, delete, qos, consume, publish, tx, confirm.
   */
  private static final ImmutableSet<Integer> FROM_CLIENT =
      ImmutableSet.of(
          START_OK,
          id(10, 31),
          id(10, 40),
          id(20, 10),
          id(40, 10),
          id(40, 20),
          id(50, 10),
          id(50, 20),
          id(50, 30),
          id(50, 40),
          id(60, 10),
          id(60, 20),
          id(60, 40),
          id(60, 70),
          id(60, 90),
          id(60, 100),
          id(60, 110),
          id(85, 10),
          id(90, 10),
          id(90, 20),
          id(90, 30));

  /** Methods that only a server sends: their answers, deliver, return. */
  private static final ImmutableSet<Integer> FROM_SERVER =
      ImmutableSet.of(
          START,
          id(10, 30),
          id(10, 41),
          id(20, 11),
          id(40, 11),
          id(40, 21),
          id(50, 11),
          id(50, 21),
          id(50, 31),
          id(50, 41),
          id(60, 11),
          id(60, 21),
          id(60, 50),
          id(60, 60),
          id(60, 71),
          id(60, 72),
          id(60, 111),
          id(85, 11),
          id(90, 11),
          id(90, 21),
          id(90, 31));

  private static int id(int classId, int methodId) {
    return (classId << 16) | methodId;
  }

  @Override
  public Card card() {
    return Card.of("amqp", "AMQP 0-9-1", "AMQP 0-9-1 specification")
        .tells(Ability.ROLES, Ability.MID_STREAM, Ability.CREDENTIALS, Ability.NO_AUTHENTICATION);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client == 'A';
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    if (exchange.client().fromStart() && client.startsWith("AMQP") && client.has(0, 8)) {
      return client.startsWith(HEADER) && !refused(exchange.server().bytes())
          ? fromStart(exchange)
          : Outcome.no("protocol header of another AMQP version");
    }
    if (exchange.midStream()) {
      return midStream(exchange);
    }
    return !client.isEmpty() && client.mayStartWith(HEADER)
        ? Outcome.needMore("protocol header cut")
        : Outcome.no("no protocol header");
  }

  /** Another header in answer; then it is told as such. */
  private static boolean refused(Bytes server) {
    return server.startsWith("AMQP");
  }

  private static Outcome fromStart(Exchange exchange) {
    Bytes server = exchange.server().bytes();
    AmqpFrames answers = AmqpFrames.read(server, 0);
    if (!answers.clean() && answers.frames().isEmpty() && !server.startsWith("AMQP")) {
      return Outcome.no("protocol header not answered by a frame");
    }
    AmqpFrames said = AmqpFrames.read(exchange.client().bytes(), HEADER.length());
    String mechanism = mechanism(said);
    Finding finding =
        Finding.plaintext("amqp", "protocol header 0-9-1")
            .withFacts(Map.of("amqp.mechanism", mechanism))
            .withCredentialsIf(mechanism.equals("PLAIN") || mechanism.equals("AMQPLAIN"));
    boolean tuned = answers.frames().stream().anyMatch(frame -> frame.method() == TUNE);
    return mechanism.equals("ANONYMOUS") && tuned
        ? finding.withAuthentication(Authentication.NONE_SEEN).match()
        : finding.match();
  }

  /** The mechanism of Connection.Start-Ok: behind a table, a short string (section 1.4.2.3). */
  private static String mechanism(AmqpFrames frames) {
    for (Frame frame : frames.frames()) {
      Bytes payload = frame.payload();
      if (frame.method() == START_OK && payload.has(4, 4)) {
        long at = 8 + payload.u32(4);
        boolean kept = payload.has(at, 1) && payload.has(at + 1, payload.u8((int) at));
        return kept ? payload.text((int) at + 1, payload.u8((int) at)) : "";
      }
    }
    return "";
  }

  private static Outcome midStream(Exchange exchange) {
    AmqpFrames one = AmqpFrames.midStream(exchange.client().bytes());
    AmqpFrames other = AmqpFrames.midStream(exchange.server().bytes());
    if (broken(exchange.client(), one) || broken(exchange.server(), other)) {
      return Outcome.no("frames do not chain");
    }
    if (one.frames().isEmpty() && other.frames().isEmpty()) {
      return Outcome.needMore("no whole frame");
    }
    if (anyOf(one, FROM_SERVER) || anyOf(other, FROM_CLIENT)) {
      return Outcome.no("methods show the roles the other way round");
    }
    String mechanism = mechanism(one);
    return Finding.plaintext("amqp", "frames chain, mid-stream")
        .withRolesShown(anyOf(one, FROM_CLIENT) || anyOf(other, FROM_SERVER))
        .withCredentialsIf(mechanism.equals("PLAIN") || mechanism.equals("AMQPLAIN"))
        .match();
  }

  private static boolean broken(Speech speech, AmqpFrames frames) {
    return !speech.isEmpty() && frames.frames().isEmpty() && !frames.clean();
  }

  private static boolean anyOf(AmqpFrames frames, ImmutableSet<Integer> methods) {
    return frames.frames().stream().anyMatch(frame -> methods.contains(frame.method()));
  }
}
