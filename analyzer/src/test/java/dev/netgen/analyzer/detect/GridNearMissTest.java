package dev.netgen.analyzer.detect;

import static dev.netgen.analyzer.detect.NearMiss.row;
import static dev.netgen.analyzer.detect.NearMiss.swap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.rpc.DubboDetector;
import dev.netgen.analyzer.detect.rpc.RSocketDetector;
import dev.netgen.analyzer.detect.store.H2Detector;
import dev.netgen.analyzer.detect.store.IgniteDetector;
import dev.netgen.analyzer.detect.telemetry.FluentdDetector;
import dev.netgen.model.graph.LinkNote;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Ignite, H2, RSocket, Dubbo, Fluentd: forms the recording lacks, and near misses. */
final class GridNearMissTest {
  private static final Detector IGNITE = new IgniteDetector();
  private static final Detector H2 = new H2Detector();
  private static final Detector RSOCKET = new RSocketDetector();
  private static final Detector DUBBO = new DubboDetector();
  private static final Detector FLUENTD = new FluentdDetector();

  private static final String OBJECT = "\0\0GG\254\355\0\5sr\0\22org.apache.ignite.A";
  private static final String TOLD = "\254\355\0\5sr\0\22org.apache.ignite.B";
  private static final String NODE = "\0\0GG\324\377" + "n".repeat(16);
  private static final String CALLED = "\377\377" + "m".repeat(16);
  private static final String THIN = "\21\0\0\0\1\1\0\7\0\0\0\2\14\3\0\0\0\377\377\1e";
  private static final String NAMED =
      "\41\0\0\0\1\1\0\7\0\0\0\2\14\3\0\0\0\377\377\1\11\4\0\0\0shop\11\3\0\0\0abc";
  private static final String DRIVER =
      "\55\0\0\0\1\2\0\15\0\0\0\1\0\0\0\0\0\1\0\11\5\0\0\0ERROR\2\0e"
          + "\11\4\0\0\0shop\11\3\0\0\0abc";
  private static final String REFUSED = "\3\0\0\0\0no";
  private static final String TAKEN = "\2\0\0\0\1\14";

  private static final String URL =
      "\0\0\0\21\0\0\0\24\0\0\0\1\0s\0\0\0\11\0j\0d\0b\0c\0:\0h\0002\0:\0s";
  private static final String CHOSEN = "\0\0\0\1\0\0\0\24";

  private static final String SETUP =
      "\0\0\43\0\0\0\0\4\0\0\1\0\0\0\0N\40\0\1_\220\7a/plain\7a/plain";
  private static final String ANSWER = "\0\0\14\0\0\0\1\50\140answer";

  private static final String TIME = "\316\152\0\0\0";
  private static final String MESSAGE = "\223\243a.b" + TIME + "\201\241k\1";
  private static final String FORWARD = "\222\243a.b\221\222\327\0\152\0\0\0\0\0\0\1\200";
  private static final String PACKED = "\223\243a.b\304\11\222" + TIME + "\201\241k";
  private static final String GREETING = "\222\244HELO\201\245nonce\240";

  private static final String CALL = "\332\273\302\0idididid\0\0\0\4call";
  private static final String RESULT = "\332\273\2\24idididid\0\0\0\4back";

