package dev.netgen.generator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.generator.kubernetes.StrictPolicies;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.model.enforcer.Enforcers;
import dev.netgen.model.format.EvidenceJson;
import dev.netgen.model.format.GraphYaml;
import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.proof.Proof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The graphs of {@code samples/graphs}, among them well-known demo applications: policies, notes
 * and grants byte for byte as they stand beside them, for each enforcer that has a folder {@code
 * expected-NAME} ({@code expected}: the default). Run with {@code -Dnetgen.golden=write} to write
 * them anew, then read the difference before committing it.
 */
class SampleGraphsTest {
  private static final Path ROOT = Path.of("../samples/graphs");
  private static final String EXPECTED = "expected";

  static List<Path> folders() throws IOException {
    try (Stream<Path> paths = Files.walk(ROOT, 2)) {
      return paths
          .filter(path -> path.getFileName().toString().startsWith(EXPECTED))
          .sorted()
          .toList();
    }
  }

  @Test
  void thereIsADozen() throws IOException {
    try (Stream<Path> paths = Files.list(ROOT)) {
      List<Path> all = paths.filter(Files::isDirectory).toList();
      assertThat(all).hasSizeGreaterThanOrEqualTo(12);
      assertThat(folders().stream().map(Path::getParent).distinct())
          .containsExactlyInAnyOrderElementsOf(all);
    }
  }

  @ParameterizedTest
  @MethodSource("folders")
  void policiesAreTheExpectedOnesAndProved(Path folder) throws IOException {
    GenerationRequest request = request(folder.resolveSibling("graph.yaml"), enforcer(folder));
    TargetResult result =
        Generators.all().generate(request, List.of("kubernetes")).targets().get(0);
    assertThat(result.proof().denied()).isEmpty();
    assertThat(result.proof().unjudged()).isEmpty();
    result.files().forEach(StrictPolicies::check);
    TreeMap<String, String> actual = new TreeMap<>();
    result.files().forEach(file -> actual.put(shortened(file), file.content()));
    actual.put("notes.txt", notes(result));
    actual.put("granted.txt", granted(result.proof()));
    if ("write".equals(System.getProperty("netgen.golden"))) {
      write(folder, actual);
    }
    assertThat(read(folder)).isEqualTo(actual);
  }

  @ParameterizedTest
  @MethodSource("folders")
  void theGraphIsWrittenAsNetgenWritesIt(Path folder) throws IOException {
    Path graph = folder.resolveSibling("graph.yaml");
    assertThat(GraphYaml.write(GraphYaml.read(graph))).isEqualTo(Files.readString(graph));
    Path evidence = EvidenceJson.beside(graph);
    assertThat(EvidenceJson.write(EvidenceJson.read(evidence)))
        .isEqualTo(Files.readString(evidence));
  }

  private static String enforcer(Path folder) {
    String name = folder.getFileName().toString().substring(EXPECTED.length());
    return name.isEmpty() ? Enforcers.GENERIC.name() : name.substring(1);
  }

  private static GenerationRequest request(Path file, String enforcer) {
    CommunicationGraph graph = GraphYaml.read(file);
    return new GenerationRequest(
            graph, EvidenceJson.read(EvidenceJson.beside(file)), Optional.empty())
        .withEnforcer(Enforcers.named(enforcer));
  }

  private static String shortened(GeneratedFile file) {
    return file.path().substring("kubernetes/".length());
  }

  private static String notes(TargetResult result) {
    StringBuilder notes = new StringBuilder();
    result
        .notes()
        .forEach(
            note -> notes.append(note.attention() ? "! " : "  ").append(note.text()).append('\n'));
    result.silent().forEach(id -> notes.append("silent ").append(id).append('\n'));
    return notes.toString();
  }

  private static String granted(Proof proof) {
    List<String> lines = new ArrayList<>();
    proof
        .granted()
        .forEach(
            grant ->
                lines.add(
                    grant.from()
                        + " -> "
                        + grant.to()
                        + " "
                        + grant.ports()
                        + ": "
                        + grant.reason()
                        + "\n"));
    return String.join("", lines);
  }

  private static void write(Path folder, Map<String, String> files) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        if (!path.equals(folder)) {
          Files.delete(path);
        }
      }
    }
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue(), UTF_8);
    }
  }

  private static Map<String, String> read(Path folder) throws IOException {
    TreeMap<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(folder.relativize(path).toString(), Files.readString(path, UTF_8));
      }
    }
    return files;
  }
}
