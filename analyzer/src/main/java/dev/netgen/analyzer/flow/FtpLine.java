package dev.netgen.analyzer.flow;

import dev.netgen.model.net.IpAddress;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where an FTP line says that data will be waited for: replies 227 (RFC 959 section 4.1.2) and 229
 * (RFC 2428 section 3), commands PORT and EPRT.
 *
 * @param address who listens
 * @param port where
 */
record FtpLine(IpAddress address, int port) {
  private static final String SIX =
      "(\\d{1,3}),(\\d{1,3}),(\\d{1,3}),(\\d{1,3}),(\\d{1,3}),(\\d{1,3})";
  private static final Pattern PASSIVE = Pattern.compile("227 .{0,80}?" + SIX + ".{0,8}");
  private static final Pattern EXTENDED =
      Pattern.compile("229 .{0,80}?\\(\\|\\|\\|(\\d{1,5})\\|\\).{0,4}");
  private static final Pattern PORT = Pattern.compile("PORT " + SIX);
  private static final Pattern EPRT =
      Pattern.compile("EPRT \\|[12]\\|([0-9a-f.:]{2,45})\\|(\\d{1,5})\\|");
  private static final int LONGEST = 200;

  /** What a server's line says; null when nothing. */
  static @Nullable FtpLine reply(String line, IpAddress server) {
    String text = line.strip();
    if (!text.startsWith("22") || text.length() > LONGEST) {
      return null;
    }
    Matcher extended = EXTENDED.matcher(text);
    if (extended.matches()) {
      return new FtpLine(server, Integer.parseInt(extended.group(1)));
    }
    return six(PASSIVE.matcher(text));
  }

  /** What a client's line says; null when nothing. */
  static @Nullable FtpLine command(String line, IpAddress client) {
    String text = line.strip();
    if (text.length() > LONGEST) {
      return null;
    }
    String upper = text.toUpperCase(Locale.ROOT);
    if (upper.startsWith("PORT ")) {
      return six(PORT.matcher(upper));
    }
    if (!upper.startsWith("EPRT ")) {
      return null;
    }
    Matcher eprt = EPRT.matcher("EPRT " + text.substring(5).toLowerCase(Locale.ROOT));
    if (!eprt.matches()) {
      return null;
    }
    try {
      return new FtpLine(IpAddress.parse(eprt.group(1)), Integer.parseInt(eprt.group(2)));
    } catch (IllegalArgumentException noAddress) {
      return null;
    }
  }

  private static @Nullable FtpLine six(Matcher numbers) {
    if (!numbers.matches()) {
      return null;
    }
    long address = 0;
    for (int i = 1; i <= 4; i++) {
      address = (address << 8) | (Integer.parseInt(numbers.group(i)) & 0xFF);
    }
    int port = (Integer.parseInt(numbers.group(5)) << 8) + Integer.parseInt(numbers.group(6));
    return new FtpLine(new IpAddress(0, address, false), port);
  }
}