  private static Stream<Arguments> beginnings() {
    return Stream.of(
        row(IGNITE, Outcome.Match.class, "discovery", OBJECT, TOLD),
        row(IGNITE, Outcome.Match.class, "nodes", NODE, CALLED),
        row(IGNITE, Outcome.Match.class, "node not answered", NODE, ""),
        row(IGNITE, Outcome.Match.class, "thin", THIN, TAKEN),
        row(IGNITE, Outcome.NeedMore.class, "magic cut", "\0\0G", ""),
        row(IGNITE, Outcome.NeedMore.class, "class cut", OBJECT.substring(0, 20), TOLD),
        row(IGNITE, Outcome.NeedMore.class, "thin not answered", THIN, ""),
        row(IGNITE, Outcome.No.class, "another magic", swap(OBJECT, 3, 'H'), TOLD),
        row(IGNITE, Outcome.No.class, "another class", OBJECT.replace("ignite", "ignore"), TOLD),
        row(IGNITE, Outcome.No.class, "answered otherwise", OBJECT, "HTTP/1.1 400 Bad\r\n"),
        row(IGNITE, Outcome.No.class, "node answered otherwise", NODE, "\1\2\3\4"),
        row(IGNITE, Outcome.No.class, "version 3", swap(THIN, 5, 3), TAKEN),
        row(IGNITE, Outcome.No.class, "kind 3", swap(THIN, 11, 3), TAKEN),
        row(IGNITE, Outcome.NeedMore.class, "answer cut", THIN, swap(TAKEN, 0, 9)),
        row(IGNITE, Outcome.No.class, "another answer", THIN, swap(TAKEN, 4, 2)),
        row(H2, Outcome.Match.class, "opened", URL, CHOSEN),
        row(H2, Outcome.Match.class, "refused", URL, "\0\0\0\0\0\0\0\5"),
        row(H2, Outcome.NeedMore.class, "URL cut", URL.substring(0, 30), ""),
        row(H2, Outcome.NeedMore.class, "answer cut", URL, "\0\0\0\1\0"),
        row(H2, Outcome.No.class, "unknown status", URL, swap(CHOSEN, 3, 0x63)),
        row(H2, Outcome.No.class, "another scheme", URL.replace("\0h", "\0g"), CHOSEN),
        row(H2, Outcome.No.class, "versions turned", swap(URL, 3, 0x18), CHOSEN),
        row(H2, Outcome.No.class, "another version chosen", URL, swap(CHOSEN, 7, 0x15)),
        row(RSOCKET, Outcome.Match.class, "answered", SETUP, ANSWER),
        row(RSOCKET, Outcome.Match.class, "not answered", SETUP, ""),
        row(RSOCKET, Outcome.NeedMore.class, "SETUP cut", SETUP.substring(0, 22), ""),
        row(RSOCKET, Outcome.No.class, "of a stream", swap(SETUP, 6, 1), ANSWER),
        row(RSOCKET, Outcome.No.class, "another type", swap(SETUP, 7, 8), ANSWER),
        row(RSOCKET, Outcome.No.class, "version 2", swap(SETUP, 10, 2), ANSWER),
        row(RSOCKET, Outcome.No.class, "no format", SETUP.replace('/', '-'), ANSWER),
        row(RSOCKET, Outcome.No.class, "SETUP answered", SETUP, SETUP),
        row(DUBBO, Outcome.Match.class, "called", CALL, RESULT),
        row(DUBBO, Outcome.Match.class, "not answered", CALL, ""),
        row(DUBBO, Outcome.NeedMore.class, "header cut", CALL.substring(0, 9), ""),
        row(DUBBO, Outcome.No.class, "another magic", swap(CALL, 1, 0xBC), RESULT),
        row(DUBBO, Outcome.No.class, "no format", swap(CALL, 2, 0xC0), RESULT),
        row(DUBBO, Outcome.No.class, "a status", swap(CALL, 3, 20), RESULT),
        row(DUBBO, Outcome.No.class, "too long", swap(CALL, 12, 0x7F), RESULT),
        row(DUBBO, Outcome.No.class, "a result first", RESULT, CALL),
        row(DUBBO, Outcome.No.class, "answered otherwise", CALL, swap(RESULT, 1, 0xBC)),
        row(FLUENTD, Outcome.Match.class, "message", MESSAGE, ""),
        row(FLUENTD, Outcome.Match.class, "forward", FORWARD, "\201\243ack\241a"),
        row(FLUENTD, Outcome.Match.class, "packed", PACKED, ""),
        row(FLUENTD, Outcome.Match.class, "compressed", "\223\243a.b\304\11\37\213\10", ""),
        row(FLUENTD, Outcome.Match.class, "greeted", "", GREETING),
        row(FLUENTD, Outcome.Match.class, "asked for its key", "\226\244PING\241a", GREETING),
        row(FLUENTD, Outcome.NeedMore.class, "event cut", MESSAGE.substring(0, 7), ""),
        row(FLUENTD, Outcome.NeedMore.class, "greeting cut", "", "\222\244HE"),
        row(FLUENTD, Outcome.No.class, "before its time", swap(MESSAGE, 6, 0x10), ""),
        row(FLUENTD, Outcome.No.class, "no record", swap(MESSAGE, 10, 0x91), ""),
        row(FLUENTD, Outcome.No.class, "no tag", swap(MESSAGE, 1, 0xC0), ""),
        row(FLUENTD, Outcome.No.class, "no event", swap(FORWARD, 6, 0x93), ""),
        row(FLUENTD, Outcome.No.class, "answered otherwise", MESSAGE, "\201\243nak\241a"),
        row(FLUENTD, Outcome.No.class, "a call by MessagePack", "\224\0\1\243add\222\1\2", ""));
  }

  @ParameterizedTest(name = "{0} {2}")
  @MethodSource("beginnings")
  void fromTheStart(
      Detector detector,
      Class<? extends Outcome> outcome,
      String name,
      String client,
      String server) {
    NearMiss.assertFromTheStart(detector, outcome, name, client, server);
  }

  @Test
  void thinClientsTellTheirPasswords() {
    assertThat(thin(NAMED, TAKEN).notes()).containsExactly(LinkNote.CREDENTIALS_IN_CLEAR);
    assertThat(thin(DRIVER, TAKEN).notes()).containsExactly(LinkNote.CREDENTIALS_IN_CLEAR);
    assertThat(thin(THIN, TAKEN).notes()).containsExactly(LinkNote.NO_AUTHENTICATION);
    assertThat(thin(THIN, REFUSED).notes()).isEmpty();
    assertThat(thin(swap(THIN, 11, 1), TAKEN).notes()).isEmpty();
  }

  private static Verdict thin(String client, String server) {
    return new Classifier()
        .classify(
            Flows.cut(
                client.getBytes(StandardCharsets.ISO_8859_1),
                server.getBytes(StandardCharsets.ISO_8859_1)));
  }
}
