package dev.netgen.analyzer.detect;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.BaseEncoding;
import dev.netgen.model.graph.Encryption;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** IPsec that passes a translator, and what is only shaped like it. */
final class EspInUdpTest {
  private static final int INDEX = 0xC1D2_E3F4;
  private static final byte[] KEEP_ALIVE = {(byte) 0xFF};

  private static byte[] esp(int index, int number) {
    byte[] bytes = new byte[104];
    new Random(number).nextBytes(bytes);
    ByteBuffer.wrap(bytes).putInt(index).putInt(number);
    return bytes;
  }

  private static byte[] ike(int version, int claimed) {
    byte[] bytes = new byte[4 + 80];
    new Random(7).nextBytes(bytes);
    ByteBuffer.wrap(bytes).putInt(0).position(4 + 16);
    bytes[4 + 17] = (byte) version;
    bytes[4 + 18] = 35;
    ByteBuffer.wrap(bytes).putInt(4 + 24, claimed);
    return bytes;
  }

  private static byte[] readable(int number) {
    byte[] bytes = esp(INDEX, number);
    Arrays.fill(bytes, 8, bytes.length, (byte) 'x');
    return bytes;
  }

  /** An answer of DNS, whose number and flags stand where the index would. */
  private static byte[] names() {
    String answer =
        "3f1a 8180 0001 0002 0000 0000 04 73686f70 07 6578616d706c65 00 0001 0001"
            + "c00c 0001 0001 0000003c 0004 0a000001 c00c 0001 0001 0000003c 0004 0a000002";
    return BaseEncoding.base16().lowerCase().decode(answer.replace(" ", ""));
  }

  private static byte[] media(int number) {
    byte[] bytes = esp(0x8000_0000 | number, 160 * number);
    ByteBuffer.wrap(bytes, 8, 4).putInt(0x1234);
    return bytes;
  }

  private static Arguments of(
      String name, String protocol, Encryption encryption, List<byte[]> one, List<byte[]> other) {
    return Arguments.of(name, protocol, encryption, one, other);
  }

  private static Arguments near(String name, List<byte[]> one, List<byte[]> other) {
    return of(name, "", Encryption.OPAQUE, one, other);
  }

  static Stream<Arguments> flows() {
    List<byte[]> counting = List.of(esp(INDEX, 1), esp(INDEX, 2), esp(INDEX, 3));
    return Stream.of(
        of(
            "keys, then traffic",
            "esp",
            Encryption.ENCRYPTED,
            List.of(ike(0x20, 80), esp(INDEX, 1), KEEP_ALIVE, esp(INDEX, 2)),
            List.of(ike(0x20, 80), esp(0x1234_5678, 1))),
        of(
            "version 1 of one side",
            "esp",
            Encryption.ENCRYPTED,
            List.of(ike(0x10, 80), esp(INDEX, 1)),
            List.of()),
        of("begun before the capture", "esp", Encryption.OPAQUE, counting, List.of()),
        of(
            "with gaps",
            "esp",
            Encryption.OPAQUE,
            List.of(esp(INDEX, 900), esp(INDEX, 930), esp(INDEX, 994)),
            List.of(esp(9999, 5))),
        of(
            "another protocol's answer beside it",
            "",
            Encryption.OPAQUE,
            List.of(ike(0x20, 80), esp(INDEX, 1)),
            List.of(names())),
        near("two are no count", counting.subList(0, 2), List.of()),
        near("another index", List.of(esp(INDEX, 1), esp(INDEX, 2), esp(INDEX + 1, 3)), List.of()),
        near("numbers that fall", List.of(esp(INDEX, 3), esp(INDEX, 2), esp(INDEX, 1)), List.of()),
        near(
            "numbers that leap", List.of(esp(INDEX, 1), esp(INDEX, 66), esp(INDEX, 67)), List.of()),
        near("a reserved index", List.of(esp(255, 1), esp(255, 2), esp(255, 3)), List.of()),
        near("readable", List.of(readable(1), readable(2), readable(3)), List.of()),
        near("media", List.of(media(1), media(2), media(3)), List.of()),
        near(
            "OpenVPN's data",
            List.of(esp(0x4800_0001, 1), esp(0x4800_0001, 2), esp(0x4800_0001, 3)),
            List.of()),
        near("something else comes back", counting, List.of(new byte[40])),
        near("ike of another length", List.of(ike(0x20, 81), esp(INDEX, 1)), List.of()),
        near("ike of another version", List.of(ike(0x30, 80), esp(INDEX, 1)), List.of()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void flows(
      String name, String protocol, Encryption encryption, List<byte[]> one, List<byte[]> other) {
    Verdict verdict = new Classifier().classify(Flows.udp(one, other));
    assertThat(verdict.protocol()).as(name).isEqualTo(protocol);
    assertThat(verdict.encryption()).as(name).isEqualTo(encryption);
  }
}
