package dev.netgen.analyzer.fuzz;

import com.google.common.collect.Iterables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What Jazzer calls. The property {@code netgen.fuzz.target} names the target; {@code all} takes
 * every one in turn, by the input's first byte.
 */
public final class FuzzDriver {
  private static final String ALL = "all";
  private static final int FEW = 5;
  private static final String TARGET = System.getProperty("netgen.fuzz.target", ALL);

  private FuzzDriver() {}

  /** One input. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (!TARGET.equals(ALL)) {
      FuzzTargets.named(TARGET).run(input);
    } else if (input.length > 0) {
      int number = (input[0] & 0xFF) % FuzzTargets.ALL.size();
      FuzzTargets.ALL.get(number).run(Arrays.copyOfRange(input, 1, input.length));
    }
  }

  /**
   * Writes the seeds of the target into the folder named; for all, a few of each. Without a folder
   * lists the targets.
   */
  @SuppressWarnings("SystemOut") // run by scripts
  public static void main(String[] arguments) throws IOException {
    if (arguments.length == 0) {
      FuzzTargets.ALL.forEach(target -> System.out.println(target.label()));
      return;
    }
    Path folder = Path.of(arguments[0]);
    for (int number = 0; number < FuzzTargets.ALL.size(); number++) {
      FuzzTarget target = FuzzTargets.ALL.get(number);
      if (TARGET.equals(ALL) || TARGET.equals(target.label())) {
        int seed = 0;
        int most = TARGET.equals(ALL) ? FEW : Integer.MAX_VALUE;
        for (byte[] bytes : Iterables.limit(target.seeds(), most)) {
          byte[] file = TARGET.equals(ALL) ? prefixed((byte) number, bytes) : bytes;
          Files.write(folder.resolve(target.label() + "-" + seed++), file);
        }
      }
    }
  }

  private static byte[] prefixed(byte first, byte[] bytes) {
    byte[] all = new byte[1 + bytes.length];
    all[0] = first;
    System.arraycopy(bytes, 0, all, 1, bytes.length);
    return all;
  }
}
