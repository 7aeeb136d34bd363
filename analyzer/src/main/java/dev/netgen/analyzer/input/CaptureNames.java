package dev.netgen.analyzer.input;

import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What names of files in a directory tell: apart, since a file given by itself needs none of it.
 */
final class CaptureNames {
  private static final Pattern CAPTURE =
      Pattern.compile(".*\\.(pcap|pcapng|cap|dmp)[0-9]*(\\.gz|\\.zst)?");

  /** {@code BASE-NNNN.pcap}, what capture writes: the number counts rotations. */
  private static final Pattern ROTATED = Pattern.compile("(.+)-[0-9]+\\.pcap");

  private CaptureNames() {}

  /** Whether it is called as captures are. */
  static boolean isCapture(Path file) {
    return CAPTURE.matcher(name(file).toLowerCase(Locale.ROOT)).matches();
  }

  /** The name without the number of its rotation. */
  static String base(Path file) {
    String name = name(file);
    Matcher rotated = ROTATED.matcher(name);
    return rotated.matches() ? rotated.group(1) : name;
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
