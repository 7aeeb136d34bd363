package dev.netgen.analyzer.detect;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.api.Speech;
import dev.netgen.analyzer.flow.DatagramTap;
import dev.netgen.analyzer.flow.Flow;
import dev.netgen.analyzer.flow.Half;
import dev.netgen.analyzer.input.PacketPipeline;
import dev.netgen.analyzer.input.PipelineOptions;
import dev.netgen.model.graph.Encryption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What must hold of every recorded exchange of samples/scenarios/protocol-*, whatever it speaks.
 * What each speaks is judged by the scenarios' own test.
 */
final class ProtocolRecordingsTest {
  private static final Path SUITE = Path.of("..", "samples", "scenarios");
  private static final Classifier CLASSIFIER = new Classifier();

  /** Of flows beyond these many of one scenario, the others are like them. */
  private static final int MOST_FLOWS = 60;

  /**
   * Detectors that may both take one exchange, of which the earlier in the list is right: its
   * protocol's first bytes are also the other's.
   */
  private static final ImmutableSet<String> SHARED =
      ImmutableSet.of(
          "[http, uwsgi] uwsgi",
          "[http, proxy] http",
          "[nats, tls] nats",
          "[esp, ike] esp",
          "[dns, mdns] mdns");

  static List<String> scenarios() throws IOException {
    try (Stream<Path> entries = Files.list(SUITE)) {
      return entries
          .map(path -> path.getFileName().toString())
          .filter(name -> name.startsWith("protocol-"))
          .sorted()
          .toList();
    }
  }

  static List<Flow> flows(String scenario) {
    List<Flow> flows = new ArrayList<>();
    PacketPipeline.run(
        List.of(SUITE.resolve(scenario).resolve("recording")),
        PipelineOptions.defaults(),
        flow -> {
          if (flow.bytes() > 0 && flows.size() < MOST_FLOWS && !flow.isTunnel()) {
            flows.add(flow);
          }
        },
        DatagramTap.none());
    return flows;
  }

  /** Whoever sent first, the same is said of the same side. */
  @ParameterizedTest
  @MethodSource("scenarios")
  void sidesDoNotMatter(String scenario) {
    for (Flow flow : flows(scenario)) {
      Verdict verdict = CLASSIFIER.classify(flow);
      Verdict fromB = CLASSIFIER.classify(Flows.swapped(flow));
      assertThat(fromB.protocol()).as(verdict.toString()).isEqualTo(verdict.protocol());
      assertThat(fromB.encryption()).as(verdict.toString()).isEqualTo(verdict.encryption());
      assertThat(fromB.facts()).as(verdict.toString()).isEqualTo(verdict.facts());
    }
  }

  /** A listing says the same without the facts, and names the same servers. */
  @ParameterizedTest
  @MethodSource("scenarios")
  void listedAlike(String scenario) {
    Classifier lists = Classifier.ofVerdicts();
    for (Flow flow : flows(scenario)) {
      Verdict told = CLASSIFIER.classify(flow);
      Verdict listed = lists.classify(flow);
      assertThat(listed.protocol()).isEqualTo(told.protocol());
      assertThat(listed.encryption()).isEqualTo(told.encryption());
      assertThat(listed.reason()).isEqualTo(told.reason());
      assertThat(listed.server()).isEqualTo(told.server());
      for (String name : List.of("tls.sni", "tls.outer_sni", "http.host")) {
        assertThat(listed.facts().get(name)).as(name).isEqualTo(told.facts().get(name));
      }
    }
  }

  /** Wherever the capture ends, the answer is the same or weaker, never another protection. */
  @ParameterizedTest
  @MethodSource("scenarios")
  void cutAnywhere(String scenario) {
    for (Flow flow : flows(scenario)) {
      if (flow.protocol() != Flows.TCP) {
        continue;
      }
      Verdict whole = CLASSIFIER.classify(flow);
      int longest = Math.max(flow.aToB().prefix().length, flow.bToA().prefix().length);
      for (int most = 1; most < longest; most += most < 200 ? 1 : 37) {
        Flow cut = with(flow, first(flow.aToB(), most), first(flow.bToA(), most));
        assertNotStronger(CLASSIFIER.classify(cut), whole, scenario + " first " + most);
      }
    }
  }

