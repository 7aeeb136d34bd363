package dev.netgen.analyzer.detect;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.Bytes;
import dev.netgen.model.graph.Encryption;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** DTLS beside what shares its port, joined mid-stream, and what only looks like it. */
final class DtlsVerdictTest {
  private static final byte[] STUN =
      Bytes.concat(RecordedExchange.hex("0001 0000 2112a442"), new byte[12]);

  private static byte[] record(int type, String version, int epoch, byte[] fragment) {
    byte[] head = {(byte) type};
    byte[] rest = {
      0, (byte) epoch, 0, 0, 0, 0, 0, 1, (byte) (fragment.length >> 8), (byte) fragment.length
    };
    return Bytes.concat(head, RecordedExchange.hex(version), rest, fragment);
  }

  private static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static byte[] data(int length) {
    return record(23, "fefd", 1, noise(length));
  }

  private static Verdict classify(List<byte[]> client, List<byte[]> server) {
    return new Classifier().classify(Flows.udp(client, server));
  }

  @Test
  void joinedMidStream() {
    Verdict verdict = classify(List.of(data(60), data(200)), List.of(data(90)));
    assertThat(verdict.protocol()).isEqualTo("dtls");
    assertThat(verdict.encryption()).isEqualTo(Encryption.ENCRYPTED);
    assertThat(verdict.server()).isEqualTo(Verdict.Side.UNKNOWN);
    Verdict alone = classify(List.of(data(60)), List.of());
    assertThat(alone.encryption()).isEqualTo(Encryption.OPAQUE);
  }

  @Test
  void besideStunAndMedia() {
    byte[] media = noise(100);
    media[0] = (byte) 0x80;
    Verdict verdict =
        classify(List.of(STUN, STUN, data(60), media), List.of(STUN, data(90), media));
    assertThat(verdict.encryption()).isEqualTo(Encryption.ENCRYPTED);
    assertThat(classify(List.of(STUN), List.of(STUN)).protocol()).isNotEqualTo("dtls");
  }

  @Test
  void textUnderKeysIsNotEncrypted() {
    byte[] text = record(23, "fefd", 1, new byte[40]);
    java.util.Arrays.fill(text, 13, text.length, (byte) 'a');
    assertThat(classify(List.of(text), List.of(data(90))).encryption())
        .isEqualTo(Encryption.OPAQUE);
  }

  /** Type, version, bytes more than the header says. */
  @ParameterizedTest
  @CsvSource({
    "23, fefe, 0",
    "19, fefd, 0",
    "27, fefd, 0",
    "23, fefd, 1",
    "23, fefd, 30",
    "23, 0303, 0"
  })
  void nearMisses(int type, String version, int more) {
    byte[] datagram = Bytes.concat(record(type, version, 1, noise(60)), new byte[more]);
    assertThat(classify(List.of(datagram), List.of(datagram)).protocol()).isNotEqualTo("dtls");
  }

  @Test
  void damagedAnyhowEnds() {
    Random random = new Random(162);
    byte[] hello =
        record(
            22,
            "feff",
            0,
            Bytes.concat(
                RecordedExchange.hex("01 00002c 0000 000000 00002c"),
                RecordedExchange.hex("fefd"),
                new byte[32],
                RecordedExchange.hex("00 00 0002 c02b 01 00 0000"),
                new byte[2]));
    for (int i = 0; i < 5000; i++) {
      byte[] bytes = hello.clone();
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      Verdict verdict = classify(List.of(bytes), List.of(data(40)));
      assertThat(verdict.facts().size()).isLessThanOrEqualTo(24);
    }
  }
}
