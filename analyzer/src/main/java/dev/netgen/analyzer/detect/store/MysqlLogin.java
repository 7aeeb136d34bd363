package dev.netgen.analyzer.detect.store;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.store.MysqlPackets.Packet;
import org.jspecify.annotations.Nullable;

/**
 * The client's first packet ("Protocol::HandshakeResponse"), or the request for TLS, which is its
 * beginning.
 *
 * <pre>
 * capabilities 32 | most packet 32 | character set 8 | 23 bytes, 19 of them 0 | user NUL |
 * response | database NUL | plugin NUL | attributes
 * capabilities 16 | most packet 24 | user NUL | response      before 4.1
 * </pre>
 *
 * @param tls whether it asks for TLS and ends there
 * @param compressed whether it asks for compression
 * @param plugin the authentication's name, empty where it tells none
 * @param empty whether the response is one to an empty password
 */
record MysqlLogin(boolean tls, boolean compressed, String plugin, boolean empty) {
  static final int TLS = 0x800;

  private static final int COMPRESS = 0x20;
  private static final long ZSTD = 1 << 26;
  private static final int PROTOCOL_41 = 0x200;
  private static final int WITH_DATABASE = 8;
  private static final int SECURE = 0x8000;
  private static final long PLUGIN = 1 << 19;
  private static final long LENGTH_ENCODED = 1 << 21;
  private static final int FIXED = 32;
  private static final int FIXED_OLD = 5;
  private static final int ZEROS_AT = 9;
  private static final int ZEROS = 19;
  private static final int LONGEST = 256;

  /** Whether a whole packet that was read has the form since 4.1. */
  static boolean modern(Packet packet) {
    return (packet.body().u16Le(0) & PROTOCOL_41) != 0;
  }

  /** Reads a whole packet; null where it is no login. */
  static @Nullable MysqlLogin read(Packet packet) {
    Bytes body = packet.body();
    if (packet.sequence() != 1 || !packet.complete() || !body.has(0, FIXED_OLD)) {
      return null;
    }
    boolean modern = modern(packet);
    boolean tls = (body.u16Le(0) & TLS) != 0;
    if (tls && body.length() == (modern ? FIXED : FIXED_OLD)) {
      return new MysqlLogin(true, false, "", false);
    }
    return modern ? read41(body) : readOld(body);
  }

  private static @Nullable MysqlLogin readOld(Bytes body) {
    int user = body.indexOf(0, FIXED_OLD, FIXED_OLD + LONGEST);
    if (user < 0 && !body.isPrintable(FIXED_OLD, body.length() - FIXED_OLD)) {
      return null;
    }
    boolean compressed = (body.u16Le(0) & COMPRESS) != 0;
    boolean empty = user < 0 || user + 1 >= body.length() || body.u8(user + 1) == 0;
    return new MysqlLogin(false, compressed, "mysql_old_password", empty);
  }

  private static @Nullable MysqlLogin read41(Bytes body) {
    if (!body.has(0, FIXED) || !zeros(body)) {
      return null;
    }
    long capabilities = body.u32Le(0);
    int user = body.indexOf(0, FIXED, FIXED + LONGEST);
    if (user < 0) {
      return null;
    }
    boolean compressed = (capabilities & (COMPRESS | ZSTD)) != 0;
    int at = user + 1;
    int length = responseLength(body, at, capabilities);
    int from = (capabilities & (SECURE | LENGTH_ENCODED)) != 0 ? at + 1 : at;
    if (length < 0 || !body.has(from, length)) {
      return new MysqlLogin(false, compressed, "", at >= body.length());
    }
    int end = (capabilities & (SECURE | LENGTH_ENCODED)) != 0 ? from + length : from + length + 1;
    boolean empty = length == 0 || (length == 1 && body.u8(from) == 0);
    return new MysqlLogin(false, compressed, plugin(body, end, capabilities), empty);
  }

  private static int responseLength(Bytes body, int at, long capabilities) {
    if (!body.has(at, 1)) {
      return -1;
    }
    if ((capabilities & (SECURE | LENGTH_ENCODED)) != 0) {
      return body.u8(at) <= 250 ? body.u8(at) : -1;
    }
    return body.indexOf(0, at, at + LONGEST) - at;
  }

  private static String plugin(Bytes body, int offset, long capabilities) {
    int at = offset;
    if ((capabilities & WITH_DATABASE) != 0) {
      int nul = body.indexOf(0, at, at + LONGEST);
      if (nul < 0) {
        return "";
      }
      at = nul + 1;
    }
    int nul = (capabilities & PLUGIN) == 0 ? -1 : body.indexOf(0, at, at + LONGEST);
    return nul > at && body.isPrintable(at, nul - at) ? body.text(at, nul - at) : "";
  }

  private static boolean zeros(Bytes body) {
    for (int i = ZEROS_AT; i < ZEROS_AT + ZEROS; i++) {
      if (body.u8(i) != 0) {
        return false;
      }
    }
    return true;
  }
}
