package dev.netgen.analyzer.detect.store;

import com.google.common.collect.ImmutableSet;
import dev.netgen.analyzer.detect.api.Authentication;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.store.MysqlPackets.Packet;
import java.util.Iterator;
import java.util.List;

/**
 * What follows a login until the server is content ("Connection Phase").
 *
 * @param plugin the authentication that was used last
 * @param clear whether a password crossed as it is
 * @param seen whether the client authenticated
 * @param error the code of the error that ended it, 0 without
 */
record MysqlAuthentication(String plugin, boolean clear, Authentication seen, int error) {
  /** What sends the password as it is: MySQL's own, and MariaDB's for PAM. */
  private static final ImmutableSet<String> CLEAR =
      ImmutableSet.of("mysql_clear_password", "dialog");

  private static final int MORE = 0x01;
  private static final int SWITCH = 0xFE;
  private static final int FULL = 4;
  private static final int FAST = 3;
  private static final int ASKS_FOR_KEY = 2;
  private static final int SHORTEST_RSA = 128;

  /**
   * Follows both sides: the server's packets behind its greeting, the client's behind its login.
   */
  static MysqlAuthentication follow(MysqlLogin login, List<Packet> server, List<Packet> client) {
    String plugin = login.plugin();
    boolean empty = login.empty();
    boolean clear = CLEAR.contains(plugin) && !empty;
    Iterator<Packet> replies = client.iterator();
    for (Packet asked : server) {
      if (asked.isOk()) {
        Authentication seen = empty ? Authentication.NONE_SEEN : Authentication.SEEN;
        return new MysqlAuthentication(plugin, clear, seen, 0);
      }
      if (asked.isError()) {
        int code = asked.body().u16Le(1);
        return new MysqlAuthentication(plugin, clear, Authentication.SEEN, code);
      }
      boolean fast = asked.first() == MORE && asked.length() == 2 && second(asked) == FAST;
      if (fast || !replies.hasNext()) {
        continue;
      }
      Bytes reply = replies.next().body();
      if (asked.first() == SWITCH) {
        plugin = switched(asked.body());
        empty = reply.isEmpty() || (reply.length() == 1 && reply.u8(0) == 0);
        clear |= CLEAR.contains(plugin) && !empty;
      } else if (asked.first() == MORE) {
        clear |= asked.length() == 2 && second(asked) == FULL && isPassword(reply);
      }
    }
    return new MysqlAuthentication(plugin, clear, Authentication.NOT_LOOKED, 0);
  }

  private static int second(Packet packet) {
    return packet.complete() ? packet.body().u8(1) : -1;
  }

  /** The full exchange of caching_sha2: a request for the key, RSA, or the password and NUL. */
  private static boolean isPassword(Bytes reply) {
    boolean key = reply.length() == 1 && reply.u8(0) == ASKS_FOR_KEY;
    return !key
        && reply.length() > 1
        && reply.length() < SHORTEST_RSA
        && reply.u8(reply.length() - 1) == 0;
  }

  private static String switched(Bytes body) {
    int nul = body.indexOf(0, 1, 64);
    return nul > 1 && body.isPrintable(1, nul - 1) ? body.text(1, nul - 1) : "mysql_old_password";
  }
}
