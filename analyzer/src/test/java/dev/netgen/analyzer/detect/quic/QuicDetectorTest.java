package dev.netgen.analyzer.detect.quic;

import static dev.netgen.analyzer.detect.quic.QuicPackets.crypto;
import static dev.netgen.analyzer.detect.quic.QuicPackets.hex;
import static dev.netgen.analyzer.detect.quic.QuicPackets.initial;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.BaseEncoding;
import com.google.common.primitives.Bytes;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.api.Speech;
import dev.netgen.analyzer.flow.Half;
import dev.netgen.model.graph.Encryption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys by the examples of RFC 9001 and RFC 9369, packets in all orders. */
final class QuicDetectorTest {
  private static final String ID = "8394c8f03e515708";
  private static final String SERVER = "f067a5502a4262b5";
  private static final String CLIENT = "0102";
  private static final String ONE = "c0 00000001";
  private static final byte[] NOTHING = new byte[0];

  /** A hello for "example.com", of TLS 1.3 with h3 (its body written out). */
  private static final byte[] HELLO = hello();

  private static byte[] hello() {
    byte[] name = "example.com".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    byte[] extensions =
        Bytes.concat(
            hex("0000 0010 000e 00 000b"),
            name,
            hex("0010 0005 0003 02 6833"),
            hex("002b 0003 02 0304"),
            hex("0015 0200"),
            new byte[512]);
    byte[] body =
        Bytes.concat(
            hex("0303"),
            new byte[32],
            hex("00 0002 1301 01 00"),
            new byte[] {(byte) (extensions.length >> 8), (byte) extensions.length},
            extensions);
    return Bytes.concat(new byte[] {1, 0, (byte) (body.length >> 8), (byte) body.length}, body);
  }

  private static byte[] answer() {
    byte[] body =
        Bytes.concat(
            hex("0303"),
            new byte[32],
            hex("00 1301 00 000e"),
            hex("002b 0002 0304 0033 0004 001d 0000"));
    return Bytes.concat(new byte[] {2, 0, 0, (byte) body.length}, body);
  }

  private static QuicKeys keys(long version, String id, boolean client) {
    return QuicKeys.of(version, new dev.netgen.analyzer.detect.api.Bytes(hex(id)), client);
  }

  @ParameterizedTest
  @CsvSource({
    "1, true, 1f369613dd76d5467730efcbe3b1a22d, fa044b2f42a3fd3b46fb255c, 9f50449e04a0e810283a1e9933adedd2",
    "1, false, cf3a5331653c364c88f0f379b6067e37, 0ac1493ca1905853b0bba03e, c206b8d9b9f0f37644430b490eeaa314",
    "4278190107, true, af7fd7efebd21878ff66811248983694, 8681359410a70bb9c92f0420, a980b8b4fb7d9fbc13e814c23164253d",
    "4278190109, true, 175257a31eb09dea9366d8bb79ad80ba, 6b26114b9cba2b63a9e8dd4f, 9ddd12c994c0698b89374a9c077a3077",
    "1798521807, true, 8b1a0bc121284290a29e0971b5cd045d, 91f73e2351d8fa91660e909f, 45b95e15235d6f45a6b19cbcb0294ba9",
  })
  void keysOfTheStandards(long version, boolean client, String key, String iv, String header) {
    QuicKeys keys = keys(version, ID, client);
    BaseEncoding lower = BaseEncoding.base16().lowerCase();
    assertThat(lower.encode(keys.key())).isEqualTo(key);
    assertThat(lower.encode(keys.iv())).isEqualTo(iv);
    assertThat(lower.encode(keys.headerKey())).isEqualTo(header);
  }

  /** Their salts are known from other programs: a hello is opened with the one meant for it. */
  @ParameterizedTest
  @CsvSource({
    "c0 ff000016, 4278190102, draft-22",
    "c0 ff00001d, 4278190109, draft-29",
    "c0 51303530, 1362113840, Q050",
    "c0 54303530, 1412445488, T050",
    "c0 54303531, 1412445489, T051",
    "c0 faceb001, 4207849473, 0xFACEB001",
    "c0 faceb002, 4207849474, 0xFACEB002",
    "c0 faceb010, 4207849488, 0xFACEB010",
  })
  void otherVersions(String head, long version, String name) {
    byte[] first =
        initial(keys(version, ID, true), head, ID, CLIENT, 0, 900, crypto(HELLO, 0, HELLO.length));
    Finding finding = found(List.of(first), List.of());
    assertThat(finding.facts())
        .containsEntry("quic.version", name)
        .containsEntry("tls.sni", "example.com");
  }

