package dev.netgen.analyzer.detect.store;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.store.PostgresMessages.Message;

/** What the parameters of a PostgreSQL session tell: the server's version, and replication. */
final class PostgresParameters {
  private static final String VERSION = "server_version\0";
  private static final String REPLICATION = "\0replication\0";
  private static final int LONGEST = 64;

  private PostgresParameters() {}

  /** The version in a ParameterStatus message (type S), or empty. */
  static String version(PostgresMessages server) {
    for (Message message : server.messages()) {
      Bytes body = message.body();
      if (message.type() == 'S' && body.startsWith(VERSION)) {
        int nul = body.indexOf(0, VERSION.length(), VERSION.length() + LONGEST);
        return nul < 0 ? "" : body.text(VERSION.length(), nul - VERSION.length());
      }
    }
    return "";
  }

  /** {@code replication} where the start-up parameters ask for it, or empty. */
  static String use(Bytes parameters) {
    int name = parameters.find(REPLICATION, 0, parameters.length());
    int at = name + REPLICATION.length();
    boolean asked =
        name >= 0
            && !parameters.at(at, "0\0")
            && !parameters.at(at, "false\0")
            && !parameters.at(at, "off\0")
            && !parameters.at(at, "no\0");
    return asked ? "replication" : "";
  }
}
