package dev.netgen.analyzer.detect.store;

import dev.netgen.analyzer.detect.api.Authentication;
import dev.netgen.analyzer.detect.api.Bytes;

/** What the first Authentication message of a PostgreSQL server asks for. */
enum PostgresAuthentication {
  NOT_SEEN(""),
  TRUST("none asked"),
  CLEARTEXT_PASSWORD("cleartext password"),
  MD5("md5"),
  SCRAM("scram"),
  SASL("sasl"),
  OTHER("other");

  private final String word;

  PostgresAuthentication(String word) {
    this.word = word;
  }

  /** The word in facts. */
  String word() {
    return word;
  }

  /** Reads the first Authentication message (type R): a 32-bit method first. */
  static PostgresAuthentication asked(PostgresMessages server) {
    return server.messages().stream()
        .filter(message -> message.type() == 'R' && message.body().has(0, 4))
        .findFirst()
        .map(message -> of(message.body()))
        .orElse(NOT_SEEN);
  }

  /** Whether the client authenticated, as far as the server asked it to. */
  Authentication seen() {
    return switch (this) {
      case NOT_SEEN -> Authentication.NOT_LOOKED;
      case TRUST -> Authentication.NONE_SEEN;
      default -> Authentication.SEEN;
    };
  }

  private static PostgresAuthentication of(Bytes body) {
    return switch ((int) body.u32(0)) {
      case 0 -> TRUST;
      case 3 -> CLEARTEXT_PASSWORD;
      case 5 -> MD5;
      case 10 -> body.find("SCRAM-SHA-", 4, body.length()) > 0 ? SCRAM : SASL;
      default -> OTHER;
    };
  }
}
