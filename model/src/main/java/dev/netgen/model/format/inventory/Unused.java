package dev.netgen.model.format.inventory;

import com.google.common.collect.ImmutableSortedMap;
import dev.netgen.model.problem.ProblemException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Counts what could not be used, by named reason; the number of reasons is bounded. */
final class Unused {
  private static final int MOST_REASONS = 200;
  private static final int LONGEST = 120;
  private static final Pattern QUOTED = Pattern.compile("(field )?\"[^\"]*\"");
  private static final Pattern UNPRINTABLE = Pattern.compile("[^ -~]");

  private final Map<String, Long> counts = new TreeMap<>();

  /** Counts one. Values in quotes are left out, so that equal reasons are one. */
  void count(String reason) {
    count(reason, 1);
  }

  /** Counts several. */
  void count(String reason, long times) {
    String unquoted =
        QUOTED.matcher(reason).replaceAll(found -> found.group(1) == null ? "a value" : "$0");
    String text = UNPRINTABLE.matcher(unquoted).replaceAll("?");
    String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    boolean room = counts.size() < MOST_REASONS || counts.containsKey(cut);
    counts.merge(room ? cut : "inventory entries for other reasons", times, Long::sum);
  }

  /** Does what may find that a part cannot be used, which is then counted, and the rest is read. */
  void unless(String part, Runnable use) {
    try {
      use.run();
    } catch (ProblemException e) {
      count(part + e.what());
    }
  }

  /** Counts by reason. */
  ImmutableSortedMap<String, Long> counts() {
    return ImmutableSortedMap.copyOf(counts);
  }
}
