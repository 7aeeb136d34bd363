package dev.netgen.analyzer.accuracy;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.accuracy.Label.Protection;
import dev.netgen.analyzer.accuracy.Label.Trust;
import dev.netgen.model.net.IpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Labelled captures of others, where they are present: the folder {@code NETGEN_CORPUS}, or {@code
 * shared/corpus} beside the checkout, with {@code flows/truth.tsv}.
 */
final class Corpus {
  static final String NAME = "corpus";

  private Corpus() {}

  static Path folder() {
    String given = System.getenv("NETGEN_CORPUS");
    Path corpus = given == null ? Path.of("..", "..", "shared", NAME) : Path.of(given);
    return corpus.resolve("flows");
  }

  static boolean present() {
    return Files.isRegularFile(folder().resolve("truth.tsv"));
  }

  /** All captures with their labels, sorted by name. */
  static ImmutableList<LabelledCapture> read() throws IOException {
    Path folder = folder();
    Map<String, List<Label>> byCapture = new TreeMap<>();
    for (String line : Files.readAllLines(folder.resolve("truth.tsv")).stream().skip(1).toList()) {
      Label label = label(Splitter.on('\t').splitToList(line));
      byCapture.computeIfAbsent(label.capture(), name -> new ArrayList<>()).add(label);
    }
    return byCapture.entrySet().stream()
        .map(
            entry ->
                new LabelledCapture(
                    NAME,
                    entry.getKey(),
                    ImmutableList.of(folder.resolve(entry.getKey())),
                    ImmutableList.copyOf(entry.getValue())))
        .collect(ImmutableList.toImmutableList());
  }

  private static Label label(List<String> column) {
    return new Label(
        column.get(0),
        column.get(1).equals("tcp") ? 6 : 17,
        IpAddress.parse(column.get(2)),
        Integer.parseInt(column.get(3)),
        IpAddress.parse(column.get(4)),
        Integer.parseInt(column.get(5)),
        Optional.of(
            column.get(6).equals("encrypted") ? Protection.ENCRYPTED : Protection.CLEARTEXT),
        column.get(7),
        switch (column.get(9)) {
          case "yes" -> Trust.YES;
          case "zeek" -> Trust.TOOL;
          default -> Trust.NO;
        });
  }
}
