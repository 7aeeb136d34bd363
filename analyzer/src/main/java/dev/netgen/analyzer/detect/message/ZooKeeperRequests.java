package dev.netgen.analyzer.detect.message;

import com.google.common.collect.ImmutableMap;
import dev.netgen.analyzer.detect.api.Bytes;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Requests of a ZooKeeper client behind its connect request: numbered from 1, and below 0 where
 * they are of the session's own; type 0 is the server's.
 *
 * @param types the types of requests by their number
 * @param scheme of the first authentication, or empty
 * @param clean false where bytes follow that are no request
 */
record ZooKeeperRequests(ImmutableMap<Long, Integer> types, String scheme, boolean clean) {
  private static final int MOST = 128;
  private static final int LONGEST = 1 << 20;
  private static final int AUTH = 100;
  private static final int SASL = 102;
  private static final int PING = 11;
  private static final int CLOSE = -11;

  static ZooKeeperRequests read(Bytes bytes, int offset) {
    Map<Long, Integer> types = new LinkedHashMap<>();
    String scheme = "";
    long at = offset;
    for (int count = 0; count < MOST && bytes.has(at, 12); count++) {
      int start = (int) at;
      long length = bytes.u32(start);
      int type = (int) bytes.u32(start + 8);
      if (length < 8 || length > LONGEST || !isType(type) || bytes.u32(start + 4) == 0) {
        return new ZooKeeperRequests(ImmutableMap.copyOf(types), scheme, false);
      }
      types.put(bytes.u32(start + 4), type);
      scheme = type == AUTH && scheme.isEmpty() ? scheme(bytes, start + 16) : scheme;
      at += 4 + length;
    }
    return new ZooKeeperRequests(ImmutableMap.copyOf(types), scheme, true);
  }

  private static boolean isType(int type) {
    return type == -1 || (type >= 1 && type <= 22) || (type >= 100 && type <= 107) || type == CLOSE;
  }

  private static String scheme(Bytes bytes, int at) {
    boolean kept = bytes.has(at, 4) && bytes.u32(at) <= 64;
    int length = kept ? (int) bytes.u32(at) : -1;
    return length > 0 && bytes.isPrintable(at + 4, length) ? bytes.text(at + 4, length) : "auth";
  }

  int count() {
    return types.size();
  }

  boolean authenticates() {
    return types.containsValue(AUTH) || types.containsValue(SASL);
  }

  /** Whether something ordinary was answered without an error. */
  static boolean served(ZooKeeperRequests requests, Bytes server, int offset) {
    long at = offset;
    for (int count = 0; offset > 0 && count < MOST && server.has(at, 20); count++) {
      int start = (int) at;
      Integer type = requests.types().get(server.u32(start + 4));
      boolean ordinary = type != null && type != PING && type != CLOSE;
      if (ordinary && server.u32(start + 16) == 0) {
        return true;
      }
      at += 4 + server.u32(start);
    }
    return false;
  }

  /** Whether replies chain, and each is to a request or a notice of the server's own. */
  static boolean replied(ZooKeeperRequests requests, Bytes server) {
    long at = 0;
    int replies = 0;
    for (int count = 0; count < MOST && server.has(at, 20); count++) {
      int start = (int) at;
      long length = server.u32(start);
      boolean asked = requests.types().containsKey(server.u32(start + 4));
      boolean notice = server.u32(start + 4) == 0xFFFF_FFFFL;
      int error = (int) server.u32(start + 16);
      if (length < 16 || length > LONGEST || (!asked && !notice) || error > 0 || error < -200) {
        return false;
      }
      replies += asked ? 1 : 0;
      at += 4 + length;
    }
    return replies > 0;
  }
}
