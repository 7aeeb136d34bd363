package dev.netgen.cli;

import dev.netgen.capture.firewall.RuleTexts;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.model.firewall.RuleSet;
import dev.netgen.model.format.Documents;
import dev.netgen.model.format.RuleSetYaml;
import dev.netgen.model.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Generated rules of one project, read from where they were written.
 *
 * @param rules what is known of them
 * @param texts for nft
 */
record RuleFiles(RuleSet rules, RuleTexts texts) {
  private static final long MOST_BYTES = 64 << 20;

  static RuleFiles in(Path directory) {
    Path place =
        Files.isDirectory(directory.resolve("nftables"))
            ? directory.resolve("nftables")
            : directory;
    Path description = description(place);
    RuleSet rules = RuleSetYaml.read(description);
    String name = String.valueOf(description.getFileName());
    String stem = name.substring(0, name.length() - RuleSetYaml.SUFFIX.length());
    return new RuleFiles(
        rules,
        new RuleTexts(
            text(place.resolve(stem + ".nft"), "inet", rules),
            text(place.resolve(stem + ".check.nft"), "inet", rules),
            text(place.resolve(stem + ".ports.nft"), "bridge", rules)));
  }

  private static Path description(Path place) {
    List<Path> found = List.of();
    try (Stream<Path> files = Files.list(place)) {
      found =
          files
              .filter(file -> String.valueOf(file.getFileName()).endsWith(RuleSetYaml.SUFFIX))
              .sorted()
              .toList();
    } catch (IOException e) {
      throw ProblemException.input(
          "cannot be listed", place.toString(), "give the directory that generate wrote to", e);
    }
    if (found.size() != 1) {
      throw ProblemException.input(
          found.isEmpty() ? "no rules are here" : "rules of several projects are here",
          place.toString(),
          "give the directory that 'netgen generate -t nftables' wrote to");
    }
    return found.get(0);
  }

  /** What nft is given as root has to be what generate wrote. */
  private static String text(Path file, String family, RuleSet rules) {
    String text = Documents.text(file, MOST_BYTES);
    if (!text.startsWith(GeneratedFile.MARKER + "\n")
        || !text.contains("\ntable " + family + " " + rules.table() + " {\n")) {
      throw ProblemException.input(
          "is no text of rules for " + rules.table(),
          file.toString(),
          "make it anew by 'netgen generate -t nftables'; it is not edited");
    }
    return text;
  }
}
