package dev.netgen.generator.verify;

import com.google.common.collect.ImmutableList;
import dev.netgen.generator.verify.docker.DockerEvaluation;
import dev.netgen.model.format.Documents;
import dev.netgen.model.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Compose files that people gave: together one project, each laid over those before it.
 *
 * @param files name and text, in the order given
 * @param rules the rules that are to hold beside them, where given
 */
public record GivenCompose(ImmutableList<DockerEvaluation.File> files, Optional<GivenRules> rules) {
  private static final int MAX_BYTES = 4 << 20;

  /**
   * The Compose files among these; none where they are something else.
   *
   * @throws ProblemException of kind USAGE where only some are Compose files
   */
  public static GivenCompose of(List<Path> paths) {
    List<DockerEvaluation.File> files = new ArrayList<>();
    List<Path> rules = paths.stream().filter(GivenRules::isNamed).toList();
    for (Path path : paths) {
      String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
      boolean yaml = name.endsWith(".yaml") || name.endsWith(".yml");
      if (Files.isRegularFile(path) && yaml) {
        String text = Documents.text(path, MAX_BYTES);
        if (name.contains("compose") || DockerEvaluation.isCompose(text)) {
          files.add(new DockerEvaluation.File(path.toString(), text));
        }
      }
    }
    if (rules.size() > 1 || (files.isEmpty() && !rules.isEmpty())) {
      throw ProblemException.usage(
          files.isEmpty() ? "rules without the Compose file they are for" : "more than one .nft",
          rules.get(0).toString(),
          "give the Compose files of one project and its PROJECT.nft: rules hold beside networks");
    }
    if (!files.isEmpty() && files.size() + rules.size() < paths.size()) {
      throw ProblemException.usage(
          "Compose files beside what is none",
          files.get(0).name(),
          "judge Compose files and Kubernetes policies one after the other");
    }
    return new GivenCompose(
        ImmutableList.copyOf(files), rules.stream().findFirst().map(GivenRules::read));
  }

  /** Whether there are any. */
  public boolean any() {
    return !files.isEmpty();
  }
}
