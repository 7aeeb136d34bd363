package dev.netgen.analyzer.detect.api;

import com.google.common.collect.ImmutableSortedMap;
import java.util.Map;
import java.util.TreeMap;

/** Bounds and cleans what leaves the payload for the evidence. */
public final class Facts {
  /** A handshake with a certificate in clear tells 17; a preamble before it some more. */
  public static final int MAX_FACTS = 24;

  public static final int MAX_LENGTH = 256;

  private Facts() {}

  /** The first facts by name, values cleaned, empty values left out. */
  public static ImmutableSortedMap<String, String> bounded(Map<String, String> facts) {
    if (facts.isEmpty()) {
      return ImmutableSortedMap.of();
    }
    if (facts.size() == 1) {
      Map.Entry<String, String> only = facts.entrySet().iterator().next();
      return only.getValue().isEmpty()
          ? ImmutableSortedMap.of()
          : ImmutableSortedMap.of(only.getKey(), clean(only.getValue()));
    }
    TreeMap<String, String> kept = new TreeMap<>(facts);
    kept.values().removeIf(String::isEmpty);
    while (kept.size() > MAX_FACTS) {
      kept.pollLastEntry();
    }
    kept.replaceAll((name, value) -> clean(value));
    return ImmutableSortedMap.copyOfSorted(kept);
  }

  /** Printable ASCII only, others replaced by an underscore, cut at {@value #MAX_LENGTH}. */
  public static String clean(String text) {
    if (isClean(text)) {
      return text;
    }
    StringBuilder out = new StringBuilder(Math.min(text.length(), MAX_LENGTH));
    for (int i = 0; i < text.length() && i < MAX_LENGTH; i++) {
      char c = text.charAt(i);
      out.append(c >= 0x20 && c < 0x7F ? c : '_');
    }
    return out.toString();
  }

  private static boolean isClean(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < 0x20 || text.charAt(i) >= 0x7F) {
        return false;
      }
    }
    return text.length() <= MAX_LENGTH;
  }
}
