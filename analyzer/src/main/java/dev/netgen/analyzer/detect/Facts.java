package dev.netgen.analyzer.detect;

import com.google.common.collect.ImmutableSortedMap;
import java.util.Map;
import java.util.TreeMap;

/** Bounds and cleans what leaves the payload for the evidence. */
final class Facts {
  static final int MAX_FACTS = 16;
  static final int MAX_LENGTH = 256;

  private Facts() {}

  /** The first facts by name, values cleaned, empty values left out. */
  static ImmutableSortedMap<String, String> bounded(Map<String, String> facts) {
    ImmutableSortedMap.Builder<String, String> out = ImmutableSortedMap.naturalOrder();
    new TreeMap<>(facts)
        .entrySet().stream()
            .filter(entry -> !entry.getValue().isEmpty())
            .limit(MAX_FACTS)
            .forEach(entry -> out.put(entry.getKey(), clean(entry.getValue())));
    return out.buildOrThrow();
  }

  /** Printable ASCII only, others replaced by an underscore, cut at {@value #MAX_LENGTH}. */
  static String clean(String text) {
    StringBuilder out = new StringBuilder(Math.min(text.length(), MAX_LENGTH));
    for (int i = 0; i < text.length() && i < MAX_LENGTH; i++) {
      char c = text.charAt(i);
      out.append(c >= 0x20 && c < 0x7F ? c : '_');
    }
    return out.toString();
  }
}
