package dev.netgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** House rules that only the source shows: lengths, and a description of every package. */
@TestInstance(Lifecycle.PER_CLASS)
class SourceRulesTest {
  private static final int LONGEST_FILE = 400;
  private static final int LONGEST_METHOD = 40;
  private static final ImmutableList<String> MODULES =
      ImmutableList.of("model", "capture", "analyzer", "generator", "report", "cli");

  /**
   * Straight-line reading of a header, field after field, is clearer whole: {@code File.method}.
   */
  private static final ImmutableSet<String> LONG_ON_PURPOSE = ImmutableSet.of();

  private final Path root = Path.of("").toAbsolutePath().getParent();
  private ImmutableList<Path> sources;

  @BeforeAll
  void findSources() {
    sources =
        MODULES.stream()
            .flatMap(module -> javaFilesBelow(root.resolve(module).resolve("src")))
            .sorted()
            .collect(ImmutableList.toImmutableList());
  }

  @Test
  void sourcesWereFound() {
    for (String module : MODULES) {
      assertThat(sources).anyMatch(file -> file.startsWith(root.resolve(module).resolve("src")));
    }
    assertThat(sources).hasSizeGreaterThan(50);
  }

  @Test
  void filesAreShort() {
    assertThat(sources)
        .allSatisfy(
            file ->
                assertThat(linesOf(file))
                    .as("lines of %s", file.getFileName())
                    .isLessThanOrEqualTo(LONGEST_FILE));
  }

  /** Main code only: a test's expected text may be long. */
  @Test
  void methodsAreShort() throws IOException {
    List<String> tooLong = new ArrayList<>();
    List<String> seen = new ArrayList<>();
    eachMethod(
        (name, lines) -> {
          seen.add(name);
          if (lines > LONGEST_METHOD && !LONG_ON_PURPOSE.contains(name)) {
            tooLong.add(name + ": " + lines + " lines");
          }
        });
    assertThat(tooLong).isEmpty();
    assertThat(seen).hasSizeGreaterThan(150).containsAll(LONG_ON_PURPOSE);
  }

  @Test
  void everyPackageIsDescribedAndNullMarked() {
    Stream<Path> packages = mainSources().stream().map(Path::getParent).distinct();
    assertThat(packages)
        .isNotEmpty()
        .allSatisfy(
            folder ->
                assertThat(folder.resolve("package-info.java"))
                    .content()
                    .startsWith("/**")
                    .contains("@NullMarked"));
  }

  private List<Path> mainSources() {
    return sources.stream().filter(file -> file.toString().contains("/src/main/java/")).toList();
  }

  private void eachMethod(MethodVisitor visitor) throws IOException {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              javac.getTask(
                  null, files, null, null, null, files.getJavaFileObjectsFromPaths(mainSources()));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        new MethodScanner(unit, positions, visitor).scan(unit, null);
      }
    }
  }

  private static Stream<Path> javaFilesBelow(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long linesOf(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface MethodVisitor {
    void method(String fileDotMethod, long lines);
  }

  private static final class MethodScanner extends TreePathScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final MethodVisitor visitor;
    private final String file;

    MethodScanner(CompilationUnitTree unit, SourcePositions positions, MethodVisitor visitor) {
      this.unit = unit;
      this.positions = positions;
      this.visitor = visitor;
      String name = Path.of(unit.getSourceFile().toUri()).getFileName().toString();
      this.file = name.substring(0, name.length() - ".java".length());
    }

    @Override
    public Void visitMethod(MethodTree method, Void nothing) {
      if (method.getBody() != null) {
        long first = line(positions.getStartPosition(unit, method));
        long last = line(positions.getEndPosition(unit, method));
        visitor.method(file + "." + method.getName(), last - first + 1);
      }
      return super.visitMethod(method, null);
    }

    private long line(long position) {
      return unit.getLineMap().getLineNumber(position);
    }
  }
}
