package dev.netgen.generator.docker;

import dev.netgen.generator.docker.YamlTree.Entry;
import dev.netgen.generator.docker.YamlTree.Mapping;
import dev.netgen.generator.docker.YamlTree.Scalar;
import dev.netgen.generator.docker.YamlTree.Sequence;
import dev.netgen.generator.target.YamlWriter;
import java.util.regex.Pattern;

/**
 * Writes trees as block YAML. Plain scalars keep their characters, all others get double quotes.
 */
final class YamlTreeWriter {
  /** What could mean something else than a scalar in block context; never a number or a word. */
  private static final Pattern UNSAFE =
      Pattern.compile(
          "[^ -~]|^(?:---|\\.\\.\\.)|^[-?:](?: |$)|^[,\\[\\]{}#&*!|>'\"%@`]|: |:$| #|^ | $");

  /**
   * Of a key before its colon (YAML 1.2 section 7.4.2); longer ones are told by a question mark.
   */
  private static final int LONGEST_KEY = 1000;

  private final YamlWriter yaml;

  YamlTreeWriter(YamlWriter yaml) {
    this.yaml = yaml;
  }

  /** The entry on lines of its own. */
  void entry(int depth, Entry entry) {
    String key = scalar(entry.key());
    if (key.length() > LONGEST_KEY) {
      yaml.line(depth, "? " + key);
      write(depth, ":", entry.value());
    } else {
      write(depth, key + ":", entry.value());
    }
  }

  /** The key of a mapping whose entries follow. */
  void open(int depth, Scalar key) {
    yaml.line(depth, scalar(key) + ":");
  }

  /** The items of a sequence whose key is written. */
  void items(int depth, Entry entry) {
    if (entry.value() instanceof Sequence sequence) {
      sequence.items().forEach(item -> write(depth, "-", item));
    }
  }

  private void write(int depth, String start, YamlTree value) {
    if (value instanceof Scalar scalar) {
      yaml.line(depth, start + " " + scalar(scalar));
    } else if (value instanceof Mapping mapping && !mapping.entries().isEmpty()) {
      yaml.line(depth, start);
      mapping.entries().values().forEach(entry -> entry(depth + 1, entry));
    } else if (value instanceof Sequence sequence && !sequence.items().isEmpty()) {
      yaml.line(depth, start);
      sequence.items().forEach(item -> write(depth + 1, "-", item));
    } else {
      yaml.line(depth, start + (value instanceof Mapping ? " {}" : " []"));
    }
  }

  private static String scalar(Scalar scalar) {
    if (scalar.plain() && scalar.text().isEmpty()) {
      return "null";
    }
    boolean keep = scalar.plain() && !UNSAFE.matcher(scalar.text()).find();
    return keep ? scalar.text() : YamlWriter.quoted(scalar.text());
  }
}
