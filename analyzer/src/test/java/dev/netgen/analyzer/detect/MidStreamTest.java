package dev.netgen.analyzer.detect;

import static dev.netgen.model.graph.Encryption.ENCRYPTED;
import static dev.netgen.model.graph.Encryption.PLAINTEXT;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.netgen.model.graph.Encryption;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that began before the capture get the verdict they would have got from the start. */
final class MidStreamTest {
  private static final Classifier CLASSIFIER = new Classifier();
  private static final String HEARTBEAT = "08 0000 00000000 ce";

  @ParameterizedTest
  @CsvSource({
    "redis-auth, 2, redis",
    "redis-hello-auth, 2, redis",
    "postgresql-scram, 5, postgresql",
    "postgresql-scram, 6, postgresql",
    "postgresql-trust, 2, postgresql",
    "http-get, 2, http",
    "http-get, 1, http",
    "amqp-publish, 3, amqp",
    "amqp-publish, 6, amqp",
    "amqp-heartbeats, 12, amqp",
  })
  void plaintextKeepsItsName(String name, int first, String protocol) {
    Verdict verdict =
        CLASSIFIER.classify(Flows.midStream(RecordedExchange.named(name).without(first)));

    assertThat(verdict.protocol()).isEqualTo(protocol);
    assertThat(verdict.encryption()).isEqualTo(PLAINTEXT);
  }

  /** Begun anywhere in any record, TLS is told as long as two records of a direction follow. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 5, 6, 39, 40, 60, 200})
  void tlsFromInsideARecord(int dropped) {
    byte[] client = records(dropped, 40, 17, 400, 30);
    byte[] server = records(dropped, 500, 20, 60);
    Verdict verdict = classify(client, server);

    assertThat(verdict.protocol()).isEqualTo("tls");
    assertThat(verdict.encryption()).isEqualTo(ENCRYPTED);
    assertThat(verdict.server()).isEqualTo(Verdict.Side.UNKNOWN);
  }

  @Test
  void tlsInOneDirectionOnlyIsNotSettled() {
    Verdict alone = classify(records(0, 40, 60), new byte[0]);
    Verdict otherwise =
        classify(records(0, 40, 60), "hello, hello".getBytes(StandardCharsets.US_ASCII));

    assertThat(List.of(alone.encryption(), otherwise.encryption())).containsOnly(Encryption.OPAQUE);
    assertThat(otherwise.protocol()).isEmpty();
  }

  @Test
  void tlsRecordsThatBreakOffAreNotSettled() {
    byte[] broken = records(0, 40, 60);
    broken[45] = 'x';

    assertThat(classify(broken, records(0, 40, 60)).encryption()).isEqualTo(Encryption.OPAQUE);
  }

  @Test
  void readableTextInRecordsIsNotEncrypted() {
    byte[] text = records(0, 40);
    Arrays.fill(text, 5, text.length, (byte) 'a');

    assertThat(classify(records(0, 40), text).encryption()).isEqualTo(Encryption.OPAQUE);
  }

  private static String call(int number) {
    return "80000028 %08x 00000000 00000002 000186a3 00000003 00000001".formatted(number)
        + " 00000000 00000000 00000000 00000000";
  }

  private static String reply(int number) {
    return "80000018 %08x 00000001 00000000 00000000 00000000 00000000".formatted(number);
  }

  /** A mount lasts for days: the first reply seen may answer a call that was not. */
  @ParameterizedTest
  @CsvSource({"8, nfs", "9, nfs", "10, nfs", "5, nfs", "7, ''"})
  void nfsByCallsThatAreAnswered(int first, String protocol) {
    Verdict verdict =
        CLASSIFIER.classify(
            Flows.midStream(
                RecordedExchange.hexes(
                    call(8) + call(9), reply(first - 1) + reply(first) + reply(first + 4))));
    assertThat(verdict.protocol()).isEqualTo(protocol);
  }

  @Test
  void nfsNearMissACallAmongReplies() {
    Verdict verdict =
        CLASSIFIER.classify(Flows.midStream(RecordedExchange.hexes(call(8), reply(7) + call(8))));
    assertThat(verdict.protocol()).isEmpty();
  }

