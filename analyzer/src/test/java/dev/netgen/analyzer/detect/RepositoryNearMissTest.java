package dev.netgen.analyzer.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.api.Speech;
import dev.netgen.analyzer.detect.files.GitDetector;
import dev.netgen.analyzer.detect.files.RsyncDetector;
import dev.netgen.analyzer.detect.files.SvnDetector;
import dev.netgen.analyzer.flow.Flow;
import dev.netgen.model.graph.Encryption;
import dev.netgen.model.graph.LinkNote;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files and their histories: forms that the recording lacks, and near misses. */
final class RepositoryNearMissTest {
  private static final Detector RSYNC = new RsyncDetector();
  private static final Detector GIT = new GitDetector();
  private static final Detector SVN = new SvnDetector();

  private static final String GREETS = "@RSYNCD: 31.0\n";
  private static final String PULL = "0026git-upload-pack /a.git\0host=shop\0";
  private static final String SUCCESS = "( success ( 2 2 ( ) ( edit-pipeline ) ) ) ";
  private static final String HELLO = "( 2 ( edit-pipeline ) 13:svn://shop/svn ) ";

  private static Stream<Arguments> exchanges() {
    return Stream.of(
        of(RSYNC, Outcome.Match.class, "greetings alone", GREETS, GREETS),
        of(RSYNC, Outcome.Match.class, "server alone", "", GREETS + "@RSYNCD: OK\n"),
        of(RSYNC, Outcome.Match.class, "missing", GREETS + "a\n", GREETS + "@ERROR: no a\n"),
        of(RSYNC, Outcome.NeedMore.class, "greeting cut", "@RSYNCD: 3", "@RSYNCD: 3"),
        of(RSYNC, Outcome.No.class, "sides exchanged", GREETS + "@RSYNCD: OK\n", GREETS + "a\n"),
        of(RSYNC, Outcome.No.class, "no version", "@RSYNCD: OK\n", "@RSYNCD: OK\n"),
        of(RSYNC, Outcome.No.class, "answered by something else", GREETS, "220 ready\r\n"),
        of(GIT, Outcome.Match.class, "refused", PULL, "0011ERR no a.git"),
        of(GIT, Outcome.Match.class, "nothing said to it", PULL, ""),
        of(GIT, Outcome.NeedMore.class, "request cut", "0026git-", ""),
        of(GIT, Outcome.No.class, "another service", PULL.replace("upload", "unload"), ""),
        of(GIT, Outcome.No.class, "length too small", "0009" + PULL.substring(4), ""),
        of(GIT, Outcome.No.class, "answered by something else", PULL, "HTTP/1.1 400 Bad\r\n\r\n"),
        of(GIT, Outcome.No.class, "digits and text", "0026hello, world", ""),
        of(SVN, Outcome.Match.class, "greetings alone", HELLO, SUCCESS),
        of(SVN, Outcome.Match.class, "client alone", HELLO, ""),
        of(
            SVN,
            Outcome.NeedMore.class,
            "a list, no URL yet",
            "( 2 ( a b ) c ) ",
            "( success ( ok ) ) "),
        of(SVN, Outcome.No.class, "sides exchanged", SUCCESS, HELLO),
        of(SVN, Outcome.No.class, "failure", HELLO, "( failure ( 1 ) ) "));
  }

  private static Arguments of(
      Detector detector, Class<? extends Outcome> outcome, String name, String one, String two) {
    return Arguments.of(detector, outcome, name, bytes(one), bytes(two));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest(name = "{2}")
  @MethodSource("exchanges")
  void judged(
      Detector detector, Class<? extends Outcome> outcome, String name, byte[] one, byte[] two) {
    Flow flow = Flows.cut(one, two);
    Exchange exchange = new Exchange(Speech.of(flow.aToB()), Speech.of(flow.bToA()));
    assertThat(detector.detect(exchange)).as(name).isInstanceOf(outcome);
  }

  @Test
  void passwordsOfSubversion() {
    String plain = HELLO + "( PLAIN ( 24:AHNob3AAbm90LWEtcmVhbA== ) ) ";
    Verdict verdict = verdict(plain);
    assertThat(verdict.encryption()).isEqualTo(Encryption.PLAINTEXT);
    assertThat(verdict.notes()).containsExactly(LinkNote.CREDENTIALS_IN_CLEAR);
    assertThat(verdict.toString()).doesNotContain("AHNob3A");
    assertThat(verdict(HELLO + "( DIGEST-MD5 ( ) ) ").encryption()).isEqualTo(Encryption.OPAQUE);
  }

  private static Verdict verdict(String client) {
    return new Classifier().classify(Flows.cut(bytes(client), bytes(SUCCESS + SUCCESS)));
  }
}
