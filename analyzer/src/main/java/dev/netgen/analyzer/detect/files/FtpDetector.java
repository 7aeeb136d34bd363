package dev.netgen.analyzer.detect.files;

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
 * FTP's control connection (RFC 959): numeric replies, beginning with a greeting, and commands of
 * which SMTP has none. What the data connections carry is told of them.
 */
public final class FtpDetector implements Detector {
  /** Commands that no other protocol with a greeting of 220 has. */
  private static final ImmutableSet<String> OWN =
      ImmutableSet.of(
          "USER", "PASS", "ACCT", "CWD", "CDUP", "SMNT", "REIN", "PORT", "PASV", "TYPE", "STRU",
          "MODE", "RETR", "STOR", "STOU", "APPE", "ALLO", "REST", "RNFR", "RNTO", "ABOR", "DELE",
          "RMD", "MKD", "PWD", "LIST", "NLST", "SITE", "SYST", "EPRT", "EPSV", "LPRT", "LPSV",
          "FEAT", "OPTS", "HOST", "LANG", "MDTM", "MLST", "MLSD", "SIZE", "PBSZ", "PROT", "CCC",
          "ADAT", "CLNT", "XPWD", "XCWD");

  /** Commands of a session that began earlier; those that other protocols have are left out. */
  private static final ImmutableSet<String> LATE =
      ImmutableSet.of(
          "CWD", "PORT", "PASV", "TYPE", "RETR", "STOR", "RNFR", "NLST", "SYST", "EPRT", "EPSV",
          "FEAT", "MDTM", "MLSD", "SIZE", "PBSZ", "PROT", "PWD", "LIST", "APPE", "MKD", "DELE");

  private static final ImmutableSet<String> SHARED =
      ImmutableSet.of("QUIT", "NOOP", "HELP", "STAT");
  private static final Pattern SECURITY =
      Pattern.compile("TLS|SSL|TLS-C|TLS-P|GSSAPI|KERBEROS_V4", Pattern.CASE_INSENSITIVE);
  private static final Pattern NAMED = Pattern.compile("\\b\\w*FTPD?\\b");

  @Override
  public Card card() {
    return Card.of("ftp", "FTP", "RFC 959, RFC 2228, RFC 4217")
        .tells(Ability.ROLES, Ability.MID_STREAM, Ability.UPGRADE, Ability.CREDENTIALS);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes server = exchange.server().bytes();
    Bytes client = exchange.client().bytes();
    if (!server.isEmpty() && exchange.server().fromStart() && !digits(server)) {
      return Outcome.no("no numeric reply first");
    }
    if (!client.isEmpty() && exchange.client().fromStart() && !letter(client.u8(0))) {
      return Outcome.no("no command first");
    }
    return exchange.midStream() ? later(exchange) : fromStart(exchange);
  }

  private static boolean digits(Bytes bytes) {
    for (int i = 0; i < Math.min(3, bytes.length()); i++) {
      if (bytes.u8(i) < (i == 0 ? '1' : '0') || bytes.u8(i) > (i == 0 ? '5' : '9')) {
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
    boolean oneWay = exchange.server().isEmpty();
    if (!oneWay && replies.isEmpty()) {
      return server.isEmpty() && server.stop() == Lines.Stop.CUT
          ? Outcome.needMore("greeting cut")
          : Outcome.no("greeting is no reply");
    }
    if (!oneWay && !greeting(replies)) {
      return Outcome.no("no greeting of FTP");
    }
    if (client.isEmpty()) {
      return greetingAlone(exchange, client, server, replies);
    }
    return oneWay
        ? clientAlone(exchange, client, server, replies)
        : both(exchange, client, server, replies);
  }

  private static boolean greeting(Replies replies) {
    Replies.Reply first = replies.at(0);
    if (first == null) {
      return false;
    }
    int code = first.code();
    return code == 220 || code == 120 || code == 421 || code == 425 || (code >= 500 && code < 560);
  }

  private static Outcome greetingAlone(
      Exchange exchange, Lines client, Lines server, Replies replies) {
    boolean named =
        replies.any(reply -> NAMED.matcher(reply.text().toUpperCase(Locale.ROOT)).find());
    // 331 asks for a password, 227 and 229 tell a port: no other protocol's codes.
    boolean coded = replies.has(331) || replies.has(227) || replies.has(229);
    boolean silent = exchange.client().isEmpty();
    return silent && (named || coded)
        ? FtpSession.judge(exchange, client, server, replies)
        : Outcome.needMore("no command yet");
  }

  /** Without the replies: a login and then what only FTP says, since POP3 logs in like it. */
  private static Outcome clientAlone(
      Exchange exchange, Lines client, Lines server, Replies replies) {
    if (!own(client.get(0))) {
      return Outcome.no("no command of FTP first");
    }
    int distinct = 0;
    for (int i = 0; i < Math.min(16, client.count()); i++) {
      distinct += LATE.contains(client.get(i).verb()) ? 1 : 0;
    }
    return distinct > 1 && client.get(0).verb().equals("USER")
        ? FtpSession.judge(exchange, client, server, replies)
        : Outcome.needMore("commands alone");
  }

  private static Outcome both(Exchange exchange, Lines client, Lines server, Replies replies) {
    for (int i = 0; i < Math.min(6, client.count()); i++) {
      Lines.Line line = client.get(i);
      if (own(line)) {
        return FtpSession.judge(exchange, client, server, replies);
      }
      if (!SHARED.contains(line.verb()) && !refused(replies, i)) {
        return Outcome.no("no command of FTP first");
      }
    }
    Replies.Reply first = replies.at(0);
    boolean named = first != null && NAMED.matcher(first.text().toUpperCase(Locale.ROOT)).find();
    return named
        ? FtpSession.judge(exchange, client, server, replies)
        : Outcome.needMore("no command of FTP yet");
  }

  /** Whether this command was not understood: 500, 502, 530. */
  private static boolean refused(Replies replies, int command) {
    Replies.Reply reply = replies.at(command + 1);
    return reply != null && (reply.code() == 500 || reply.code() == 502 || reply.code() == 530);
  }

  private static boolean own(Lines.Line line) {
    return OWN.contains(line.verb())
        || (line.verb().equals("AUTH") && SECURITY.matcher(line.argument()).matches());
  }

  /** Joined later: two commands that FTP alone has, numerically replied to. */
  private static Outcome later(Exchange exchange) {
    Bytes bytes = exchange.client().bytes();
    Bytes said = exchange.server().bytes();
    int from = exchange.client().fromStart() ? 0 : bytes.find("\n", 0, bytes.length()) + 1;
    Lines client = Lines.read(bytes, from);
    Lines atStart = Lines.read(bytes);
    Lines taken = distinct(atStart) > distinct(client) ? atStart : client;
    int serverFrom = exchange.server().fromStart() ? 0 : said.find("\n", 0, said.length()) + 1;
    Lines server = Lines.read(said, serverFrom);
    Replies replies = Replies.read(server);
    return distinct(taken) > 1 && replies.clean() && !replies.isEmpty()
        ? FtpSession.later(taken)
        : Outcome.no("no commands and replies of FTP");
  }

  private static int distinct(Lines lines) {
    int count = 0;
    for (Lines.Line line : lines.lines()) {
      count += LATE.contains(line.verb()) ? 1 : 0;
    }
    return count;
  }
}
