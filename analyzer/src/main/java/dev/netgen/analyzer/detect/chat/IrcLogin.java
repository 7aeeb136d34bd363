package dev.netgen.analyzer.detect.chat;

import dev.netgen.analyzer.detect.text.Lines;
import dev.netgen.analyzer.detect.text.Sasl;
import java.util.Locale;
import java.util.regex.Pattern;

/** Whether a client of IRC says a password: to the server, to its services, or by SASL. */
final class IrcLogin {
  private static final Pattern SERVICE =
      Pattern.compile(
          "(?:(?:PRIVMSG|SQUERY) NICKSERV(?:@\\S+)? :?|NICKSERV :?|NS :?)IDENTIFY +\\S.*");

  private IrcLogin() {}

  static boolean seen(Lines client) {
    String mechanism = "";
    for (Lines.Line line : client.lines()) {
      String upper = line.text().toUpperCase(Locale.ROOT);
      boolean said =
          switch (line.verb()) {
            case "PASS" -> !line.argument().isEmpty();
            case "OPER" -> !line.word(2).isEmpty();
            case "AUTHENTICATE" -> Sasl.inClear(mechanism) && !line.argument().equals("*");
            default -> SERVICE.matcher(upper).matches();
          };
      if (said) {
        return true;
      }
      mechanism = line.verb().equals("AUTHENTICATE") ? line.argument() : mechanism;
    }
    return false;
  }
}
