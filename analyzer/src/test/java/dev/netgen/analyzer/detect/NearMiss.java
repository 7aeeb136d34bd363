package dev.netgen.analyzer.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.api.Speech;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.provider.Arguments;

/** Exchanges written as text, a char a byte, and what one detector has to say of them. */
final class NearMiss {
  private NearMiss() {}

  static Arguments row(
      Detector detector,
      Class<? extends Outcome> outcome,
      String name,
      String client,
      String server) {
    return Arguments.of(detector, outcome, name, client, server);
  }

  /** The text with another byte at this place. */
  static String swap(String text, int at, int value) {
    return text.substring(0, at) + (char) value + text.substring(at + 1);
  }

  /** A match must not have been ruled out by the first bytes. */
  static void assertFromTheStart(
      Detector detector,
      Class<? extends Outcome> outcome,
      String name,
      String client,
      String server) {
    Exchange exchange = exchange(client, server, true);
    assertThat(detector.detect(exchange)).as(name).isInstanceOf(outcome);
    if (outcome == Outcome.Match.class) {
      int first = exchange.client().bytes().first();
      assertThat(detector.mayBegin(first, exchange.server().bytes().first())).isTrue();
    }
  }

  static void assertUnderWay(
      Detector detector,
      Class<? extends Outcome> outcome,
      String name,
      String client,
      String server) {
    assertThat(detector.detect(exchange(client, server, false))).as(name).isInstanceOf(outcome);
  }

  private static Exchange exchange(String client, String server, boolean fromStart) {
    return new Exchange(speech(client, fromStart), speech(server, fromStart));
  }

  private static Speech speech(String text, boolean fromStart) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return Speech.of(Flows.half(bytes, fromStart, true));
  }
}