  private static byte[] client(int number, byte[]... frames) {
    return initial(keys(1, ID, true), ONE, ID, CLIENT, number, 900, frames);
  }

  private static byte[] server(byte[]... frames) {
    return initial(keys(1, ID, false), ONE, CLIENT, SERVER, 0, 300, frames);
  }

  /** A long header of Handshake packets with so much noise, or a short one. */
  private static byte[] later(boolean isShort, String to, String from, int length) {
    byte[] noise = new byte[length];
    new Random(length).nextBytes(noise);
    byte[] head =
        isShort
            ? hex("40" + to)
            : Bytes.concat(
                hex("e0 00000001"),
                new byte[] {(byte) (to.length() / 2)},
                hex(to),
                new byte[] {(byte) (from.length() / 2)},
                hex(from),
                QuicPackets.integer(length));
    return Bytes.concat(head, noise);
  }

  private static final byte[] CLIENT_HANDSHAKE = later(false, SERVER, CLIENT, 60);
  private static final byte[] CLIENT_SHORT = later(true, SERVER, "", 60);
  private static final byte[] SERVER_HANDSHAKE = later(false, CLIENT, SERVER, 700);

  private static Finding found(List<byte[]> client, List<byte[]> server) {
    return ((Outcome.Match) detect(client, server, true)).finding();
  }

  private static Outcome detect(List<byte[]> client, List<byte[]> server, boolean complete) {
    Exchange exchange = new Exchange(speech(client, complete), speech(server, complete));
    return new QuicDetector().detect(exchange);
  }

  private static Speech speech(List<byte[]> datagrams, boolean complete) {
    int[] ends = new int[datagrams.size()];
    int end = 0;
    for (int i = 0; i < ends.length; i++) {
      end += datagrams.get(i).length;
      ends[i] = end;
    }
    byte[] all = Bytes.concat(datagrams.toArray(new byte[0][]));
    return Speech.of(new Half(ends.length, end, all, true, complete, 0, -1, 0, new int[0], ends));
  }

  private static void assertComplete(Finding finding) {
    assertThat(finding.reason()).isEqualTo("QUIC handshake completed");
    assertThat(finding.encryption()).isEqualTo(Encryption.ENCRYPTED);
    assertThat(finding.facts())
        .containsEntry("tls.sni", "example.com")
        .containsEntry("tls.alpn", "h3")
        .containsEntry("tls.suite", "TLS_AES_128_GCM_SHA256")
        .containsEntry("tls.group", "x25519")
        .containsEntry("quic.version", "1");
    assertThat(finding.facts().get("tls.ja4")).startsWith("q13d0104h3_");
  }

  @Test
  void helloInOnePacket() {
    assertComplete(
        found(
            List.of(client(0, crypto(HELLO, 0, HELLO.length)), CLIENT_HANDSHAKE, CLIENT_SHORT),
            List.of(Bytes.concat(server(crypto(answer(), 0, answer().length)), SERVER_HANDSHAKE))));
  }

  /** Split, out of order, with pings between, coalesced with another packet. */
  @Test
  void helloInPieces() {
    byte[] ping = {1, 1, 0};
    byte[] acknowledged = hex("02 00 00 01 00 00 00");
    byte[] late = client(0, crypto(HELLO, 300, HELLO.length), ping, crypto(HELLO, 10, 20));
    byte[] early = client(1, acknowledged, crypto(HELLO, 20, 310), ping, crypto(HELLO, 0, 12));
    assertComplete(
        found(
            List.of(late, early, Bytes.concat(CLIENT_HANDSHAKE, CLIENT_SHORT)),
            List.of(Bytes.concat(server(crypto(answer(), 0, answer().length)), SERVER_HANDSHAKE))));
  }

