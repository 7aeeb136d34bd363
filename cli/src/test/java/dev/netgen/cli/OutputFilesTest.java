package dev.netgen.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netgen.model.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFilesTest {
  @TempDir private Path work;

  private final OutputFiles files = new OutputFiles(false);

  private void plan(String name) {
    files.add(work.resolve(name), "new " + name, text -> true);
  }

  private void failsAndChangesNothing() {
    Map<String, String> before = Tree.of(work);
    assertThatThrownBy(files::write)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.kind()).isEqualTo(ProblemException.Kind.ENVIRONMENT));
    assertThat(Tree.of(work)).isEqualTo(before);
  }

  @Test
  void makesFoldersAndLeavesNothingElse() {
    plan("a/b/one");
    plan("a/two");
    files.write();
    assertThat(Tree.of(work))
        .isEqualTo(
            Map.of("", "", "a", "", "a/b", "", "a/b/one", "new a/b/one", "a/two", "new a/two"));
  }

  @Test
  void oneThatCannotBeWrittenTakesAllBack() throws IOException {
    Files.writeString(work.resolve("a"), "old a");
    Files.writeString(work.resolve("d"), "old d");
    plan("a");
    plan("b/b");
    plan("d/below/a/file");
    failsAndChangesNothing();
  }

  @Test
  void oneThatCannotBeRenamedTakesAllBack() throws IOException {
    Files.writeString(work.resolve("a"), "old a");
    Files.writeString(work.resolve("stale"), "old stale");
    plan("a");
    plan("b/b");
    plan("m");
    plan("z");
    files.remove(work.resolve("stale"));
    Files.createDirectories(work.resolve("m/not/empty")); // since it was planned
    failsAndChangesNothing();
  }

  @Test
  void oneThatCannotBeRemovedTakesAllBack() throws IOException {
    Files.writeString(work.resolve("a"), "old a");
    Files.createDirectories(work.resolve("stale/not/empty"));
    plan("a");
    plan("b");
    files.remove(work.resolve("stale"));
    failsAndChangesNothing();
  }

  @Test
  void namesLikeThoseOfItsOwnAreNotTouched() throws IOException {
    Files.writeString(work.resolve(".a.netgen-new0"), "somebody's");
    plan("a");
    files.write();
    assertThat(Tree.of(work))
        .isEqualTo(Map.of("", "", "a", "new a", ".a.netgen-new0", "somebody's"));
  }

  @Test
  void aLinkIsReplacedAndItsTargetLeftAlone() throws IOException {
    Files.writeString(work.resolve("target"), "old");
    Files.createSymbolicLink(work.resolve("a"), work.resolve("target"));
    plan("a");
    files.write();
    assertThat(Files.isSymbolicLink(work.resolve("a"))).isFalse();
    assertThat(Tree.of(work)).isEqualTo(Map.of("", "", "a", "new a", "target", "old"));
  }

  @Test
  void linkToNowhereIsNoFile() throws IOException {
    Files.createSymbolicLink(work.resolve("a"), work.resolve("nowhere"));
    assertThatThrownBy(() -> plan("a")).hasMessageContaining("is no file");
  }

  @Test
  void foreignFileIsRefusedUnlessForced() throws IOException {
    Files.writeString(work.resolve("a"), "somebody's");
    assertThatThrownBy(() -> files.add(work.resolve("a"), "new", text -> text.startsWith("ours")))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("--force");
    new OutputFiles(true).add(work.resolve("a"), "new", text -> false).write();
    assertThat(work.resolve("a")).hasContent("new");
  }
}
