package dev.netgen.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** Writes texts as UTF-8, each as a whole, which is quicker for long ones than char by char. */
final class WholeTexts extends Writer {
  private final OutputStream out;

  /** The first half of a character whose second half comes with the next text; or empty. */
  private String held = "";

  WholeTexts(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(char[] chars, int offset, int length) throws IOException {
    write(new String(chars, offset, length));
  }

  @Override
  public void write(String text) throws IOException {
    String whole = held.isEmpty() ? text : held + text;
    int end = whole.length();
    if (end > 0 && Character.isHighSurrogate(whole.charAt(end - 1))) {
      end--;
    }
    held = whole.substring(end);
    out.write(whole.substring(0, end).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    write(text.substring(offset, offset + length));
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.write(held.getBytes(StandardCharsets.UTF_8));
    out.close();
  }
}