  /** Of a flow that was joined later, nothing is said that is not so. */
  @ParameterizedTest
  @MethodSource("scenarios")
  void joinedLater(String scenario) {
    for (Flow flow : flows(scenario)) {
      if (flow.protocol() != Flows.TCP) {
        continue;
      }
      Verdict whole = CLASSIFIER.classify(flow);
      int shortest = Math.min(flow.aToB().prefix().length, flow.bToA().prefix().length);
      for (int from = 1; from < shortest; from += from < 100 ? 3 : 41) {
        Flow late = with(flow, rest(flow.aToB(), from), rest(flow.bToA(), from));
        Verdict verdict = CLASSIFIER.classify(late);
        boolean shielded = verdict.encryption() == Encryption.ENCRYPTED;
        boolean wasShielded =
            whole.encryption() == Encryption.ENCRYPTED || whole.encryption() == Encryption.UPGRADED;
        assertThat(!shielded || wasShielded)
            .as("%s from %d: %s, whole %s", scenario, from, verdict, whole)
            .isTrue();
      }
    }
  }

  /** No other detector takes the exchange, alone and in whatever orientation. */
  @ParameterizedTest
  @MethodSource("scenarios")
  void nobodyElseTakesIt(String scenario) {
    Set<String> others = new TreeSet<>();
    for (Flow flow : flows(scenario)) {
      Verdict verdict = CLASSIFIER.classify(flow);
      Exchange exchange = new Exchange(Speech.of(flow.aToB()), Speech.of(flow.bToA()));
      ImmutableList<Detector> detectors = Detectors.of(flow.protocol());
      Set<String> takers = new TreeSet<>();
      for (Detector detector : detectors) {
        if (takes(detector, exchange) || takes(detector, exchange.swapped())) {
          takers.add(detector.card().protocol());
        }
      }
      if (takers.size() > 1) {
        others.add(takers + " " + verdict.protocol());
      }
    }
    others.removeIf(SHARED::contains);
    assertThat(others).isEmpty();
  }

  /** Who rules itself out by first bytes would have said no to all of them. */
  @ParameterizedTest
  @MethodSource("scenarios")
  void ruledOutRightly(String scenario) {
    for (Flow flow : flows(scenario)) {
      boolean stream = flow.protocol() == Flows.TCP;
      Flow cut = stream ? with(flow, first(flow.aToB(), 1), first(flow.bToA(), 1)) : flow;
      for (Flow seen : List.of(flow, cut)) {
        Exchange exchange = new Exchange(Speech.of(seen.aToB()), Speech.of(seen.bToA()));
        for (Detector detector : Detectors.of(flow.protocol())) {
          assertRuledOutRightly(detector, exchange, flow);
          assertRuledOutRightly(detector, exchange.swapped(), flow);
        }
      }
    }
  }

  private static void assertRuledOutRightly(Detector detector, Exchange exchange, Flow flow) {
    int client = firstByte(exchange.client());
    if (exchange.midStream() || detector.mayBegin(client, firstByte(exchange.server()))) {
      return;
    }
    Outcome outcome = detector.detect(exchange);
    boolean silent = client < 0 && outcome instanceof Outcome.NeedMore;
    assertThat(silent || outcome instanceof Outcome.No)
        .as("%s says %s of %s", detector.card().protocol(), outcome, flow.portB())
        .isTrue();
  }

  private static int firstByte(Speech speech) {
    return speech.bytes().isEmpty() ? -1 : speech.bytes().u8(0);
  }

  private static boolean takes(Detector detector, Exchange exchange) {
    Outcome outcome = detector.detect(exchange);
    return outcome instanceof Outcome.Match || outcome instanceof Outcome.Inner;
  }

  private static void assertNotStronger(Verdict verdict, Verdict whole, String told) {
    boolean same = verdict.encryption() == whole.encryption();
    boolean undecided =
        verdict.encryption() == Encryption.OPAQUE || verdict.encryption() == Encryption.NONE;
    // A conversation that upgrades is in clear until it does.
    boolean before =
        whole.encryption() == Encryption.UPGRADED && verdict.encryption() == Encryption.PLAINTEXT;
    assertThat(same || undecided || before).as("%s: %s, whole %s", told, verdict, whole).isTrue();
  }

  private static Half first(Half half, int most) {
    byte[] kept = Arrays.copyOf(half.prefix(), Math.min(most, half.prefix().length));
    return half(half, kept, half.prefixFromStart(), kept.length == half.prefix().length);
  }

  private static Half rest(Half half, int from) {
    byte[] kept = Arrays.copyOfRange(half.prefix(), from, half.prefix().length);
    return half(half, kept, false, half.prefixComplete());
  }

  private static Half half(Half half, byte[] kept, boolean fromStart, boolean complete) {
    return new Half(
        half.packets(),
        half.bytes(),
        kept,
        fromStart,
        complete,
        half.tcpFlags(),
        half.initialSequence(),
        half.lastFrameNanos(),
        half.marks(),
        half.messageEnds());
  }

  private static Flow with(Flow flow, Half aToB, Half bToA) {
    return Flows.flow(flow.protocol(), aToB, bToA, flow.initiator());
  }
}
