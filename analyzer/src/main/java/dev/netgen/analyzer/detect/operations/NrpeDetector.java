package dev.netgen.analyzer.detect.operations;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * NRPE, by which Nagios has commands run elsewhere (its include/common.h). What it is by default is
 * TLS; without it, packets that a checksum closes.
 *
 * <pre>
 * 2 16 | type 16 | CRC 32 | result 16 | text of 1024, two more
 * 3 or 4 16 | type 16 | CRC 32 | result 16 | 0 16 | length 32 | text
 * </pre>
 */
public final class NrpeDetector implements Detector {
  private static final int QUERY = 1;
  private static final int LAST_TYPE = 4;
  private static final int HEADER = 16;
  private static final int LENGTH = 12;
  private static final int FIXED = 1036;
  private static final int CHECKSUM = 4;
  private static final int MOST = 64 * 1024;

  @Override
  public Card card() {
    return Card.of("nrpe", "Nagios' remote plugins, versions 2 to 4", "NRPE, include/common.h")
        .tells(Ability.ROLES);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client == 0 && server <= 0;
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (exchange.midStream() || !mayBegin(client.first(), server.first())) {
      return Outcome.no("no query of NRPE");
    }
    if (!client.has(0, HEADER)) {
      return Outcome.needMore("query cut");
    }
    int version = client.u16(0);
    long length = version == 2 ? FIXED : HEADER + client.u32(LENGTH);
    boolean query = version >= 2 && version <= 4 && client.u16(2) == QUERY && length < MOST;
    boolean answer =
        !server.has(0, 4)
            || (server.u16(0) == version && server.u16(2) > QUERY && server.u16(2) <= LAST_TYPE);
    if (!query || !answer) {
      return Outcome.no("no query of NRPE");
    }
    if (!client.has(0, length)) {
      return Outcome.needMore("query cut");
    }
    return closes(client, (int) length)
        ? Finding.plaintext("nrpe", "query of NRPE and its checksum").match()
        : Outcome.no("checksum of another text");
  }

  /** Whether the checksum is the one of the packet with zeros in its place. */
  private static boolean closes(Bytes packet, int length) {
    byte[] bytes = packet.slice(0, length).copy();
    Arrays.fill(bytes, CHECKSUM, CHECKSUM + 4, (byte) 0);
    CRC32 sum = new CRC32();
    sum.update(bytes);
    return sum.getValue() == packet.u32(CHECKSUM);
  }
}
