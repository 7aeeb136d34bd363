package dev.netgen.analyzer.detect;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.analyzer.flow.Flow;
import dev.netgen.analyzer.flow.Half;
import org.junit.jupiter.api.Test;

class RecentVerdictsTest {
  private static final String REQUEST = "GET / HTTP/1.0\r\nHost: a\r\n\r\n";
  private static final String ANSWER = "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private final RecentVerdicts recent = new RecentVerdicts();

  private static Half half(String said, boolean fromStart, boolean complete, int... ends) {
    return Flows.half(said.getBytes(US_ASCII), fromStart, complete, ends);
  }

  private static Flow flow(Half client, Half server) {
    return Flows.flow(Flows.TCP, client, server, Flow.Initiator.A_BY_HANDSHAKE);
  }

  private static Flow plain(String request, String answer) {
    return flow(half(request, true, true), half(answer, true, true));
  }

  @Test
  void equalBytesAreTheSameVerdict() {
    Flow first = plain(REQUEST, ANSWER);
    Verdict verdict = Classifier.ofVerdicts().classify(first);
    recent.add(first, false, verdict);
    assertThat(recent.find(plain(REQUEST, ANSWER), false)).isSameAs(verdict);
  }

  @Test
  void anythingElseIsNot() {
    Flow first = plain(REQUEST, ANSWER);
    recent.add(first, false, Classifier.ofVerdicts().classify(first));
    Half request = half(REQUEST, true, true);
    assertThat(recent.find(first, true)).isNull();
    assertThat(recent.find(plain(REQUEST, ANSWER.replace("ok", "no")), false)).isNull();
    assertThat(recent.find(plain(ANSWER, REQUEST), false)).isNull();
    assertThat(recent.find(flow(request, half(ANSWER, true, false)), false)).isNull();
    assertThat(recent.find(flow(request, half(ANSWER, false, true)), false)).isNull();
    assertThat(recent.find(flow(half(REQUEST, true, true, 4, 27), half(ANSWER, true, true)), false))
        .isNull();
    Flow datagrams =
        Flows.flow(Flows.UDP, first.aToB(), first.bToA(), Flow.Initiator.A_BY_HANDSHAKE);
    assertThat(recent.find(datagrams, false)).isNull();
  }

  @Test
  void oneClassifierTellsEqualAndUnequalApart() {
    Classifier classifier = Classifier.ofVerdicts();
    Verdict http = classifier.classify(plain(REQUEST, ANSWER));
    Verdict other = classifier.classify(plain(REQUEST, ANSWER.replace("HTTP", "HTPT")));
    assertThat(classifier.classify(plain(REQUEST, ANSWER))).isEqualTo(http);
    assertThat(http.protocol()).isEqualTo("http");
    assertThat(other.protocol()).isNotEqualTo("http");
  }
}
