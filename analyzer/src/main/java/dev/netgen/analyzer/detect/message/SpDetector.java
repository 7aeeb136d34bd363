package dev.netgen.analyzer.detect.message;

import com.google.common.collect.ImmutableSet;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;

/**
 * The scalability protocols of nanomsg and nng over TCP (sp-tcp-mapping-01): both sides begin with
 * a header that names the protocol of their socket.
 *
 * <pre>
 * 00 S P 00 | protocol 2 | 0000 | (length 8 | message)*
 * </pre>
 */
public final class SpDetector implements Detector {
  private static final String MAGIC = "\0SP\0";
  private static final int HEADER = 8;

  /** Pair, publish and subscribe, request and reply, pipeline, survey, bus, star. */
  private static final ImmutableSet<Integer> PROTOCOLS =
      ImmutableSet.of(
          0x10, 0x11, 0x20, 0x21, 0x30, 0x31, 0x50, 0x51, 0x60, 0x61, 0x62, 0x63, 0x70, 0x64);

  @Override
  public Card card() {
    return Card.of("sp", "Scalability protocols of nanomsg and nng", "sp-tcp-mapping-01");
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client <= 0 && server <= 0;
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    boolean greet = greets(client) && greets(server) && !(client.isEmpty() && server.isEmpty());
    return greet && !exchange.midStream()
        ? Finding.plaintext("sp", "header of a scalability protocol").withRolesShown(false).match()
        : Outcome.no("no header of a scalability protocol");
  }

  private static boolean greets(Bytes bytes) {
    boolean header = bytes.has(0, HEADER) && bytes.startsWith(MAGIC) && bytes.u16(6) == 0;
    return bytes.isEmpty() || (header && PROTOCOLS.contains(bytes.u16(4)));
  }
}
