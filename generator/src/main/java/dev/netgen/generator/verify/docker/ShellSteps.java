package dev.netgen.generator.verify.docker;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.netgen.model.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;

/**
 * The steps of a script: the lines after {@code # steps}, each a function and its words in single
 * quotes.
 */
final class ShellSteps {
  private static final String MARK = "\n# steps\n";
  private static final ImmutableSet<String> STEPS =
      ImmutableSet.of("create", "connect", "disconnect", "remove");

  /** A line: the function and its words. */
  record Line(int number, String function, ImmutableList<String> words) {}

  private ShellSteps() {}

  /** All steps in order; a line that is none is refused. */
  static ImmutableList<Line> read(String name, String text) {
    int mark = text.indexOf(MARK);
    if (mark < 0) {
      throw problem(name, "has no steps");
    }
    ImmutableList.Builder<Line> steps = ImmutableList.builder();
    int number = 0;
    for (String line : text.substring(mark + MARK.length()).lines().toList()) {
      if (line.startsWith("#") || line.equals("finish")) {
        continue;
      }
      int space = line.indexOf(' ');
      String function = space < 0 ? line : line.substring(0, space);
      ImmutableList<String> words = words(name, space < 0 ? "" : line.substring(space));
      if (STEPS.contains(function)) {
        steps.add(new Line(++number, function, words));
      } else if (!function.equals("known")) {
        throw problem(name, "has a line that is no step: " + function);
      }
    }
    return steps.build();
  }

  private static ImmutableList<String> words(String name, String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\'') {
        quoted = !quoted;
      } else if (quoted) {
        word.append(c);
      } else if (c == ' ') {
        words.add(word.toString());
        word.setLength(0);
      } else if (c == '\\' && i + 1 < text.length()) {
        i++;
        word.append(text.charAt(i));
      } else {
        throw problem(name, "has a word without quotes");
      }
    }
    words.add(word.toString());
    if (quoted) {
      throw problem(name, "has a quote that does not end");
    }
    return ImmutableList.copyOf(words.subList(1, words.size()));
  }

  private static ProblemException problem(String name, String what) {
    return ProblemException.input(what, name, "report this as a defect");
  }
}
