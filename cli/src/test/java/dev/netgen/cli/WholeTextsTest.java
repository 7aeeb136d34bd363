package dev.netgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** However a text is cut, its bytes are those of the whole. */
class WholeTextsTest {
  private static final String TEXT = "plain, \u00e9, \u4f60, \ud83d\ude80!";

  @Test
  void cutAnywhere() {
    for (int at = 0; at <= TEXT.length(); at++) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      PrintWriter writer = new PrintWriter(new WholeTexts(bytes));
      writer.append(TEXT.substring(0, at));
      writer.write(TEXT.toCharArray(), at, TEXT.length() - at);
      writer.close();
      assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo(TEXT);
    }
  }

  @Test
  void charByChar() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (WholeTexts texts = new WholeTexts(bytes)) {
      for (int i = 0; i < TEXT.length(); i++) {
        texts.write(TEXT.charAt(i));
      }
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo(TEXT);
  }
}
