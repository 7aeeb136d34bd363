package dev.netgen.cli;

import dev.netgen.generator.GenerationResult;
import dev.netgen.generator.TargetResult;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.generator.target.Kustomization;
import dev.netgen.model.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A generated set below an output directory. Files of an earlier run that the set no longer has are
 * removed: a policy left behind would stay in force. Files of others stay and are named.
 */
final class PolicyFiles {
  private static final int DEPTH = 8;

  private PolicyFiles() {}

  /** Before the work begins: refuses a file where the directory is to be. */
  static void refuseFile(Path output) {
    if (Files.exists(output) && !Files.isDirectory(output)) {
      throw ProblemException.usage(
          "the output is a file, not a directory", output.toString(), "give a directory with -o");
    }
  }

  /** Plans all files; returns what to tell about those of earlier runs and of others. */
  static List<String> plan(
      OutputFiles files, Path output, GenerationResult result, boolean kustomize) {
    files.whole(output);
    for (TargetResult target : result.targets()) {
      List<GeneratedFile> all = new ArrayList<>(target.files());
      if (kustomize && !GenerateCommand.DOCKER.contains(target.target())) {
        all.add(Kustomization.of(target.target(), target.files()));
      }
      for (GeneratedFile file : all) {
        files.add(output.resolve(file.path()), file.content(), PolicyFiles::isOurs);
      }
    }
    List<String> notes = new ArrayList<>();
    for (TargetResult target : result.targets()) {
      leftovers(files, output.resolve(target.target()), notes);
    }
    return notes;
  }

  private static void leftovers(OutputFiles files, Path directory, List<String> notes) {
    for (Path present : regularFiles(directory)) {
      if (!files.plans(present)) {
        if (isOurs(OutputFiles.head(present))) {
          files.remove(present);
          notes.add("removed " + present + ": nothing of the graph asks for it any more");
        } else {
          notes.add("left alone " + present + ": netgen did not write it");
        }
      }
    }
  }

  private static boolean isOurs(String text) {
    return GeneratedFile.isOurs(text);
  }

  private static List<Path> regularFiles(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> walk = Files.walk(directory, DEPTH)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw ProblemException.environment(
          "cannot be listed", directory.toString(), "check its permissions", e);
    }
  }
}