  @Test
  void afterRetryTheNewIdGivesTheKeys() {
    String other = "aabbccddeeff0011";
    byte[] retry = Bytes.concat(hex("f0 00000001 02" + CLIENT + "08" + other), new byte[40]);
    byte[] again =
        initial(keys(1, other, true), ONE, other, CLIENT, 1, 900, crypto(HELLO, 0, HELLO.length));
    byte[] reply =
        initial(
            keys(1, other, false),
            ONE,
            CLIENT,
            SERVER,
            0,
            300,
            crypto(answer(), 0, answer().length));
    assertComplete(
        found(
            List.of(client(0, crypto(HELLO, 0, 40)), again, CLIENT_HANDSHAKE, CLIENT_SHORT),
            List.of(retry, reply, SERVER_HANDSHAKE)));
  }

  @Test
  void version2() {
    long version = 0x6B3343CFL;
    String head = "d0 6b3343cf";
    byte[] first =
        initial(keys(version, ID, true), head, ID, CLIENT, 0, 900, crypto(HELLO, 0, HELLO.length));
    Finding finding = found(List.of(first), List.of());
    assertThat(finding.facts()).containsEntry("quic.version", "2").containsKey("tls.ja4");
    assertThat(finding.encryption()).isEqualTo(Encryption.NONE);
  }

  @Test
  void whatDoesNotCompleteSaysNothing() {
    byte[] first = client(0, crypto(HELLO, 0, HELLO.length));
    byte[] versions = hex("80 00000000 02" + CLIENT + "08" + ID + "ff00001d");
    byte[] refused = server(hex("1c 00 06 00"));
    assertReason(List.of(first), List.of(), "QUIC Initial without an answer");
    assertReason(List.of(first), List.of(versions), "QUIC version refused");
    assertReason(List.of(first), List.of(refused), "QUIC handshake failed");
    assertReason(
        List.of(first, CLIENT_HANDSHAKE),
        List.of(server(crypto(answer(), 0, answer().length)), SERVER_HANDSHAKE),
        "QUIC handshake not seen to complete");
  }

  private static void assertReason(List<byte[]> client, List<byte[]> server, String reason) {
    Finding finding = found(client, server);
    assertThat(finding.reason()).isEqualTo(reason);
    assertThat(finding.encryption()).isEqualTo(Encryption.NONE);
    assertThat(finding.rolesShown()).isTrue();
    assertThat(detect(/* client= */ server, /* server= */ client, true))
        .isInstanceOf(Outcome.No.class);
  }

  @Test
  void nearMisses() {
    byte[] first = client(0, crypto(HELLO, 0, HELLO.length));
    byte[] otherVersion = first.clone();
    otherVersion[4] = 9;
    assertNo(List.of(otherVersion), List.of());
    assertNo(List.of(CLIENT_SHORT), List.of(CLIENT_SHORT));
    byte[] damaged = first.clone();
    damaged[500] ^= 1;
    assertNo(List.of(damaged), List.of(later(false, "0909", SERVER, 50)));
    assertNo(
        List.of(damaged),
        List.of("HTTP/1.1 400".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
    assertNo(List.of(NOTHING), List.of(NOTHING));
  }

  private static void assertNo(List<byte[]> client, List<byte[]> server) {
    assertThat(detect(client, server, true)).isInstanceOf(Outcome.No.class);
  }

  /** Cut anywhere: never encrypted before its time, never an exception. */
  @Test
  void cutAnywhere() {
    byte[] first = client(0, crypto(HELLO, 0, HELLO.length));
    byte[] reply = Bytes.concat(server(crypto(answer(), 0, answer().length)), SERVER_HANDSHAKE);
    for (int length = 0; length < first.length; length += 3) {
      Outcome outcome = detect(List.of(Arrays.copyOf(first, length)), List.of(reply), false);
      if (outcome instanceof Outcome.Match match) {
        assertThat(match.finding().encryption()).isEqualTo(Encryption.OPAQUE);
      }
    }
  }

  @Test
  void damagedAnyhowEnds() {
    Random random = new Random(161);
    byte[] first = client(0, crypto(HELLO, 0, HELLO.length));
    int opened = 0;
    for (int i = 0; i < 2000; i++) {
      byte[] bytes = first.clone();
      bytes[random.nextInt(40)] = (byte) random.nextInt(256);
      opened += detect(List.of(bytes), List.of(), true) instanceof Outcome.Match ? 1 : 0;
    }
    assertThat(opened).isPositive();
  }
}
