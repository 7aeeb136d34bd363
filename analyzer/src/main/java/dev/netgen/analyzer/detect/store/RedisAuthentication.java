package dev.netgen.analyzer.detect.store;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.detect.api.Authentication;
import dev.netgen.analyzer.detect.api.Bytes;
import java.util.Optional;

/** Whether a client of Redis authenticated, told from its commands and the first replies. */
final class RedisAuthentication {
  private static final int MOST_ERRORS = 16;
  private static final ImmutableList<String> NO_PASSWORD_SET =
      ImmutableList.of(
          "ERR Client sent AUTH, but no password is set", "ERR AUTH <password> called without any");
  private static final ImmutableList<String> ASKED =
      ImmutableList.of(
          "NOAUTH", "WRONGPASS", "ERR invalid password", "ERR operation not permitted");

  private RedisAuthentication() {}

  /** Where the replies do not tell: seen if a password crossed. */
  static Optional<Authentication> mentioned(RedisCommands commands) {
    return Optional.of(commands.credentials() ? Authentication.SEEN : Authentication.NOT_LOOKED);
  }

  /**
   * Of a connection from its start. A server with a password answers nothing else until it is told
   * it; errors about other things come before that, and a server in protected mode refuses all:
   * then nothing is said.
   */
  static Optional<Authentication> seen(RedisCommands commands, Bytes server) {
    int at = 0;
    for (int errors = 0; errors < MOST_ERRORS; errors++) {
      RespLine reply = RespLine.read(server, at);
      if (reply == null) {
        return mentioned(commands);
      }
      if (reply.type() == '-' && begins(reply.line(), NO_PASSWORD_SET)) {
        return Optional.of(Authentication.NONE_SEEN);
      }
      if (commands.credentials() || (reply.type() == '-' && begins(reply.line(), ASKED))) {
        return Optional.of(Authentication.SEEN);
      }
      if (reply.type() != '-' || reply.line().startsWith("MOVED ")) {
        return Optional.of(Authentication.NONE_SEEN);
      }
      if (reply.line().startsWith("DENIED")) {
        return Optional.empty();
      }
      at = reply.end();
    }
    return mentioned(commands);
  }

  private static boolean begins(Bytes line, ImmutableList<String> texts) {
    for (String text : texts) {
      if (line.startsWith(text)) {
        return true;
      }
    }
    return false;
  }
}
