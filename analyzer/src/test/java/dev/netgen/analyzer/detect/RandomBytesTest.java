package dev.netgen.analyzer.detect;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.flow.Flow;
import dev.netgen.model.graph.Encryption;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Bytes drawn by lot are no protocol. The lots are the same every time. */
final class RandomBytesTest {
  private static final Classifier CLASSIFIER = new Classifier();
  private static final int ROUNDS = 20_000;

  /** Of so many flows of noise, so many may be taken for something. */
  private static final int MOST_TAKEN = ROUNDS / 1000;

  private static byte[] noise(Random random) {
    byte[] bytes = new byte[1 + random.nextInt(200)];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Words in lower case, in lines. */
  private static byte[] text(Random random) {
    StringBuilder text = new StringBuilder();
    int words = 1 + random.nextInt(20);
    for (int i = 0; i < words; i++) {
      int letters = 1 + random.nextInt(9);
      for (int j = 0; j < letters; j++) {
        text.append((char) ('a' + random.nextInt(26)));
      }
      text.append(random.nextInt(4) == 0 ? "\r\n" : " ");
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private interface Lot {
    byte[] draw(Random random);
  }

  private static Map<String, Integer> taken(boolean stream, Lot lot) {
    Random random = new Random(stream ? 1 : 2);
    Map<String, Integer> taken = new TreeMap<>();
    for (int i = 0; i < ROUNDS; i++) {
      byte[] client = lot.draw(random);
      byte[] server = random.nextInt(5) == 0 ? new byte[0] : lot.draw(random);
      Flow flow = stream ? Flows.tcp(exchange(client, server)) : Flows.udp(client, server);
      Verdict verdict = CLASSIFIER.classify(flow);
      if (!verdict.protocol().isEmpty() || verdict.encryption() != Encryption.OPAQUE) {
        taken.merge(verdict.protocol() + " " + verdict.encryption(), 1, Integer::sum);
      }
    }
    return taken;
  }

  private static RecordedExchange exchange(byte[] client, byte[] server) {
    List<RecordedExchange.Part> parts = new ArrayList<>();
    parts.add(RecordedExchange.Part.client(client));
    parts.add(RecordedExchange.Part.server(server));
    return new RecordedExchange(ImmutableList.copyOf(parts));
  }

  @Test
  void noiseInAStreamIsOpaque() {
    assertThat(taken(true, RandomBytesTest::noise)).isEmpty();
  }

  @Test
  void textInAStreamIsOpaque() {
    assertThat(taken(true, RandomBytesTest::text)).isEmpty();
  }

  @Test
  void noiseInDatagramsIsHardlyEverSomething() {
    Map<String, Integer> taken = taken(false, RandomBytesTest::noise);
    assertThat(taken.values().stream().mapToInt(Integer::intValue).sum())
        .as(taken.toString())
        .isLessThanOrEqualTo(MOST_TAKEN);
    assertThat(taken.keySet()).noneMatch(name -> name.endsWith("ENCRYPTED"));
  }

  @Test
  void textInDatagramsIsOpaque() {
    assertThat(taken(false, RandomBytesTest::text)).isEmpty();
  }
}
