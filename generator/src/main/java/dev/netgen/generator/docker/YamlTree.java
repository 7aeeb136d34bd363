package dev.netgen.generator.docker;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A YAML document as a tree that remembers which scalars were plain, so that what one reader takes
 * for a number and another for a string ({@code 22:22}, {@code 0o17}, {@code on}) is written back
 * with the same characters.
 */
public sealed interface YamlTree {
  /** Nodes of the tree with aliases and merges expanded. */
  long size();

  /**
   * A scalar.
   *
   * @param plain whether it stood without quotes, so that its text decides its type
   */
  record Scalar(String text, boolean plain) implements YamlTree {
    @Override
    public long size() {
      return 1;
    }

    /** Whether it is what YAML takes for nothing. */
    boolean empty() {
      return plain && (text.isEmpty() || text.equals("~") || text.equalsIgnoreCase("null"));
    }

    /** Whether it is what YAML 1.1 takes for true. */
    boolean truth() {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "true", "yes", "on", "y" -> true;
        default -> false;
      };
    }
  }

  /** A sequence. */
  record Sequence(ImmutableList<YamlTree> items, long size) implements YamlTree {
    static Sequence of(Iterable<? extends YamlTree> items) {
      ImmutableList<YamlTree> copy = ImmutableList.copyOf(items);
      return new Sequence(copy, 1 + copy.stream().mapToLong(YamlTree::size).sum());
    }
  }

  /** A mapping in its written order; keys are scalars, no two of the same text. */
  record Mapping(ImmutableMap<String, Entry> entries, long size) implements YamlTree {
    static Mapping of(Iterable<Entry> entries) {
      ImmutableMap.Builder<String, Entry> byText = ImmutableMap.builder();
      long size = 1;
      for (Entry entry : entries) {
        byText.put(entry.key().text(), entry);
        size += 1 + entry.value().size();
      }
      return new Mapping(byText.buildOrThrow(), size);
    }

    /** The line of the key, or of nothing. */
    int line(String key) {
      Entry entry = entries.get(key);
      return entry == null ? 0 : entry.line();
    }

    /** The value of the key, if there is one that is not empty. */
    @Nullable YamlTree get(String key) {
      Entry entry = entries.get(key);
      if (entry == null || (entry.value() instanceof Scalar scalar && scalar.empty())) {
        return null;
      }
      return entry.value();
    }
  }

  /**
   * A pair of a mapping.
   *
   * @param line where its key stands, from 1; 0 where nobody wrote it
   */
  record Entry(Scalar key, YamlTree value, int line) {
    /** A pair that is in no file. */
    Entry(Scalar key, YamlTree value) {
      this(key, value, 0);
    }

    /** A pair of this plain key that is in no file. */
    static Entry of(String key, YamlTree value) {
      return new Entry(new Scalar(key, true), value);
    }
  }
}
