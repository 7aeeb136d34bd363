package dev.netgen.analyzer.detect;

import static dev.netgen.model.graph.Encryption.ENCRYPTED;
import static dev.netgen.model.graph.Encryption.OPAQUE;
import static dev.netgen.model.graph.Encryption.PLAINTEXT;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Strings;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.api.Speech;
import dev.netgen.analyzer.detect.cluster.JGroupsDetector;
import dev.netgen.analyzer.detect.industry.OpcUaDetector;
import dev.netgen.analyzer.detect.message.ZmtpDetector;
import dev.netgen.analyzer.detect.store.DrdaDetector;
import dev.netgen.model.graph.Encryption;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Protocols with keys of their own: what is said of them when those are agreed on, or may be. */
final class UnderKeysTest {
  private static final Detector OPC = new OpcUaDetector();
  private static final Detector DRDA = new DrdaDetector();
  private static final Detector ZMTP = new ZmtpDetector();
  private static final Detector GROUPS = JGroupsDetector.stream();

  private static final String HELLO = "HELF\40\0\0\0" + Strings.repeat("\0", 24);
  private static final String NUMBERS = Strings.repeat("\1\0\0\0", 4);
  private static final String CLEAR = "MSGF\34\0\0\0" + NUMBERS + "\1\0\167\2";
  private static final String NOISE = "MSGF\34\0\0\0" + NUMBERS + "\357\23\204\216";

  private static final String ATTRIBUTES = "\0\20\320\1\0\1\0\12\20\101\0\6\21\107ab";
  private static final String MEMBER = "bela\50\315\0\7\4\12\0\0\1\36\170";
  private static final String FOUND = "\0\0\0\21\50\315\0abcd\0\71\0\74\0\4shop";
  private static final String SENT = "\0\0\0\25\50\315\0\0\51\0\116abcd\0\71\0\74\0\4shop";
  private static final String SEALED = "\0\0\0\25\50\315\0\0\72\0\130abcd\0\71\0\74\0\4shop";

  private static String channel(String policy) {
    char length = (char) (16 + policy.length());
    return "OPNF" + length + "\0\0\0\0\0\0\0" + (char) policy.length() + "\0\0\0" + policy;
  }

  private static String check(int mechanism) {
    return "\0\25\320\1\0\2\0\17\20\156\0\6\21\242\0" + (char) mechanism + "\0\5\21\241p";
  }

  private static String greeting(String mechanism) {
    String zeros = Strings.repeat("\0", 52 - mechanism.length());
    return "\377\0\0\0\0\0\0\0\1\177\3\0" + mechanism + zeros;
  }

  /** A command of CURVE in a frame. */
  private static String box(int flags, String name, String rest) {
    String body = (char) name.length() + name + rest;
    return (char) flags + "" + (char) body.length() + body;
  }

  private static String noise(int length) {
    StringBuilder noise = new StringBuilder();
    for (int i = 0; i < length; i++) {
      noise.append((char) ((i * 197 + 131) & 0xFF));
    }
    return noise.toString();
  }

  private static Stream<Arguments> exchanges() {
    String curve = greeting("CURVE");
    String asks = curve + box(4, "HELLO", noise(80));
    String welcome = curve + box(4, "WELCOME", noise(80)) + box(0, "MESSAGE", noise(60));
    String said = Strings.repeat("a readable text ", 4);
    return Stream.of(
        of("no policy", PLAINTEXT, OPC, HELLO + channel("http://o/#None") + NOISE, ""),
        of("a policy", OPAQUE, OPC, HELLO + channel("http://o/#Basic256Sha256") + NOISE, ""),
        of("signed alone", PLAINTEXT, OPC, HELLO + channel("http://o/#Basic256") + CLEAR, ""),
        of("no message yet", OPAQUE, OPC, HELLO + channel("http://o/#Basic256"), ""),
        of("name and password", PLAINTEXT, DRDA, ATTRIBUTES + check(3), ""),
        of("password under a key", PLAINTEXT, DRDA, ATTRIBUTES + check(9), ""),
        of("data under a key", OPAQUE, DRDA, ATTRIBUTES + check(13), ""),
        of("boxes", ENCRYPTED, ZMTP, asks, welcome),
        of("no welcome", OPAQUE, ZMTP, asks, curve),
        of("text behind it", OPAQUE, ZMTP, asks, welcome + box(0, "MESSAGE", said)),
        of("no command", OPAQUE, ZMTP, asks, welcome + "\0\5hello"),
        of("another mechanism", OPAQUE, ZMTP, greeting("GSSAPI"), greeting("GSSAPI")),
        of("two mechanisms", PLAINTEXT, ZMTP, curve, greeting("NULL")),
        of("found each other", OPAQUE, GROUPS, MEMBER + FOUND, ""),
        of("sent", PLAINTEXT, GROUPS, MEMBER + FOUND + SENT, ""),
        of("sent under a key", OPAQUE, GROUPS, MEMBER + FOUND + SENT + SEALED, ""),
        of("cut", OPAQUE, GROUPS, MEMBER + SENT.substring(0, 20), ""));
  }

  private static Arguments of(
      String name, Encryption encryption, Detector detector, String client, String server) {
    return Arguments.of(name, encryption, detector, client, server);
  }

  private static Speech speech(String text) {
    return Speech.of(Flows.half(text.getBytes(StandardCharsets.ISO_8859_1), true, true));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("exchanges")
  void isToldAsItIs(
      String name, Encryption encryption, Detector detector, String client, String server) {
    Outcome outcome = detector.detect(new Exchange(speech(client), speech(server)));
    assertThat(outcome).as(name).isInstanceOf(Outcome.Match.class);
    assertThat(((Outcome.Match) outcome).finding().encryption()).isEqualTo(encryption);
  }
}
