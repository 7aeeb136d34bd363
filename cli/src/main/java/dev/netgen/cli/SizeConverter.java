package dev.netgen.cli;

import com.google.common.collect.ImmutableMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Sizes in bytes with a decimal unit: {@code 500K}, {@code 100M}, {@code 10G}, {@code 1T}. */
final class SizeConverter implements ITypeConverter<Long> {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,6})([KMGT])");
  private static final ImmutableMap<String, Long> BYTES =
      ImmutableMap.of("K", 1000L, "M", 1_000_000L, "G", 1_000_000_000L, "T", 1_000_000_000_000L);

  @Override
  public Long convert(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches() || Long.parseLong(form.group(1)) == 0) {
      throw new TypeConversionException("'" + text + "' is not a size like 500K, 100M or 10G");
    }
    return Long.parseLong(form.group(1)) * BYTES.getOrDefault(form.group(2), 1L);
  }
}
