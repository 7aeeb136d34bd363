package dev.netgen.analyzer.detect.files;

import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.text.ClearStart;
import dev.netgen.analyzer.detect.text.ClearStart.Answer;
import dev.netgen.analyzer.detect.text.Lines;
import dev.netgen.analyzer.detect.text.Replies;
import dev.netgen.model.graph.Encryption;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is told of a conversation known to be FTP: AUTH TLS (RFC 4217) and the login. */
final class FtpSession {
  private static final String NAME = "ftp";
  private static final ClearStart START = new ClearStart(NAME, "AUTH TLS", "FTP in clear");

  private FtpSession() {}

  static Outcome judge(Exchange exchange, Lines client, Lines server, Replies replies) {
    int asked = client.last("AUTH");
    Finding finding =
        asked < 0
            ? START.notAsked(replies.any(FtpSession::offersTls))
            : asked(exchange, client, asked, server, replies);
    Finding told = anonymous(client) ? finding.withFacts(withAnonymous(finding)) : finding;
    return told.withCredentialsIf(credentials(client)).match();
  }

  static Outcome later(Lines client) {
    return Finding.plaintext(NAME, "FTP commands in clear, mid-stream")
        .withCredentialsIf(credentials(client))
        .match();
  }

  private static Map<String, String> withAnonymous(Finding finding) {
    Map<String, String> facts = new TreeMap<>(finding.facts());
    facts.put("ftp.user", "anonymous");
    return facts;
  }

  private static boolean offersTls(Replies.Reply reply) {
    return reply.code() == 211
        && reply.text().toUpperCase(Locale.ROOT).lines().anyMatch(FtpSession::offer);
  }

  private static boolean offer(String feature) {
    return feature.strip().startsWith("AUTH ") && feature.contains("TLS");
  }

  private static Finding asked(
      Exchange exchange, Lines client, int asked, Lines server, Replies replies) {
    String mechanism = client.get(asked).word(1);
    Replies.Reply reply = last(replies, asked);
    Answer answer = reply == null ? Answer.NOT_SEEN : answer(reply.code());
    if (answer == Answer.AGREED && !mechanism.startsWith("TLS") && !mechanism.equals("SSL")) {
      return other(client, asked);
    }
    int end = reply == null ? server.end() : reply.end();
    return START.asked(exchange, client, asked, server, answer, end);
  }

  /** GSSAPI and Kerberos go on in commands of their own: MIC, CONF and ENC (RFC 2228). */
  private static Finding other(Lines client, int asked) {
    boolean later = client.last("USER") > asked || client.last("PASS") > asked;
    return later
        ? Finding.plaintext(NAME, "AUTH agreed, commands in clear")
        : Finding.of(
            NAME, Encryption.OPAQUE, "AUTH agreed, protection of commands not looked into");
  }

  private static Answer answer(int code) {
    return code == 234 || code == 334 || code == 235 ? Answer.AGREED : Answer.REFUSED;
  }

  /** The reply to this command: behind the greeting one each, preliminary ones left out. */
  private static Replies.@Nullable Reply last(Replies replies, int asked) {
    int place = -1;
    for (Replies.Reply reply : replies.replies()) {
      place += reply.code() >= 200 && reply.whole() ? 1 : 0;
      if (place == asked + 1) {
        return reply;
      }
    }
    return null;
  }

  private static boolean anonymous(Lines client) {
    for (Lines.Line line : client.lines()) {
      if (line.verb().equals("USER")) {
        return isAnonymous(line.argument());
      }
    }
    return false;
  }

  private static boolean isAnonymous(String user) {
    return user.equalsIgnoreCase("anonymous") || user.equalsIgnoreCase("ftp");
  }

  /** A password behind a name that is not the anonymous one (ADR 164). */
  private static boolean credentials(Lines client) {
    boolean nobody = false;
    for (Lines.Line line : client.lines()) {
      switch (line.verb()) {
        case "USER" -> nobody = isAnonymous(line.argument());
        case "PASS" -> {
          if (!nobody && !line.argument().isEmpty()) {
            return true;
          }
        }
        default -> {}
      }
    }
    return false;
  }
}
