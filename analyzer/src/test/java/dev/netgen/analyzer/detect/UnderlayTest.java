package dev.netgen.analyzer.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.analyzer.flow.Flow;
import dev.netgen.model.graph.Encryption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What carries encrypted networks, and what only looks like it. */
final class UnderlayTest {
  private static final int ESP = 50;

  /** So many bytes that look like noise, behind these first ones. */
  private static byte[] noise(int length, int... first) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    for (int i = 0; i < first.length; i++) {
      bytes[i] = (byte) first[i];
    }
    return bytes;
  }

  private static byte[] data(int length, int zeroAt) {
    byte[] bytes = noise(length, 4, 0, 0, 0);
    for (int i = zeroAt; i < zeroAt + 4; i++) {
      bytes[i] = 0;
    }
    return bytes;
  }

  /** An answer that holds the initiation's index. */
  private static byte[] answer(int length, int type, int at, byte[] initiation) {
    byte[] bytes = noise(length, type, 0, 0, 0);
    System.arraycopy(initiation, 4, bytes, at, 4);
    return bytes;
  }

  @Test
  void openVpnOverTcp() {
    byte[] length = {0, 26};
    byte[] client = com.google.common.primitives.Bytes.concat(length, vpn(7, 9, 0));
    byte[] server = com.google.common.primitives.Bytes.concat(length, vpn(8, 5, 9));
    byte[] other = com.google.common.primitives.Bytes.concat(length, vpn(8, 5, 7));
    assertThat(tcp(client, server).protocol()).isEqualTo("openvpn");
    assertThat(tcp(client, server).server()).isEqualTo(Verdict.Side.B);
    assertThat(tcp(client, other).protocol()).isEmpty();
    assertThat(tcp(vpn(7, 9, 0), vpn(8, 5, 9)).protocol()).isEmpty();
  }

  /** Control packets under a key that both sides had before: no session is echoed in clear. */
  @Test
  void openVpnWrapped() {
    byte[] client = wrapped(7, 54, 1, 1_790_000_000);
    byte[] server = wrapped(8, 66, 1, 1_790_000_005);
    assertThat(new Classifier().classify(Flows.udp(client, server)).protocol())
        .isEqualTo("openvpn");
    List<byte[]> almost =
        List.of(
            wrapped(8, 66, 2, 1_790_000_005),
            wrapped(8, 66, 0x0F00_0002, 1_790_000_005),
            wrapped(8, 66, 0x0E00_0001, 1_790_000_005),
            wrapped(8, 65, 1, 1_790_000_005),
            wrapped(7, 66, 1, 1_790_000_005),
            wrapped(8, 66, 1, 1_500_000_005));
    for (byte[] other : almost) {
      assertThat(new Classifier().classify(Flows.udp(client, other)).protocol()).isEmpty();
    }
  }

  private static byte[] wrapped(int opcode, int length, int number, int seconds) {
    byte[] bytes = noise(length);
    java.nio.ByteBuffer.wrap(bytes)
        .put((byte) (opcode << 3))
        .putLong(0x1122334455667788L + opcode)
        .putInt(number)
        .putInt(seconds);
    return bytes;
  }

  /** Data packets that have nothing in common, some that have, and some that hold IP packets. */
  @Test
  void openVpnDataTellTheCipher() {
    byte[] client = tunnel(vpn(7, 9, 0), data(1), data(2));
    byte[] server = tunnel(vpn(8, 5, 9), data(3), data(4));
    assertThat(tcp(client, server).encryption()).isEqualTo(Encryption.ENCRYPTED);
    byte[] once = tunnel(vpn(8, 5, 9), data(3));
    assertThat(tcp(client, once).encryption()).isEqualTo(Encryption.OPAQUE);
    byte[] again = tunnel(vpn(8, 5, 9), data(3), data(3));
    assertThat(tcp(client, again).encryption()).isEqualTo(Encryption.OPAQUE);
    byte[] packet = data(5);
    packet[9] = 0x45;
    packet[11] = 0;
    packet[12] = (byte) (packet.length - 9);
    byte[] clear = tunnel(vpn(8, 5, 9), data(3), packet);
    assertThat(tcp(client, clear).encryption()).isEqualTo(Encryption.PLAINTEXT);
  }

  private static byte[] data(int seed) {
    byte[] bytes = new byte[60];
    new java.util.Random(seed).nextBytes(bytes);
    bytes[0] = 9 << 3;
    return bytes;
  }

  private static byte[] tunnel(byte[]... packets) {
    byte[] all = new byte[0];
    for (byte[] packet : packets) {
      byte[] length = {(byte) (packet.length >> 8), (byte) packet.length};
      all = com.google.common.primitives.Bytes.concat(all, length, packet);
    }
    return all;
  }

  private static Verdict tcp(byte[] client, byte[] server) {
    return new Classifier()
        .classify(
            Flows.flow(
                Flows.TCP,
                Flows.half(client, true, true),
                Flows.half(server, true, true),
                Flow.Initiator.A_BY_HANDSHAKE));
  }

  private static byte[] ike(boolean response, int marker, int payload, int length) {
    byte[] bytes = noise(marker + length);
    for (int i = 0; i < marker; i++) {
      bytes[i] = 0;
    }
    for (int i = 0; i < 16; i++) {
      bytes[marker + i] = (byte) (i < 8 || response ? i + 1 : 0);
    }
    int[] rest = {payload, 0x20, 34, 0, 0, 0, 0, 0, 0, 0, length >> 8, length};
    for (int i = 0; i < rest.length; i++) {
      bytes[marker + 16 + i] = (byte) rest[i];
    }
    return bytes;
  }

  /** A message with keys: of version 2 by its first payload, of version 1 by the flag. */
  private static byte[] underKeys(int version, int payload, int exchange, int flags) {
    byte[] bytes = ike(true, 0, payload, 120);
    bytes[17] = (byte) version;
    bytes[18] = (byte) exchange;
    bytes[19] = (byte) flags;
    return bytes;
  }

  private static byte[] main(boolean response) {
    byte[] bytes = ike(response, 0, 1, 120);
    bytes[17] = 0x10;
    bytes[18] = 2;
    return bytes;
  }

  /** Of version 1, with one payload of this type and length. */
  private static byte[] keyExchange(int payload, int length) {
    byte[] bytes = main(true);
    bytes = Arrays.copyOf(bytes, 28 + 132);
    bytes[16] = (byte) payload;
    bytes[27] = (byte) bytes.length;
    bytes[28] = 10;
    bytes[30] = (byte) (length >> 8);
    bytes[31] = (byte) length;
    return bytes;
  }

  static Stream<Arguments> keyed() {
    byte[] init = ike(false, 0, 33, 300);
    byte[] auth = underKeys(0x20, 46, 35, 8);
    byte[] fragment = underKeys(0x20, 53, 35, 8);
    byte[] clear = underKeys(0x20, 41, 37, 8);
    byte[] main = underKeys(0x10, 5, 2, 1);
    byte[] another = auth.clone();
    another[0] = 99;
    byte[] text = auth.clone();
    Arrays.fill(text, 28, text.length, (byte) 'a');
    byte[] keys = keyExchange(4, 132);
    byte[] aggressive = keyExchange(1, 20);
    aggressive[28] = 4;
    aggressive[50] = 0;
    aggressive[51] = 100;
    byte[] shortKey = keyExchange(4, 20);
    byte[] beyond = keyExchange(4, 300);
    List<byte[]> none = List.of();
    return Stream.of(
        Arguments.of(Encryption.ENCRYPTED, List.of(main(false), keys), List.of(main(true), keys)),
        Arguments.of(Encryption.ENCRYPTED, List.of(aggressive), List.of(aggressive)),
        Arguments.of(Encryption.OPAQUE, List.of(main(false), keys), List.of(main(true))),
        Arguments.of(Encryption.OPAQUE, List.of(shortKey), List.of(shortKey)),
        Arguments.of(Encryption.OPAQUE, List.of(beyond), List.of(beyond)),
        Arguments.of(Encryption.ENCRYPTED, List.of(init, auth), none),
        Arguments.of(Encryption.ENCRYPTED, List.of(init, fragment), none),
        Arguments.of(Encryption.ENCRYPTED, List.of(auth), List.of(auth)),
        Arguments.of(Encryption.ENCRYPTED, List.of(main(false), main), List.of(main(true), main)),
        Arguments.of(Encryption.OPAQUE, List.of(main(false), main), List.of(main(true))),
        Arguments.of(Encryption.OPAQUE, List.of(auth), List.of(clear)),
        Arguments.of(Encryption.PLAINTEXT, List.of(init, clear), none),
        Arguments.of(Encryption.PLAINTEXT, List.of(init, another), none),
        Arguments.of(Encryption.PLAINTEXT, List.of(init, text), none));
  }

  @ParameterizedTest
  @MethodSource("keyed")
  void ikeUnderKeys(Encryption encryption, List<byte[]> client, List<byte[]> server) {
    Verdict verdict = new Classifier().classify(Flows.udp(client, server));
    assertThat(verdict.protocol()).isEqualTo("ike");
    assertThat(verdict.encryption()).isEqualTo(encryption);
  }

  private static byte[] vpn(int opcode, int session, int remote) {
    byte[] bytes = new byte[26];
    bytes[0] = (byte) (opcode << 3);
    bytes[1] = (byte) session;
    bytes[9] = 1;
    bytes[14] = (byte) remote;
    return bytes;
  }

  /** Packets are padded to 16 bytes, but not beyond the MTU: those are all of one length. */
  @ParameterizedTest
  @CsvSource({
    "96, 1452, wireguard",
    "1452, 96, wireguard",
    "1452, 1452, wireguard",
    "1452, 1436, ''",
    "1452, 100, ''",
    "96, 500, ''",
  })
  void fullPacketsOfWireGuardAreNotPadded(int first, int second, String protocol) {
    List<byte[]> client = List.of(data(32, 12), data(first, 12), data(second, 12));
    Verdict verdict = new Classifier().classify(Flows.udp(client, List.of(data(96, 12))));
    assertThat(verdict.protocol()).isEqualTo(protocol);
  }

  static Stream<Arguments> exchanges() {
    byte[] init = noise(148, 1, 0, 0, 0);
    byte[] response = answer(92, 2, 8, init);
    byte[] none = new byte[0];
    return Stream.of(
        Arguments.of("wireguard", Encryption.ENCRYPTED, init, response),
        Arguments.of("wireguard", Encryption.ENCRYPTED, init, answer(64, 3, 4, init)),
        Arguments.of("", Encryption.OPAQUE, init, noise(92, 2, 0, 0, 0)),
        Arguments.of("", Encryption.OPAQUE, init, noise(64, 3, 0, 0, 0)),
        Arguments.of("wireguard", Encryption.ENCRYPTED, data(32, 12), data(96, 12)),
        Arguments.of("", Encryption.OPAQUE, data(32, 12), none),
        Arguments.of("", Encryption.OPAQUE, data(40, 12), data(96, 12)),
        Arguments.of("", Encryption.OPAQUE, data(32, 16), data(96, 12)),
        Arguments.of("", Encryption.OPAQUE, init, none),
        Arguments.of("", Encryption.OPAQUE, noise(149, 1, 0, 0, 0), response),
        Arguments.of("", Encryption.OPAQUE, noise(148, 1, 0, 0, 1), response),
        Arguments.of("ike", Encryption.ENCRYPTED, ike(false, 0, 33, 300), ike(true, 0, 33, 300)),
        Arguments.of("ike", Encryption.ENCRYPTED, ike(false, 4, 33, 300), ike(true, 4, 33, 300)),
        Arguments.of("ike", Encryption.OPAQUE, ike(false, 0, 33, 300), ike(true, 0, 41, 60)),
        Arguments.of("ike", Encryption.PLAINTEXT, ike(false, 0, 33, 300), none),
        Arguments.of("", Encryption.OPAQUE, ike(false, 0, 33, 300), ike(false, 0, 33, 300)),
        Arguments.of("", Encryption.OPAQUE, ike(false, 0, 33, 300), noise(300)),
        Arguments.of("openvpn", Encryption.OPAQUE, vpn(7, 9, 0), vpn(8, 5, 9)),
        Arguments.of("openvpn", Encryption.OPAQUE, vpn(10, 9, 0), vpn(8, 5, 9)),
        Arguments.of("", Encryption.OPAQUE, vpn(7, 9, 0), vpn(8, 5, 7)),
        Arguments.of("", Encryption.OPAQUE, vpn(7, 9, 0), vpn(7, 5, 9)));
  }

  @ParameterizedTest
  @MethodSource("exchanges")
  void isNamedByBothSides(String protocol, Encryption encryption, byte[] client, byte[] server) {
    Verdict verdict = new Classifier().classify(Flows.udp(client, server));
    assertThat(verdict.protocol()).isEqualTo(protocol);
    assertThat(verdict.encryption()).isEqualTo(encryption);
  }

  @Test
  void espIsEncryptedUnlessItReads() {
    assertThat(esp(noise(120, 0, 0, 9, 9)).encryption()).isEqualTo(Encryption.ENCRYPTED);
    assertThat(esp(noise(120, 0, 0, 0, 9)).encryption()).isEqualTo(Encryption.OPAQUE);
    byte[] text =
        "....%s"
            .formatted("GET / HTTP/1.1 ".repeat(8))
            .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    assertThat(esp(text).encryption()).isEqualTo(Encryption.OPAQUE);
    assertThat(esp(noise(20, 0, 0, 9, 9)).encryption()).isEqualTo(Encryption.OPAQUE);
  }

  /** Type of the first message of either side, protocol, which side is the server. */
  @ParameterizedTest
  @CsvSource({
    "1, 8, 0, B, ping",
    "1, 0, 8, A, ping",
    "1, 8, -1, B, ping",
    "1, 0, -1, A, ping",
    "58, 128, 129, B, ping",
    "58, 129, -1, A, ping",
    "58, 8, 0, UNKNOWN, ''",
    "1, 8, 8, UNKNOWN, ''",
    "1, 13, 14, UNKNOWN, ''"
  })
  void whoAsksForAnEchoIsTheClient(
      int protocol, int first, int second, Verdict.Side server, String name) {
    Flow flow =
        Flows.flow(
            protocol,
            Flows.half(noise(16, first), true, true),
            Flows.half(second < 0 ? new byte[0] : noise(16, second), true, true),
            Flow.Initiator.UNKNOWN);
    Verdict verdict = new Classifier().classify(flow);
    assertThat(verdict.server()).isEqualTo(server);
    assertThat(verdict.protocol()).isEqualTo(name);
  }

  private static Verdict esp(byte[] payload) {
    return new Classifier()
        .classify(
            Flows.flow(
                ESP,
                Flows.half(payload, true, true),
                Flows.half(new byte[0], true, true),
                Flow.Initiator.UNKNOWN));
  }
}
