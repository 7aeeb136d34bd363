package dev.netgen.analyzer.detect;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.Bytes;
import dev.netgen.analyzer.flow.Flow;
import dev.netgen.model.graph.Encryption;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is shaped like protection, or begins with it, and holds what no cipher made. */
final class LookAlikesTest {
  private static final byte[] CLEAR =
      "a line that anybody on the way can read\r\n".getBytes(StandardCharsets.US_ASCII);

  private static byte[] noise(int length, int... first) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    for (int i = 0; i < first.length; i++) {
      bytes[i] = (byte) first[i];
    }
    return bytes;
  }

  /** Little-endian records of a program: type 4, an id, a number, values with many zeros. */
  private static byte[] values(int number) {
    byte[] bytes = new byte[64];
    for (int i = 0; i < bytes.length; i += 4) {
      bytes[i] = (byte) (number * 31 + i * 7);
    }
    bytes[0] = 4;
    return bytes;
  }

  private static byte[] wireGuard(int length, int type, int receiverAt) {
    byte[] bytes = noise(length, type, 0, 0, 0);
    bytes[4] = (byte) (type == 1 ? 7 : 9);
    System.arraycopy(new byte[] {0, 0, 0}, 0, bytes, 5, 3);
    if (receiverAt > 0) {
      System.arraycopy(new byte[] {7, 0, 0, 0}, 0, bytes, receiverAt, 4);
    }
    return bytes;
  }

  private static byte[] ike(boolean response) {
    byte[] bytes = noise(120);
    for (int i = 0; i < 16; i++) {
      bytes[i] = (byte) (i < 8 || response ? i + 1 : 0);
    }
    bytes[16] = 33;
    bytes[17] = 0x20;
    bytes[18] = 34;
    System.arraycopy(new byte[] {0, 0, 0, 120}, 0, bytes, 24, 4);
    return bytes;
  }

  private static Encryption of(Flow flow) {
    return new Classifier().classify(flow).encryption();
  }

  private static Encryption udp(List<byte[]> client, List<byte[]> server) {
    return of(Flows.udp(client, server));
  }

  @Test
  void recordsOfTheShapeOfWireGuard() {
    assertThat(udp(List.of(values(1), values(2)), List.of(values(3), values(4))))
        .isEqualTo(Encryption.OPAQUE);
  }

  @Test
  void clearBehindAHandshakeOfWireGuard() {
    byte[] hello = wireGuard(148, 1, 0);
    byte[] answer = wireGuard(92, 2, 8);
    assertThat(udp(List.of(hello), List.of(answer))).isEqualTo(Encryption.ENCRYPTED);
    assertThat(udp(List.of(hello, CLEAR), List.of(answer))).isEqualTo(Encryption.OPAQUE);
    assertThat(udp(List.of(hello), List.of(answer, CLEAR))).isEqualTo(Encryption.OPAQUE);
  }

  @Test
  void clearBesideIke() {
    assertThat(udp(List.of(ike(false)), List.of(ike(true)))).isEqualTo(Encryption.ENCRYPTED);
    assertThat(udp(List.of(ike(false), CLEAR), List.of(ike(true)))).isEqualTo(Encryption.OPAQUE);
  }

  @Test
  void clearBehindAnEncryptedPartOfCollectd() {
    byte[] part = noise(200, 0x02, 0x10, 0, 200, 0, 4, 's', 'h', 'o', 'p');
    byte[] host = {0, 0, 0, 9, 's', 'h', 'o', 'p', 0};
    byte[] time = {0, 8, 0, 12, 0, 0, 0, 1, 2, 3, 4, 5};
    byte[] plugin = {0, 2, 0, 8, 'c', 'p', 'u', 0};
    assertThat(udp(List.of(part), List.of())).isEqualTo(Encryption.ENCRYPTED);
    assertThat(udp(List.of(part, Bytes.concat(host, time, plugin)), List.of()))
        .isEqualTo(Encryption.OPAQUE);
  }

  /** Numbers and short names under a NULL cipher, of which no sixteen bytes at once are text. */
  @Test
  void binaryDataInRecordsUnderANullCipher() {
    byte[] data = new byte[120];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) (i % 5 == 0 ? 'a' + i % 26 : i % 3);
    }
    byte[] record = Bytes.concat(new byte[] {0x17, 3, 3, 0, 120}, data);
    byte[] sealed = noise(125, 0x17, 3, 3, 0, 120);
    assertThat(midStream(sealed, sealed)).isEqualTo(Encryption.ENCRYPTED);
    assertThat(midStream(record, record)).isEqualTo(Encryption.OPAQUE);
    assertThat(midStream(sealed, record)).isEqualTo(Encryption.OPAQUE);
  }

  private static Encryption midStream(byte[] one, byte[] other) {
    return of(
        Flows.flow(
            Flows.TCP,
            Flows.half(Bytes.concat(one, one), false, true),
            Flows.half(Bytes.concat(other, other), false, true),
            Flow.Initiator.UNKNOWN));
  }

  /** The server agreed to go on in TLS, and both go on in clear. */
  @ParameterizedTest
  @CsvSource({
    "smtp, '220 shop ESMTP|250-shop|250 STARTTLS|220 go ahead|250 ok|', 'EHLO a|STARTTLS|MAIL FROM:<a@b>|'",
    "imap, '* OK IMAP4rev1 ready|a OK begin TLS|b OK done|', 'a STARTTLS|b LOGIN shop x|'",
    "pop3, '+OK POP3 ready|+OK begin TLS|+OK|', 'STLS|USER shop|'",
    "ftp, '220 FTP ready|234 go on|331 password|', 'AUTH TLS|USER shop|'",
    "irc, ':shop 670 nick :STARTTLS successful|:shop 001 nick :Welcome|', 'STARTTLS|NICK nick|USER a 0 * :b|'"
  })
  void agreedAndNotDone(String protocol, String server, String client) {
    RecordedExchange exchange =
        RecordedExchange.texts(client.replace("|", "\r\n"), server.replace("|", "\r\n"));
    Verdict verdict = new Classifier().classify(Flows.tcp(exchange));
    assertThat(verdict.protocol()).as(verdict.toString()).isEqualTo(protocol);
    assertThat(verdict.encryption()).as(verdict.toString()).isEqualTo(Encryption.PLAINTEXT);
  }

  /** A packet that was cut, and one in front of which no text stands, under ESP's NULL cipher. */
  @Test
  void packetsUnderAnEspNullCipher() {
    byte[] packet = noise(100, 0x45, 0, 0, 84, 0, 1, 0, 0, 64, 17, 0, 0);
    byte[] head = {0, 0, 9, 9, 0, 0, 0, 1};
    assertThat(esp(Bytes.concat(head, noise(100)))).isEqualTo(Encryption.ENCRYPTED);
    assertThat(esp(Bytes.concat(head, packet))).isEqualTo(Encryption.OPAQUE);
    assertThat(esp(Bytes.concat(head, noise(60), CLEAR))).isEqualTo(Encryption.OPAQUE);
  }

  private static Encryption esp(byte[] payload) {
    return of(
        Flows.flow(
            50,
            Flows.half(payload, true, true),
            Flows.half(new byte[0], true, true),
            Flow.Initiator.A_BY_FIRST_PACKET));
  }
}
