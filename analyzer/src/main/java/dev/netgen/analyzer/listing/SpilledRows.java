package dev.netgen.analyzer.listing;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Sorted rows in a temporary file that only its owner may read. */
final class SpilledRows implements AutoCloseable {
  private final Path path;
  private final List<InputStream> open = new ArrayList<>();

  private SpilledRows(Path path) {
    this.path = path;
  }

  /** Writes the rows of these numbers, in this order. */
  static SpilledRows write(RowBlock block, int[] order) throws IOException {
    SpilledRows rows = new SpilledRows(Files.createTempFile("netgen-flows-", ".rows"));
    rows.path.toFile().deleteOnExit();
    try (OutputStream out =
        new BufferedOutputStream(
            Files.newOutputStream(rows.path, StandardOpenOption.WRITE), 1 << 16)) {
      for (int row : order) {
        byte[] bytes = block.bytes(row);
        int start = block.start(row);
        out.write(bytes, start, RowBlock.HEADER + RowKey.length(bytes, start));
      }
    } catch (IOException e) {
      rows.close();
      throw e;
    }
    return rows;
  }

  Path path() {
    return path;
  }

  RowCursor open() throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
    open.add(in);
    return RowCursor.ofStream(in);
  }

  @Override
  public void close() {
    for (InputStream in : open) {
      try {
        in.close();
      } catch (IOException e) {
        // the file goes in any case
      }
    }
    if (!path.toFile().delete()) {
      path.toFile().deleteOnExit();
    }
  }
}
