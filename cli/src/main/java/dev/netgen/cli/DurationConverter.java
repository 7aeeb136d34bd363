package dev.netgen.cli;

import com.google.common.collect.ImmutableMap;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Times such as {@code 60s}, {@code 5m}, {@code 1h}: a whole number and a unit. */
final class DurationConverter implements ITypeConverter<Duration> {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,9})([smhd])");
  private static final ImmutableMap<String, Integer> SECONDS =
      ImmutableMap.of("s", 1, "m", 60, "h", 3600, "d", 86_400);

  @Override
  public Duration convert(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches() || Long.parseLong(form.group(1)) == 0) {
      throw new TypeConversionException("'" + text + "' is not a time like 60s, 5m or 1h");
    }
    int seconds = SECONDS.getOrDefault(form.group(2), 1);
    return Duration.ofSeconds(Long.parseLong(form.group(1)) * seconds);
  }
}
