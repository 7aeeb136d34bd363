package dev.netgen.model.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import dev.netgen.model.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the plain reader reads is what the whole parser reads; all else is left to that. */
class PlainYamlTest {
  private static final ImmutableList<String> PIECES =
      ImmutableList.of(
          "a",
          "b",
          "key",
          "true",
          "false",
          "null",
          "yes",
          "No",
          "~",
          "80",
          "080",
          "0x1f",
          "1e5",
          "1.5",
          "1_0",
          "10.0.0.1",
          "10.0.0.0/8",
          "8080/tcp",
          "6d4cf",
          "-1",
          "-",
          "- ",
          ": ",
          ":",
          "\n",
          "\n",
          "\n  ",
          "\n    ",
          "\n- ",
          "\n  - ",
          " ",
          "{",
          "}",
          "[",
          "]",
          ", ",
          ",",
          "\"",
          "\"x y\"",
          "'",
          "# c",
          " # c",
          "|",
          ">",
          "&a",
          "*a",
          "!t",
          "?",
          "%",
          "@",
          ".inf",
          ".5",
          "connected only",
          "kubernetes.io/metadata.name",
          "k8s:a/b/c",
          "\"k8s:a/b\"",
          "\\n",
          "<<",
          "a: ",
          "b: 1",
          "- a: 1",
          "{a: b, c: [d, e]}",
          "\n---\n",
          "\n...\n",
          "+1",
          "0",
          "1:30",
          "=");

  private static Optional<JsonNode> whole(String text) {
    try {
      return Optional.of(Documents.anyYaml("test", text));
    } catch (ProblemException e) {
      return Optional.empty();
    }
  }

  private static void agree(String text) {
    Optional<JsonNode> plain = PlainYaml.read(text);
    if (plain.isPresent()) {
      assertThat(whole(text)).as(text).isEqualTo(plain);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void randomTexts(long seed) {
    Random random = new Random(seed);
    int read = 0;
    for (int i = 0; i < 4000; i++) {
      StringBuilder text = new StringBuilder(random.nextBoolean() ? "a: " : "");
      for (int n = random.nextInt(9); n >= 0; n--) {
        text.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      agree(text.toString());
      read += PlainYaml.read(text.toString()).isPresent() ? 1 : 0;
    }
    assertThat(read).isGreaterThan(50);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void randomChangesOfRealDocuments(long seed) throws IOException {
    Random random = new Random(seed);
    String marks = " \n-:{}[],\"#'|&*?a0.\\\t~";
    for (String text : documents()) {
      for (int i = 0; i < 40 && text.length() < 20_000; i++) {
        StringBuilder changed = new StringBuilder(text);
        for (int n = 1 + random.nextInt(2); n > 0; n--) {
          int where = random.nextInt(changed.length());
          char mark = marks.charAt(random.nextInt(marks.length()));
          switch (random.nextInt(3)) {
            case 0 -> changed.setCharAt(where, mark);
            case 1 -> changed.insert(where, mark);
            default -> changed.deleteCharAt(where);
          }
        }
        agree(changed.toString());
      }
    }
  }

  private static List<String> documents() throws IOException {
    List<String> documents = new ArrayList<>();
    for (String folder :
        List.of("generator/src/test/resources/golden", "samples/shop-kubernetes")) {
      try (Stream<Path> files = Files.walk(Path.of("..").resolve(folder))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
          documents.add(Files.readString(file));
        }
      }
    }
    return documents;
  }

  @Test
  void generatedPoliciesAreOfThePlainKind() throws IOException {
    int plain = 0;
    int all = 0;
    for (String text : documents()) {
      agree(text);
      all++;
      plain += PlainYaml.read(text).isPresent() ? 1 : 0;
    }
    assertThat(plain).isGreaterThan(all / 2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "a: b: c",
        "a: 'b'",
        "a: |\n  b",
        "a: b # c",
        "a: 010",
        "a: 0x10",
        "a: 1.0",
        "a: yes",
        "a: ~",
        "a: .5",
        "a: -1",
        "a: 1_000",
        "a: 12345678901",
        "a: *b",
        "a: &b c",
        "a: \"\\n\"",
        "a: b\n  c",
        "a: b\na: c",
        "{a: b, a: c}",
        "{a: b",
        "a: {b: c},",
        "a:b",
        "- - a",
        "a: [b,]",
        "a: [,]",
        "? a",
        "a\tb: c",
        "a: \u00e9",
        "---\na: b",
        "a: {b}",
        "a: [b: c]",
        "1: a",
        "true: a",
        "a: b\n c: d",
        "  a: b\n c: d",
        "- a\nb: c",
        "a: !x b",
      })
  void whatIsNotSurelyPlainIsLeft(String text) {
    assertThat(PlainYaml.read(text)).isEmpty();
  }
}
