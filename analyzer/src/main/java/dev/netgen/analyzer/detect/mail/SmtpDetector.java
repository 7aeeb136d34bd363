package dev.netgen.analyzer.detect.mail;

import com.google.common.collect.ImmutableSet;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.text.Lines;
import dev.netgen.analyzer.detect.text.Replies;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * SMTP (RFC 5321) and LMTP (RFC 2033): numeric replies, beginning with a greeting; the client says
 * EHLO, HELO or LHLO. Joined later it is told by a sender or a recipient in the client's lines.
 */
public final class SmtpDetector implements Detector {
  private static final ImmutableSet<String> HELLO = ImmutableSet.of("EHLO", "HELO", "LHLO");
  private static final Pattern PATH =
      Pattern.compile("(?i)(?:MAIL FROM|RCPT TO): ?<[^>]*>(?: .*)?");
  private static final Pattern NAMED = Pattern.compile("\\bE?SMTP\\b|\\bLMTP\\b");
  private static final Pattern ENHANCED = Pattern.compile("[245]\\.\\d{1,3}\\.\\d{1,3} .*");

  /** How many lines in a mid-stream flow are searched for an address. */
  private static final int SEARCHED = 64;

  @Override
  public Card card() {
    return Card.of("smtp", "SMTP and LMTP", "RFC 5321, RFC 3207, RFC 2033")
        .tells(
            Ability.ROLES, Ability.MID_STREAM, Ability.UPGRADE, Ability.CREDENTIALS, Ability.KINDS);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes server = exchange.server().bytes();
    Bytes client = exchange.client().bytes();
    boolean late = exchange.midStream();
    if (!late && !server.isEmpty() && !digits(server)) {
      return Outcome.no("no numeric reply first");
    }
    if (!late && !client.isEmpty() && !letter(client.u8(0))) {
      return Outcome.no("no command first");
    }
    return late ? midStream(exchange) : fromStart(exchange);
  }

  private static boolean digits(Bytes bytes) {
    for (int i = 0; i < Math.min(3, bytes.length()); i++) {
      if (bytes.u8(i) < (i == 0 ? '2' : '0') || bytes.u8(i) > (i == 0 ? '5' : '9')) {
        return false;
      }
    }
    return true;
  }

  private static boolean letter(int b) {
    return (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z') || b == '\r' || b == '\n';
  }

  private static Outcome fromStart(Exchange exchange) {
    Lines client = Lines.read(exchange.client().bytes());
    Lines server = Lines.read(exchange.server().bytes());
    Replies replies = Replies.read(server);
    if (!replies.clean() && replies.replies().size() < 2) {
      return Outcome.no("greeting is no reply");
    }
    boolean greeted = greeting(replies);
    if (!replies.isEmpty() && !greeted) {
      return Outcome.no("no greeting of SMTP");
    }
    if (hello(client) && (greeted || exchange.server().bytes().isEmpty())) {
      return SmtpSession.judge(exchange, client, server, replies);
    }
    if (greeted && named(replies)) {
      boolean own = client.isEmpty() || SmtpSession.VERBS.contains(client.get(0).verb());
      return own
          ? SmtpSession.judge(exchange, client, server, replies)
          : Outcome.no("greeting of SMTP, other commands");
    }
    return client.count() > 3
        ? Outcome.no("no EHLO, HELO or LHLO")
        : Outcome.needMore("no EHLO, HELO or LHLO yet");
  }

  /** Among the first lines: some clients begin with blanks or with commands that need no hello. */
  private static boolean hello(Lines client) {
    for (int i = 0; i < Math.min(4, client.count()); i++) {
      if (HELLO.contains(client.get(i).verb())) {
        return true;
      }
    }
    return false;
  }

  private static boolean greeting(Replies replies) {
    Replies.Reply first = replies.at(0);
    if (first == null) {
      return false;
    }
    int code = first.code();
    return code == 220 || code == 421 || code == 450 || code == 451 || (code >= 500 && code < 560);
  }

  /** Whether the server says itself that it is one: in its greeting or by its extensions. */
  private static boolean named(Replies replies) {
    Replies.Reply first = replies.at(0);
    if (first == null) {
      return false;
    }
    String text = first.text();
    boolean refused = first.code() != 220 && ENHANCED.matcher(text).lookingAt();
    return refused || NAMED.matcher(text.toUpperCase(Locale.ROOT)).find();
  }

  /** A line of the envelope, in a conversation of which the other side, if seen, replies. */
  private static Outcome midStream(Exchange exchange) {
    Bytes bytes = exchange.client().bytes();
    if (bytes.isEmpty() || !envelope(bytes)) {
      return Outcome.no("no line of an envelope");
    }
    Bytes server = exchange.server().bytes();
    int from = exchange.server().fromStart() ? 0 : server.find("\n", 0, server.length()) + 1;
    Lines lines = Lines.read(server, from);
    boolean whole = Replies.read(Lines.read(server)).clean();
    return server.isEmpty() || whole || Replies.read(lines).clean()
        ? SmtpSession.later(exchange)
        : Outcome.no("envelope without numeric replies");
  }

  private static boolean envelope(Bytes bytes) {
    int at = 0;
    for (int count = 0; count < SEARCHED && at < bytes.length(); count++) {
      int feed = bytes.find("\n", at, bytes.length());
      if (feed < 0) {
        return false;
      }
      boolean sized = feed - at < 1024 && feed - at > 9;
      if (sized && PATH.matcher(bytes.text(at, feed - at).stripTrailing()).matches()) {
        return true;
      }
      at = feed + 1;
    }
    return false;
  }
}
