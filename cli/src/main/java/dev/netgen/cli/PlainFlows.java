package dev.netgen.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The command lines {@code netgen flows INPUT... [--format FORMAT] [--strict]} without the parser
 * of all others, whose start takes longer than reading hundreds of megabytes. Whatever else stands
 * there, help and mistakes included, is the parser's (ADR "The plainest command line has no
 * parser").
 */
final class PlainFlows {
  private static final String VERB = "flows";

  private final List<Path> inputs = new ArrayList<>();
  private FlowList.Format format = FlowList.Format.TABLE;
  private boolean formatTold;
  private boolean strict;

  private PlainFlows() {}

  /** What these arguments ask for; empty where they are not of this form. */
  static Optional<FlowList> of(String[] args) {
    PlainFlows plain = new PlainFlows();
    return plain.read(args)
        ? Optional.of(
            new FlowList(plain.inputs, new AnalysisOptions(), plain.format, plain.strictness()))
        : Optional.empty();
  }

  private Strictness strictness() {
    return strict ? Strictness.of(0) : Strictness.off();
  }

  private boolean read(String[] args) {
    if (args.length == 0 || !args[0].equals(VERB)) {
      return false;
    }
    for (int i = 1; i < args.length; i++) {
      boolean separate = args[i].equals("--format") && i + 1 < args.length;
      if (!(separate ? format(args[++i]) : one(args[i]))) {
        return false;
      }
    }
    return !inputs.isEmpty();
  }

  private boolean one(String arg) {
    if (arg.startsWith("--format=")) {
      return format(arg.substring("--format=".length()));
    }
    if (arg.equals("--strict") && !strict) {
      strict = true;
      return true;
    }
    return !arg.isEmpty() && arg.charAt(0) != '-' && arg.charAt(0) != '@' && input(arg);
  }

  private boolean format(String word) {
    for (FlowList.Format known : FlowList.Format.values()) {
      if (known.toString().equals(word) && !formatTold) {
        format = known;
        formatTold = true;
        return true;
      }
    }
    return false;
  }

  private boolean input(String path) {
    try {
      inputs.add(Path.of(path));
      return true;
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
