package dev.netgen.analyzer.detect.store;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.store.MysqlPackets.Packet;
import org.jspecify.annotations.Nullable;

/**
 * The first packet of a MySQL or MariaDB server ("Protocol::Handshake").
 *
 * <pre>
 * 10 or 9 | version NUL | thread id 32 | salt 8 bytes | 0 | capabilities 16 | ...
 * </pre>
 *
 * @param version the server's version, printable
 * @param capabilities the lower half, 0 where an old server tells none
 */
record MysqlGreeting(String version, int capabilities) {
  private static final int LONGEST_VERSION = 96;
  private static final int FILLER = 12;

  /** Whether these first bytes of a server may be a greeting or an error: cheap. */
  static boolean begins(Bytes server) {
    return server.has(0, 5)
        && server.u8(3) <= 1
        && server.u8(2) == 0
        && (server.u8(4) == 10 || server.u8(4) == 9 || server.u8(4) == 0xFF);
  }

  /** Reads a whole greeting; null where it is none. */
  static @Nullable MysqlGreeting read(Packet packet) {
    Bytes body = packet.body();
    int nul = body.indexOf(0, 1, LONGEST_VERSION);
    if (packet.sequence() != 0 || nul < 2 || !body.isPrintable(1, nul - 1)) {
      return null;
    }
    boolean old = packet.first() == 9;
    int filler = nul + 1 + FILLER;
    if (!body.has(filler, 1) || body.u8(filler) != 0) {
      return null;
    }
    int capabilities = !old && body.has(filler + 1, 2) ? body.u16Le(filler + 1) : 0;
    return new MysqlGreeting(body.text(1, nul - 1), capabilities);
  }

  boolean offersTls() {
    return (capabilities & MysqlLogin.TLS) != 0;
  }
}
