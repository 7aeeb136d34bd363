package dev.netgen.generator.connectivity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.netgen.model.format.Documents;
import dev.netgen.model.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Reads Kubernetes manifests from files and folders: YAML of one or several documents, JSON, and
 * lists of objects. A document that cannot be read is named, and the others are used.
 */
public final class ManifestReader {
  private static final long MOST_BYTES = 256L << 20;
  private static final int MOST_DEPTH = 32;
  private static final ObjectMapper JSON = new ObjectMapper(Documents.jsonFactory());

  private final ManifestSink objects;

  private ManifestReader(ManifestSink objects) {
    this.objects = objects;
  }

  /**
   * Reads all manifests; folders with everything below that is named {@code .yaml}, {@code .yml} or
   * {@code .json}.
   *
   * @throws ProblemException when a path cannot be read at all, or nothing is there to read
   */
  public static Manifests read(Iterable<Path> paths) {
    ManifestObjects objects = new ManifestObjects();
    read(paths, objects);
    return objects.manifests();
  }

  /** The same, handing over each document as it is. */
  public static void read(Iterable<Path> paths, ManifestSink sink) {
    ManifestReader reader = new ManifestReader(sink);
    TreeSet<Path> files = new TreeSet<>();
    for (Path path : paths) {
      files.addAll(Files.isDirectory(path) ? below(path) : List.of(path));
    }
    files.forEach(reader::file);
  }

  private static List<Path> below(Path folder) {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder, MOST_DEPTH)) {
      files = all.filter(ManifestReader::isManifest).toList();
    } catch (IOException | UncheckedIOException e) {
      throw ProblemException.input(
          "cannot be listed", folder.toString(), "check its permissions", e);
    }
    if (files.isEmpty()) {
      throw ProblemException.input(
          "no manifests below", folder.toString(), "name a folder with .yaml or .json files");
    }
    return files;
  }

  private static boolean isManifest(Path path) {
    String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    return Files.isRegularFile(path)
        && (name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json"));
  }

  private void file(Path file) {
    String text;
    try {
      text = Documents.text(file, MOST_BYTES);
    } catch (ProblemException e) {
      if (!Files.isReadable(file)) {
        throw e;
      }
      objects.broken(e);
      return;
    }
    String begin = text.stripLeading();
    // Documents of YAML may be written in braces; in JSON no line begins so, not even in a text.
    if (begin.startsWith("{") && !text.contains("\n---") && json(file.toString(), text)) {
      return;
    }
    yaml(file.toString(), text);
  }

  /** JSON values one after the other; false, with nothing taken, where the first is none. */
  private boolean json(String name, String text) {
    int index = 0;
    try (MappingIterator<JsonNode> values = JSON.readerFor(JsonNode.class).readValues(text)) {
      while (values.hasNextValue()) {
        objects.add(values.nextValue(), index == 0 ? name : name + " value " + (index + 1));
        index++;
      }
    } catch (JsonProcessingException e) {
      if (index == 0 && !name.endsWith(".json")) {
        return false;
      }
      objects.broken(Documents.notA("JSON", name, e));
    } catch (IOException e) {
      throw new IllegalStateException("a text in memory cannot fail to be read", e);
    }
    return true;
  }

  /** Documents between lines of three dashes (YAML 1.2 section 9.1), each by itself. */
  private void yaml(String name, String text) {
    String[] lines = text.split("\n", -1);
    StringBuilder document = new StringBuilder();
    int begin = 1;
    for (int i = 0; i < lines.length; i++) {
      if (lines[i].startsWith("---") && (lines[i].length() == 3 || lines[i].charAt(3) <= ' ')) {
        document(name, begin, document);
        begin = i + 1;
        document.append(lines[i].substring(3)).append('\n');
      } else if (!lines[i].stripTrailing().equals("...")) {
        document.append(lines[i]).append('\n');
      }
    }
    document(name, begin, document);
  }

  /** The same problem with the line counted from the beginning of the file. */
  private static ProblemException inFile(
      String name, int line, String yaml, ProblemException problem) {
    try {
      Documents.yaml(name, "\n".repeat(line - 1) + yaml);
      return problem;
    } catch (ProblemException e) {
      return e;
    }
  }

  private void document(String name, int line, StringBuilder text) {
    String yaml = text.toString();
    text.setLength(0);
    if (yaml.isBlank()) {
      return;
    }
    try {
      JsonNode node = Documents.yaml(name, yaml);
      if (!node.isMissingNode() && !node.isNull()) {
        objects.add(node, line == 1 ? name : name + " line " + line);
      }
    } catch (ProblemException e) {
      objects.broken(inFile(name, line, yaml, e));
    }
  }
}
