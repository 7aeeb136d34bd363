package dev.netgen.model.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the plain reader reads is what the whole parser reads; all else is left to that. */
class PlainJsonTest {
  private static final ObjectMapper WHOLE =
      new ObjectMapper(Documents.jsonFactory())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final ImmutableList<String> PIECES =
      ImmutableList.of(
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\"",
          "\"a\"",
          "\"a\": ",
          "\"b\":1",
          "\"links\": [",
          "{\"a\": 1}",
          "{\"a\": {\"b\": []}}",
          "[]",
          "{}",
          "[1, 2]",
          " ",
          "\n",
          "\t",
          "\u00a0",
          "0",
          "00",
          "1",
          "-1",
          "2147483647",
          "2147483648",
          "123456789012345678",
          "1234567890123456789",
          "1.5",
          "1e5",
          "true",
          "null",
          "NaN",
          "\"\\n\"",
          "\"\\u0041\"",
          "\"\u00e9\"",
          "\"\"",
          "/**/",
          "#",
          "'a'");

  private static Optional<JsonNode> whole(String text) {
    try {
      return Optional.of(WHOLE.readTree(text));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** Read twice, as a whole and with the elements of "links" apart. */
  private static boolean agree(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ObjectNode plain = PlainJson.read(bytes, (name, before) -> false, element -> {});
    ArrayNode apart = JsonNodeFactory.instance.arrayNode();
    ObjectNode rest = PlainJson.read(bytes, (name, before) -> name.equals("links"), apart::add);
    assertThat(rest == null).as(text).isEqualTo(plain == null);
    if (plain == null || rest == null) {
      return false;
    }
    assertThat(whole(text)).as(text).contains(plain);
    if (!rest.has("links") && plain.has("links")) {
      rest.set("links", apart);
    }
    assertThat(rest).as(text).isEqualTo(plain);
    return true;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void randomTexts(long seed) {
    Random random = new Random(seed);
    int read = 0;
    for (int i = 0; i < 6000; i++) {
      StringBuilder text = new StringBuilder(random.nextInt(4) > 0 ? "{" : "");
      text.append(random.nextBoolean() ? "\"a\":" : "");
      for (int n = random.nextInt(5); n >= 0; n--) {
        text.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      text.append(random.nextInt(4) > 0 ? "}" : "");
      read += agree(text.toString()) ? 1 : 0;
    }
    assertThat(read).isGreaterThan(50);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void randomChangesOfRealDocuments(long seed) throws IOException {
    Random random = new Random(seed);
    String marks = " \n{}[],:\"'\\01-.e\u00e9t";
    for (String text : documents()) {
      assertThat(agree(text)).isTrue();
      for (int i = 0; i < 30; i++) {
        StringBuilder changed = new StringBuilder(text);
        int where = random.nextInt(changed.length());
        char mark = marks.charAt(random.nextInt(marks.length()));
        switch (random.nextInt(3)) {
          case 0 -> changed.setCharAt(where, mark);
          case 1 -> changed.insert(where, mark);
          default -> changed.deleteCharAt(where);
        }
        agree(changed.toString());
      }
    }
  }

  private static List<String> documents() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("../samples/graphs"))) {
      List<Path> found =
          files.filter(file -> file.toString().endsWith(".evidence.json")).sorted().toList();
      assertThat(found).hasSizeGreaterThan(5);
      ImmutableList.Builder<String> documents = ImmutableList.builder();
      for (Path file : found) {
        documents.add(Files.readString(file));
      }
      return documents.build();
    }
  }

  @Test
  void manyFieldsAndManyElements() {
    StringBuilder text = new StringBuilder("{\"a\": {");
    for (int i = 0; i < 5000; i++) {
      text.append(i == 0 ? "" : ", ").append("\"k").append(i).append("\": [").append(i).append("]");
    }
    assertThat(agree(text + "}}")).isTrue();
    assertThat(agree(text + ", \"k0\": 1}}")).isFalse();
    assertThat(agree(text + ", \"k4999\": 1}}")).isFalse();
    assertThat(agree("{\"links\": [" + "1, ".repeat(3000) + "1]}")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"links\": [1], \"links\": 2}",
        "{\"links\": [1], \"links\": []}",
        "{\"links\": 1, \"links\": [2]}",
        "{\"a\": 1, \"a\": 1}",
        "{\"x\": [{\"a\": 1, \"b\": 2}, {\"a\": 1, \"b\": 2, \"a\": 3}]}",
        "{\"x\": [{\"a\": 1, \"b\": 2}, {\"a\": 1, \"c\": 2, \"a\": 3}]}",
        "{\"x\": [{\"a\": 1, \"b\": 2}, {\"a\": 1, \"a\": 3}]}",
        "{\"x\": [{\"a\": {\"a\": 1, \"b\": 2}, \"b\": 2, \"b\": 3}]}",
        "{\"a\": 1}x",
        "{\"a\": 1,}",
        "{\"a\": [1,]}",
        "{\"a\": 01}",
        "{\"a\": 1",
        "[]",
        "",
      })
  void isLeftToTheWholeParser(String text) {
    assertThat(agree(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 15, 16, 17, 18, 33})
  void objectsOfOneKind(int size) {
    StringBuilder fields = new StringBuilder();
    for (int i = 0; i < size; i++) {
      fields.append(i == 0 ? "" : ", ").append("\"k").append(i).append("\": {\"k0\": ").append(i);
      fields.append("}");
    }
    String list = "{\"x\": [{%1$s}, {%1$s}, {%2$s}, {%1$s, \"more\": 1}, {%1$s}]}";
    assertThat(agree(list.formatted(fields, "\"k0\": 1"))).isTrue();
    for (int i = 0; i < size; i++) {
      assertThat(agree(list.formatted(fields, fields + ", \"k" + i + "\": 1"))).isFalse();
    }
  }

  @Test
  void deepAndLongOnesAreLeftToTheWholeParser() {
    assertThat(agree("{\"a\":" + "[".repeat(40) + "]".repeat(40) + "}")).isTrue();
    assertThat(agree("{\"a\":" + "[".repeat(70) + "]".repeat(70) + "}")).isFalse();
    assertThat(agree("{\"a\":\"" + "x".repeat(60_000) + "\"}")).isTrue();
    assertThat(agree("{\"a\":\"" + "x".repeat(70_000) + "\"}")).isFalse();
  }
}
