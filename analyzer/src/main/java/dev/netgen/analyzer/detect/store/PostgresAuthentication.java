package dev.netgen.analyzer.detect.store;

/** What the first Authentication message of a PostgreSQL server asks for. */
enum PostgresAuthentication {
  NOT_SEEN(""),
  TRUST("none asked"),
  CLEARTEXT_PASSWORD("cleartext password"),
  MD5("md5"),
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
        .map(message -> of(message.body().u32(0)))
        .orElse(NOT_SEEN);
  }

  private static PostgresAuthentication of(long method) {
    return switch ((int) method) {
      case 0 -> TRUST;
      case 3 -> CLEARTEXT_PASSWORD;
      case 5 -> MD5;
      case 10 -> SASL;
      default -> OTHER;
    };
  }
}
