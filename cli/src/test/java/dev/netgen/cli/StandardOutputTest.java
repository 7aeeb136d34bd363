package dev.netgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StandardOutputTest {
  private final StringWriter err = new StringWriter();
  private final ErrorReporter errors = new ErrorReporter(new PrintWriter(err));

  @Test
  void everythingWrittenArrives() {
    ByteArrayOutputStream sink = new ByteArrayOutputStream();
    StandardOutput out = new StandardOutput(sink);
    out.write("häus".getBytes(StandardCharsets.UTF_8), 0, 5);
    assertThat(out.close(1, errors)).isEqualTo(1);
    assertThat(sink.toString(StandardCharsets.UTF_8)).isEqualTo("häus");
  }

  @Test
  void aReaderThatWentAwayIsSilence() {
    assertThat(closeAfterFailure("Broken pipe")).isZero();
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void aFullDiskIsAnEnvironmentProblem() {
    assertThat(closeAfterFailure("No space left on device")).isEqualTo(4);
    assertThat(err.toString()).startsWith("netgen: cannot write: standard output; ");
  }

  private int closeAfterFailure(String message) {
    StandardOutput out =
        new StandardOutput(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw new IOException(message);
              }
            });
    out.write('x');
    return out.close(0, errors);
  }
}
