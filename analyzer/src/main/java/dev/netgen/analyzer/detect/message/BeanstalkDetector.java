package dev.netgen.analyzer.detect.message;

import com.google.common.collect.ImmutableSet;
import dev.netgen.analyzer.detect.api.Authentication;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.text.Lines;
import dev.netgen.analyzer.detect.text.Lines.Line;
import java.util.Locale;

/**
 * beanstalkd (its protocol.txt): a line asks, a line answers, which of all answers fit depends on
 * the question. Nobody authenticates.
 */
public final class BeanstalkDetector implements Detector {
  private static final ImmutableSet<String> TROUBLE =
      ImmutableSet.of("OUT_OF_MEMORY", "INTERNAL_ERROR", "BAD_FORMAT", "UNKNOWN_COMMAND");

  @Override
  public Card card() {
    return Card.of("beanstalkd", "beanstalkd", "beanstalkd, doc/protocol.txt")
        .tells(Ability.ROLES, Ability.MID_STREAM, Ability.NO_AUTHENTICATION);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client >= 'b' && client <= 'w' && server >= 'B' && server <= 'W';
  }

  @Override
  public Outcome detect(Exchange exchange) {
    if (!exchange.midStream()
        && !mayBegin(exchange.client().bytes().first(), exchange.server().bytes().first())) {
      return Outcome.no("no command of beanstalkd");
    }
    Lines client = Lines.read(exchange.client().bytes());
    Lines server = Lines.read(exchange.server().bytes());
    if (client.isEmpty() || server.isEmpty()) {
      return Outcome.needMore("no line yet");
    }
    return fits(client.get(0), server.get(0))
        ? Finding.plaintext("beanstalkd", "commands of beanstalkd")
            .withAuthentication(Authentication.NONE_SEEN)
            .match()
        : Outcome.no("no command of beanstalkd");
  }

  private static boolean fits(Line asked, Line told) {
    String command = asked.text().split(" ", 2)[0];
    String answer = told.text().split(" ", 2)[0];
    if (!command.equals(command.toLowerCase(Locale.ROOT))) {
      return false;
    }
    String argument = asked.argument();
    boolean known =
        switch (command) {
          case "use" -> answer.equals("USING") && told.argument().equals(argument);
          case "watch", "ignore" ->
              (answer.equals("WATCHING") && isNumber(told.argument()))
                  || answer.equals("NOT_IGNORED");
          case "put" ->
              words(argument) == 4
                  && isNumber(argument.replace(" ", ""))
                  && ImmutableSet.of(
                          "INSERTED", "BURIED", "EXPECTED_CRLF", "JOB_TOO_BIG", "DRAINING")
                      .contains(answer);
          case "reserve", "reserve-with-timeout", "reserve-job" ->
              (answer.equals("RESERVED") && words(told.argument()) == 2)
                  || ImmutableSet.of("TIMED_OUT", "DEADLINE_SOON", "NOT_FOUND").contains(answer);
          case "peek", "peek-ready", "peek-delayed", "peek-buried" ->
              (answer.equals("FOUND") && words(told.argument()) == 2) || answer.equals("NOT_FOUND");
          case "list-tubes", "list-tube-used", "list-tubes-watched", "stats-tube", "stats-job" ->
              answer.equals("OK") || answer.equals("USING") || answer.equals("NOT_FOUND");
          default -> false;
        };
    return known || (TROUBLE.contains(answer) && command.equals("put") && words(argument) == 4);
  }

  private static int words(String text) {
    return text.isEmpty() ? 0 : text.split(" ", -1).length;
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
