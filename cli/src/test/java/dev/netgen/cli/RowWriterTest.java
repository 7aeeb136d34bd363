package dev.netgen.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import dev.netgen.model.flow.SettledFlow;
import dev.netgen.model.graph.Encryption;
import dev.netgen.model.net.IpAddress;
import dev.netgen.report.FlowFormat;
import dev.netgen.report.FlowsTsv;
import dev.netgen.report.TextBytes;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowWriterTest {
  private static final IpAddress CLIENT = IpAddress.parse("192.0.2.1");
  private static final IpAddress SERVER = IpAddress.parse("192.0.2.2");

  private static SettledFlow flow(int number) {
    return new SettledFlow(
        "a.pcap",
        6,
        CLIENT,
        number % 60_000,
        SERVER,
        80,
        "established",
        "handshake",
        "http",
        Encryption.PLAINTEXT,
        "request",
        1,
        2,
        3,
        4,
        number,
        number,
        number,
        "",
        1,
        "",
        ImmutableList.of());
  }

  /** None, fewer than a batch, a whole one, many and a rest. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 255, 256, 257, 5000})
  void allRowsInTheOrderGiven(int count) {
    TextBytes expected = new TextBytes();
    FlowsTsv format = new FlowsTsv();
    format.begin(expected);
    StringBuilder written = new StringBuilder();
    RowWriter rows =
        new RowWriter(
            new FlowsTsv(), (bytes, length) -> written.append(new String(bytes, 0, length, UTF_8)));
    for (int i = 0; i < count; i++) {
      rows.row(flow(i));
      format.row(flow(i), expected);
    }
    rows.end();
    assertThat(written.toString()).isEqualTo(expected.toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 5000})
  void whatWritingThrowsIsThrownAtTheEnd(int count) {
    AtomicReference<Integer> formatted = new AtomicReference<>(0);
    FlowFormat failing =
        new FlowFormat() {
          @Override
          public void begin(TextBytes out) {}

          @Override
          public void row(SettledFlow flow, TextBytes out) {
            formatted.updateAndGet(known -> known + 1);
            throw new IllegalStateException("no row");
          }

          @Override
          public void end(TextBytes out) {}
        };
    RowWriter rows = new RowWriter(failing, (bytes, length) -> {});
    for (int i = 0; i < count; i++) {
      rows.row(flow(i));
    }
    assertThatThrownBy(rows::end).hasMessage("no row");
    assertThat(formatted.get()).isEqualTo(1);
  }
}
