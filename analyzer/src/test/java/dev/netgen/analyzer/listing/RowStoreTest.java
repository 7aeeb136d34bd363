package dev.netgen.analyzer.listing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowStoreTest {
  private record Row(long nanos, long frame, int file, String text) {}

  private static final Comparator<Row> ORDER =
      Comparator.comparingLong(Row::nanos)
          .thenComparingLong(Row::frame)
          .thenComparingInt(Row::file);

  private static List<Row> rows(int count, Random random) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long nanos = random.nextInt(50) - 25L;
      rows.add(new Row(nanos, i, random.nextInt(3), "x".repeat(random.nextInt(40)) + i));
    }
    Collections.shuffle(rows, random);
    return rows;
  }

  private static List<String> through(RowStore store, List<Row> rows) {
    RowBytes row = new RowBytes();
    for (Row each : rows) {
      row.clear();
      row.text(each.text());
      store.add(each.nanos(), each.frame(), each.file(), row);
    }
    List<String> texts = new ArrayList<>();
    RowBytes back = new RowBytes();
    store.forEach(
        (bytes, offset, length) -> {
          back.read(bytes, offset, length);
          texts.add(back.text());
          assertThat(back.isRead()).isTrue();
        });
    return texts;
  }

  @ParameterizedTest
  @CsvSource({"0, 100, 1", "1, 100, 1", "500, 100, 2", "500, 4096, 3", "500, 1000000, 4"})
  void givesAllRowsBackInOrderWhateverFitsInMemory(int count, int memory, long seed) {
    List<Row> rows = rows(count, new Random(seed));
    try (RowStore store = new RowStore(memory)) {
      assertThat(through(store, rows))
          .isEqualTo(rows.stream().sorted(ORDER).map(Row::text).toList());
    }
  }

  @Test
  void filesAreForTheirOwnerAloneAndGoAway() throws Exception {
    List<Path> files;
    try (RowStore store = new RowStore(1000)) {
      through(store, rows(500, new Random(5)));
      files = store.files();
      assertThat(files).hasSizeGreaterThan(3);
      assertThat(Files.getPosixFilePermissions(files.get(0))).hasSize(2);
    }
    assertThat(files).noneMatch(Files::exists);
  }

  @Test
  void numbersComeBackAsTheyWere() {
    long[] values = {
      0, 1, 127, 128, -1, Long.MAX_VALUE, Long.MIN_VALUE, 1_700_000_000_000_000_000L
    };
    RowBytes row = new RowBytes();
    for (int round = 0; round < 40; round++) {
      for (long value : values) {
        row.number(value);
        row.fixed(value);
      }
    }
    row.text("\u00e9\t");
    RowBytes back = new RowBytes();
    back.read(row.bytes(), 0, row.length());
    for (int round = 0; round < 40; round++) {
      for (long value : values) {
        assertThat(back.number()).isEqualTo(value);
        assertThat(back.fixed()).isEqualTo(value);
      }
    }
    assertThat(back.text()).isEqualTo("\u00e9\t");
    assertThat(back.isRead()).isTrue();
  }
}
