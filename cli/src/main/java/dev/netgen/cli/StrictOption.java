package dev.netgen.cli;

import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code --strict[=SHARE]} of every verb that analyzes and writes. */
final class StrictOption {
  private static final String NOTHING_MAY = "0";

  @Option(
      names = "--strict",
      arity = "0..1",
      paramLabel = "SHARE",
      preprocessor = OnlyAttached.class,
      converter = Converter.class,
      description =
          "Exit 1 when something was lost (drops, cut files or packets, limits reached, traffic that"
              + " is not decoded) or belongs to nobody known. With =SHARE, such as 0.01, only when"
              + " that share of the flows of links, or of packets, is exceeded.")
  private Strictness strictness = Strictness.off();

  Strictness strictness() {
    return strictness;
  }

  /** A word behind {@code --strict} is an input, and no share. */
  static final class OnlyAttached implements IParameterPreprocessor {
    @Override
    @SuppressWarnings("JdkObsolete") // picocli hands a Stack over
    public boolean preprocess(
        Stack<String> args, CommandSpec command, ArgSpec arg, Map<String, Object> info) {
      if (" ".equals(info.get("separator"))) {
        args.push(NOTHING_MAY);
      }
      return false;
    }
  }

  /** For picocli. */
  static final class Converter implements ITypeConverter<Strictness> {
    @Override
    public Strictness convert(String value) {
      return Strictness.parse(value)
          .orElseThrow(
              () -> new TypeConversionException("'" + value + "' is not a share from 0 to 1"));
    }
  }
}
