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

  @Test
  void aFolderThatIsNotThereIsMadeAtOnce() throws IOException {
    files.whole(work.resolve("out"));
    plan("out/a/b/one");
    plan("out/two");
    plan("./out/./a/three");
    plan("beside");
    files.write();
    assertThat(Tree.of(work))
        .isEqualTo(
            Map.of(
                "",
                "",
                "out",
                "",
                "out/a",
                "",
                "out/a/b",
                "",
                "out/a/b/one",
                "new out/a/b/one",
                "out/two",
                "new out/two",
                "out/a/three",
                "new ./out/./a/three",
                "beside",
                "new beside"));
  }

  @Test
  void aFolderMadeAtOnceMayLieInNewOnes() {
    files.whole(work.resolve("x/./y/out"));
    plan("x/y/out/one");
    files.write();
    assertThat(Tree.of(work))
        .isEqualTo(
            Map.of("", "", "x", "", "x/y", "", "x/y/out", "", "x/y/out/one", "new x/y/out/one"));
  }

  @Test
  void oneThatCannotBeWrittenTakesTheWholeFolderBack() throws IOException {
    Files.writeString(work.resolve("a"), "old a");
    files.whole(work.resolve("x/out"));
    plan("a");
    plan("x/out/b/one");
    plan("x/out/b/" + "n".repeat(300));
    plan("x/out/c/two");
    failsAndChangesNothing();
  }

  @Test
  void aFileAndAFolderOfOneNameTakeAllBack() {
    files.whole(work.resolve("out"));
    plan("out/a");
    plan("out/a/b");
    failsAndChangesNothing();
  }

  @Test
  void oneBesideThatCannotBeRenamedTakesTheWholeFolderBack() throws IOException {
    Files.writeString(work.resolve("a"), "old a");
    files.whole(work.resolve("out"));
    plan("out/b/one");
    plan("a");
    plan("m");
    Files.createDirectories(work.resolve("m/not/empty")); // since it was planned
    failsAndChangesNothing();
  }

  @Test
  void aFolderThatIsThereByThenIsFilled() throws IOException {
    files.whole(work.resolve("out"));
    plan("out/one");
    Files.createDirectory(work.resolve("out"));
    Files.writeString(work.resolve("out/theirs"), "theirs");
    files.write();
    assertThat(Tree.of(work))
        .isEqualTo(Map.of("", "", "out", "", "out/one", "new out/one", "out/theirs", "theirs"));
  }

  @Test
  void aFolderThatIsThereIsCheckedFileByFile() throws IOException {
    Files.createDirectory(work.resolve("out"));
    Files.writeString(work.resolve("out/one"), "somebody's");
    files.whole(work.resolve("out"));
    assertThatThrownBy(() -> files.add(work.resolve("out/one"), "new", text -> false))
        .hasMessageContaining("--force");
  }

  @Test
  void foldersOfTheNamesAsideAreNotTouched() throws IOException {
    Files.createDirectory(work.resolve(".out.netgen-new0"));
    Files.writeString(work.resolve(".out.netgen-new0/a"), "somebody's");
    files.whole(work.resolve("out"));
    plan("out/a");
    files.write();
    assertThat(Tree.of(work))
        .isEqualTo(
            Map.of(
                "",
                "",
                ".out.netgen-new0",
                "",
                ".out.netgen-new0/a",
                "somebody's",
                "out",
                "",
                "out/a",
                "new out/a"));
  }

  @Test
  void aLinkToNowhereIsNoPlaceForAFolder() throws IOException {
    Files.createSymbolicLink(work.resolve("out"), work.resolve("nowhere"));
    files.whole(work.resolve("out"));
    plan("out/a");
    failsAndChangesNothing();
  }
}