  @Test
  void amqpHeartbeatsAloneSuffice() {
    Verdict verdict = CLASSIFIER.classify(Flows.midStream(RecordedExchange.hexes(HEARTBEAT)));
    Verdict both =
        CLASSIFIER.classify(Flows.midStream(RecordedExchange.hexes(HEARTBEAT, HEARTBEAT)));

    assertThat(List.of(verdict.protocol(), both.protocol())).containsOnly("amqp");
    assertThat(both.server()).isEqualTo(Verdict.Side.UNKNOWN);
  }

  @Test
  void amqpNearMissEndOctet() {
    Verdict verdict =
        CLASSIFIER.classify(
            Flows.midStream(RecordedExchange.hexes(HEARTBEAT, "08 0000 00000000 cd")));

    assertThat(verdict.encryption()).isEqualTo(Encryption.OPAQUE);
  }

  @Test
  void amqpFromInsideABody() {
    byte[] deliver = RecordedExchange.hex("61626364 ce 01 0001 00000004 003c003c ce" + HEARTBEAT);
    byte[] ack = RecordedExchange.hex("01 0001 0000000d 003c0050 0000000000000001 00 ce");
    Verdict verdict = classify(ack, deliver);

    assertThat(verdict.protocol()).isEqualTo("amqp");
    assertThat(verdict.server()).isEqualTo(Verdict.Side.B);
  }

  @Test
  void redisFromInsideAValue() {
    Verdict verdict =
        CLASSIFIER.classify(
            Flows.midStream(
                RecordedExchange.texts(
                    "of a long value\r\n*2\r\n$3\r\nGET\r\n$1\r\nx\r\n", "rest\r\n$1\r\n7\r\n")));

    assertThat(verdict.protocol()).isEqualTo("redis");
    assertThat(verdict.server()).isEqualTo(Verdict.Side.B);
  }

  @Test
  void redisSubscriberOnlyListens() {
    Verdict verdict =
        CLASSIFIER.classify(
            Flows.midStream(
                RecordedExchange.texts("", "*3\r\n$7\r\nmessage\r\n$4\r\nnews\r\n$2\r\nhi\r\n")));

    assertThat(verdict.protocol()).isEqualTo("redis");
    assertThat(verdict.server()).isEqualTo(Verdict.Side.B);
  }

  @Test
  void postgresFromInsideARow() {
    byte[] server = RecordedExchange.hex("414243 430000000d53454c454354203100 5a0000000549");
    byte[] client = RecordedExchange.hex("510000000d73656c656374203100");

    assertThat(classify(client, server).protocol()).isEqualTo("postgresql");
  }

  @Test
  void postgresNearMissStateByte() {
    byte[] server = RecordedExchange.hex("430000000d53454c454354203100 5a0000000558");
    byte[] client = RecordedExchange.hex("510000000d73656c656374203100");

    assertThat(classify(client, server).encryption()).isEqualTo(Encryption.OPAQUE);
  }

  @Test
  void httpFromInsideABody() {
    Verdict verdict =
        CLASSIFIER.classify(
            Flows.midStream(
                RecordedExchange.texts(
                    "end of a body\r\n\r\nGET /x HTTP/1.1\r\nHost: shop\r\n\r\n",
                    "tail\r\n\r\nHTTP/1.1 200 OK\r\n\r\n")));

    assertThat(verdict.protocol()).isEqualTo("http");
    assertThat(verdict.facts()).containsEntry("http.host", "shop");
  }

  private static Verdict classify(byte[] client, byte[] server) {
    List<RecordedExchange.Part> parts = new ArrayList<>();
    parts.add(RecordedExchange.Part.client(client));
    parts.add(RecordedExchange.Part.server(server));
    return CLASSIFIER.classify(Flows.midStream(new RecordedExchange(ImmutableList.copyOf(parts))));
  }

  /** Application data records of these lengths behind a long one of which bytes were dropped. */
  private static byte[] records(int dropped, int... lengths) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (dropped > 0) {
      record(out, 300);
    }
    for (int length : lengths) {
      record(out, length);
    }
    byte[] all = out.toByteArray();
    return Arrays.copyOfRange(all, dropped, all.length);
  }

  private static void record(ByteArrayOutputStream out, int length) {
    out.write(0x17);
    out.write(3);
    out.write(3);
    out.write(length >> 8);
    out.write(length);
    for (int i = 0; i < length; i++) {
      out.write((i * 167 + length * 31) | 0x80);
    }
  }
}
