package dev.netgen.analyzer.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read ahead is what is read, whatever pieces are asked for. */
class ReadAheadTest {
  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private static InputStream failing() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        throw new IOException("gone");
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        throw new IOException("gone");
      }
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 262_143, 262_144, 262_145, 3_000_000})
  void asAStream(int size) throws IOException {
    try (ReadAhead ahead = new ReadAhead(new ByteArrayInputStream(bytes(size)))) {
      assertThat(ahead.readAllBytes()).isEqualTo(bytes(size));
      assertThat(ahead.read()).isEqualTo(-1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 3_000, 65_536, 65_537, 400_000, 1_000_000})
  void throughAWindow(int most) throws IOException {
    byte[] all = bytes(5_000_000);
    Random random = new Random(most);
    try (ByteWindow window =
        new ByteWindow(new ReadAhead(new ByteArrayInputStream(all)), 1 << 18)) {
      int at = 0;
      while (at < all.length) {
        int asked = 1 + random.nextInt(most);
        int there = Math.min(asked, all.length - at);
        assertThat(window.require(asked)).isEqualTo(there == asked);
        assertThat(window.offset()).isEqualTo(at);
        assertThat(window.buffer()[window.position()]).isEqualTo(all[at]);
        assertThat(window.buffer()[window.position() + there - 1]).isEqualTo(all[at + there - 1]);
        int passed = 1 + random.nextInt(there);
        window.advance(passed);
        at += passed;
      }
      assertThat(window.require(1)).isFalse();
    }
  }

  @Test
  void aFailureComesBehindWhatPrecedesIt() throws IOException {
    InputStream both = new SequenceInputStream(new ByteArrayInputStream(bytes(1000)), failing());
    try (ByteWindow window = new ByteWindow(new ReadAhead(both), 1 << 18)) {
      assertThat(window.require(1000)).isTrue();
      assertThat(window.require(1001)).isFalse();
      assertThat(window.require(1001)).isFalse();
      assertThatThrownBy(window::throwFailure).hasMessage("gone");
    }
  }

  @Test
  void closedBeforeItsEnd() throws IOException {
    AtomicBoolean closed = new AtomicBoolean();
    InputStream source =
        new ByteArrayInputStream(bytes(5_000_000)) {
          @Override
          public void close() {
            closed.set(true);
          }
        };
    ReadAhead ahead = new ReadAhead(source);
    assertThat(ahead.read()).isNotNegative();
    ahead.close();
    assertThat(closed).isTrue();
  }
}
