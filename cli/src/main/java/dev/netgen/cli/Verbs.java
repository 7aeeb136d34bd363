package dev.netgen.cli;

import com.google.common.collect.ImmutableList;

/**
 * Every verb, in the order {@code netgen --help} lists them. A new verb is one class and one line
 * here.
 */
final class Verbs {
  private Verbs() {}

  /** Fresh instances: picocli keeps parsed options in them. */
  static ImmutableList<Object> all() {
    return ImmutableList.of(
        new CaptureCommand(),
        new FlowsCommand(),
        new AnalyzeCommand(),
        new GenerateCommand(),
        new VerifyCommand(),
        new EnforceCommand(),
        new ConnectivityCommand(),
        new DiffCommand(),
        new ShowCommand(),
        new ProtocolsCommand(),
        new CompletionVerb());
  }
}
