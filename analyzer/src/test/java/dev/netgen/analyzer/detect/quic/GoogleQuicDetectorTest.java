package dev.netgen.analyzer.detect.quic;

import static dev.netgen.analyzer.detect.quic.QuicPackets.hex;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.api.Speech;
import dev.netgen.analyzer.flow.Half;
import dev.netgen.model.graph.Encryption;
import java.io.ByteArrayOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Google's QUIC by its documents: no program that speaks it can be had. */
final class GoogleQuicDetectorTest {
  /** Two tags: SNI up to 11, VER up to 15. */
  private static final String TAGS =
      "43484c4f 0200 0000 534e4900 0b000000 56455200 0f000000 6578616d706c652e636f6d 51303433";

  private static final String HASH = "000102030405060708090a0b";
  private static final String HELLO = "0d 0011223344556677 51303433 01" + HASH + "a0010400" + TAGS;
  private static final String LATE_HELLO =
      "c3 51303436 50 0011223344556677 00000001" + HASH + "a0010400" + TAGS;
  private static final String REJECTED = "08 0011223344556677 01" + HASH + "a0014800 52454a00";
  private static final String KEYED =
      "08 0011223344556677 03 f0e1d2c3b4a5968778695a4b3c2d1e0ff0e1d2c3b4a59687";
  private static final String LATE_KEYED =
      "43 0011223344556677 00000003 f0e1d2c3b4a5968778695a4b3c2d1e0f";

  @ParameterizedTest
  @CsvSource({
    HELLO + " / " + KEYED + "," + KEYED + " / " + KEYED + ", ENCRYPTED, Q043, example.com",
    LATE_HELLO
        + " / "
        + LATE_KEYED
        + ","
        + LATE_KEYED
        + " / "
        + LATE_KEYED
        + ", ENCRYPTED, Q046, example.com",
    HELLO + "," + KEYED + " / " + KEYED + ", OPAQUE, Q043, example.com",
    HELLO + " / " + KEYED + "," + KEYED + ", OPAQUE, Q043, example.com",
    HELLO + " / " + HELLO + "," + REJECTED + ", OPAQUE, Q043, example.com",
    HELLO + ", '', OPAQUE, Q043, example.com",
  })
  void named(String client, String server, Encryption encryption, String version, String name) {
    Outcome outcome = detect(client, server);
    assertThat(outcome).isInstanceOf(Outcome.Match.class);
    Finding finding = ((Outcome.Match) outcome).finding();
    assertThat(finding.protocol()).isEqualTo("quic");
    assertThat(finding.encryption()).isEqualTo(encryption);
    assertThat(finding.facts())
        .containsEntry("quic.version", version)
        .containsEntry("tls.sni", name);
  }

  @ParameterizedTest
  @CsvSource({
    // no version flag, another version, the other form's version, no hello, cut
    "0c 0011223344556677 51303433 01" + HASH + TAGS,
    "0d 0011223344556677 51313433 01" + HASH + TAGS,
    "0d 0011223344556677 51303436 01" + HASH + TAGS,
    "c3 51303433 50 0011223344556677 00000001" + HASH + TAGS,
    "0d 0011223344556677 51303433 01" + HASH + "a0010400 53484c4f 0200 0000",
    "0d 0011223344556677 51303433 01" + HASH,
  })
  void other(String client) {
    assertThat(detect(client, "")).isInstanceOf(Outcome.No.class);
  }

  @ParameterizedTest
  @CsvSource({
    "43484c4f, 0",
    "43484c4f ffff 0000 534e4900 ffffffff, 0",
    "43484c4f 0100 0000 534e4900 0b000000 6578, 0",
    "43484c4f 0200 0000 56455200 04000000 534e4900 03000000 51303433 61, 0",
    "43484c4f 0100 0000 534e4900 02000000 0102, 0",
    "43484c4f 0100 0000 534e4900 02000000 6162, 1",
  })
  void namesThatDoNotFit(String tags, int names) {
    Outcome outcome = detect("0d 0011223344556677 51303433 01" + HASH + tags, "");
    assertThat(((Outcome.Match) outcome).finding().facts()).hasSize(1 + names);
  }

  private static Outcome detect(String client, String server) {
    GoogleQuicDetector detector = new GoogleQuicDetector();
    Exchange exchange = new Exchange(speech(client), speech(server));
    Outcome outcome = detector.detect(exchange);
    if (!(outcome instanceof Outcome.No)) {
      assertThat(detector.mayBegin(exchange.client().bytes().first(), -1)).isTrue();
    }
    return outcome;
  }

  private static Speech speech(String datagrams) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    int[] ends =
        Stream.of(datagrams.split("/"))
            .filter(one -> !one.isBlank())
            .mapToInt(
                one -> {
                  all.writeBytes(hex(one.strip()));
                  return all.size();
                })
            .toArray();
    return Speech.of(
        new Half(
            ends.length, all.size(), all.toByteArray(), true, true, 0, -1, 0, new int[0], ends));
  }
}
