package dev.netgen.generator.calico;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Selectors in Calico's language (Calico reference, "Selectors"). Its strings know no escapes: what
 * could end one early is refused.
 */
final class CalicoSelector {
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9][-A-Za-z0-9_./]*");
  private static final Pattern VALUE = Pattern.compile("[-A-Za-z0-9_.]*");

  /** The kinds' schema takes no longer one. */
  private static final int LONGEST = 1024;

  private CalicoSelector() {}

  /** Pods with these labels and without those values; all where there are no labels. */
  static String of(
      Map<String, String> labels,
      ImmutableSortedMap<String, ImmutableSortedSet<String>> without,
      String where) {
    List<String> terms = new ArrayList<>();
    labels.forEach((key, value) -> terms.add(key(key, where) + " == " + quoted(value, where)));
    without.forEach(
        (key, values) ->
            terms.add(
                key(key, where)
                    + " not in { "
                    + String.join(", ", values.stream().map(v -> quoted(v, where)).toList())
                    + " }"));
    String selector = terms.isEmpty() ? "all()" : String.join(" && ", terms);
    if (selector.length() > LONGEST) {
      throw ProblemException.input(
          "a selector of " + selector.length() + " characters; Calico takes " + LONGEST,
          where,
          "give the pod template a label of its own, or use -t kubernetes");
    }
    return selector;
  }

  private static String key(String key, String where) {
    if (!KEY.matcher(key).matches()) {
      throw refused(where);
    }
    return key;
  }

  private static String quoted(String value, String where) {
    if (!VALUE.matcher(value).matches()) {
      throw refused(where);
    }
    return "'" + value + "'";
  }

  private static ProblemException refused(String where) {
    return ProblemException.input(
        "a label that Calico's selectors cannot write", where, "use -t kubernetes");
  }
}
