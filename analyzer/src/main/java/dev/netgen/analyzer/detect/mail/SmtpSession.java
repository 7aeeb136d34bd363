package dev.netgen.analyzer.detect.mail;

import com.google.common.collect.ImmutableSet;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.text.ClearStart;
import dev.netgen.analyzer.detect.text.ClearStart.Answer;
import dev.netgen.analyzer.detect.text.Lines;
import dev.netgen.analyzer.detect.text.Replies;
import dev.netgen.analyzer.detect.text.Sasl;
import dev.netgen.model.graph.Encryption;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What is told of a conversation known to be SMTP: STARTTLS (RFC 3207) and AUTH (RFC 4954). */
final class SmtpSession {
  private static final String NAME = "smtp";
  private static final ClearStart START = new ClearStart(NAME, "STARTTLS", "SMTP in clear");

  /** Verbs of commands. */
  static final ImmutableSet<String> VERBS =
      ImmutableSet.of(
          "EHLO",
          "HELO",
          "LHLO",
          "STARTTLS",
          "MAIL",
          "RCPT",
          "DATA",
          "BDAT",
          "RSET",
          "NOOP",
          "QUIT",
          "HELP",
          "VRFY",
          "EXPN",
          "AUTH",
          "XCLIENT",
          "XFORWARD",
          "ETRN",
          "TURN");

  private SmtpSession() {}

  static Outcome judge(Exchange exchange, Lines client, Lines server, Replies replies) {
    int asked = client.last("STARTTLS");
    Finding finding =
        asked < 0
            ? clear(exchange, client, replies)
            : asked(exchange, client, asked, server, replies);
    Map<String, String> facts = new TreeMap<>(finding.facts());
    Replies.Reply greeting = replies.at(0);
    if (greeting != null && greeting.code() == 220) {
      facts.put("smtp.server", word(greeting.text()));
    }
    if (client.lines().stream().anyMatch(line -> line.verb().equals("LHLO"))) {
      facts.put("smtp.kind", "lmtp");
    }
    return finding.withFacts(facts).withCredentialsIf(credentials(client)).match();
  }

  /** Of a conversation joined later. */
  static Outcome later(Exchange exchange) {
    Lines client = Lines.read(exchange.client().bytes());
    return Finding.plaintext(NAME, "SMTP envelope in clear, mid-stream")
        .withCredentialsIf(credentials(client))
        .match();
  }

  private static Finding clear(Exchange exchange, Lines client, Replies replies) {
    boolean offered =
        replies.any(reply -> reply.code() == 250 && reply.text().contains("STARTTLS"));
    boolean more = !exchange.client().complete() && client.count() <= 1;
    return offered && more
        ? Finding.of(NAME, Encryption.OPAQUE, "STARTTLS offered, what follows was not kept")
        : START.notAsked(offered);
  }

  private static Finding asked(
      Exchange exchange, Lines client, int asked, Lines server, Replies replies) {
    // A reply for each line, behind the greeting: STARTTLS comes before any message.
    Replies.Reply reply = replies.at(asked + 1);
    if (reply == null || !reply.whole()) {
      return START.asked(exchange, client, asked, server, Answer.NOT_SEEN, server.end());
    }
    Answer answer = reply.code() == 220 ? Answer.AGREED : Answer.REFUSED;
    return START.asked(exchange, client, asked, server, answer, reply.end());
  }

  private static String word(String text) {
    String first = text.strip();
    int space = first.indexOf(' ');
    return space < 0 ? first : first.substring(0, space);
  }

  private static boolean credentials(Lines client) {
    for (int i = 0; i < client.count(); i++) {
      Lines.Line line = client.get(i);
      String upper = line.text().toUpperCase(Locale.ROOT);
      if (upper.startsWith("AUTH ") && Sasl.secretSent(line.word(1), initial(line), client, i)) {
        return true;
      }
    }
    return false;
  }

  private static String initial(Lines.Line line) {
    String argument = line.argument();
    int space = argument.indexOf(' ');
    return space < 0 ? "" : argument.substring(space + 1).strip();
  }
}
