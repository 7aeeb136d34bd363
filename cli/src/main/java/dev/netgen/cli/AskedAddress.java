package dev.netgen.cli;

import dev.netgen.analyzer.Moment;
import dev.netgen.model.net.IpAddress;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * What {@code --explain ADDRESS[@TIME]} asks about.
 *
 * @param text as it was given
 * @param address the address
 * @param moment when
 */
record AskedAddress(String text, IpAddress address, Moment moment) {

  /** For picocli. */
  static final class Converter implements ITypeConverter<AskedAddress> {
    @Override
    public AskedAddress convert(String value) {
      int at = value.indexOf('@');
      try {
        return new AskedAddress(
            value,
            IpAddress.parse(at < 0 ? value : value.substring(0, at)),
            at < 0 ? Moment.any() : moment(value.substring(at + 1)));
      } catch (IllegalArgumentException | DateTimeException e) {
        throw new TypeConversionException(
            "'"
                + value
                + "' is not like 10.0.0.5, 10.0.0.5@10:02:00 or 10.0.0.5@2026-01-31T10:02:00Z");
      }
    }

    private static Moment moment(String time) {
      return time.indexOf('T') < 0 && time.indexOf('t') < 0
          ? new Moment(Optional.empty(), Optional.of(LocalTime.parse(time)))
          : new Moment(Optional.of(OffsetDateTime.parse(time).toInstant()), Optional.empty());
    }
  }
}
