package dev.netgen.cli;

import dev.netgen.capture.CaptureOptions;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A snap length libpcap takes, and enough to hold the headers. */
final class SnapLengthConverter implements ITypeConverter<Integer> {
  private static final int LEAST = 64;

  @Override
  public Integer convert(String text) {
    int length = text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
    if (length < LEAST || length > CaptureOptions.DEFAULT_SNAP_LENGTH) {
      throw new TypeConversionException(
          "'"
              + text
              + "' is not a number of bytes from "
              + LEAST
              + " to "
              + CaptureOptions.DEFAULT_SNAP_LENGTH);
    }
    return length;
  }
}
