package dev.netgen.analyzer.detect.rpc;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Frames;
import dev.netgen.analyzer.detect.api.Outcome;

/**
 * CORBA's GIOP over TCP, IIOP (OMG, CORBA 3.3 part 2, section 9.4).
 *
 * <pre>
 * GIOP | major 1 | minor | flags: bit 0 little endian | type | length 4
 * </pre>
 *
 * Requests, locations asked for and cancellations are the client's, answers the server's.
 */
public final class GiopDetector implements Detector {
  private static final String MAGIC = "GIOP";
  private static final int HEADER = 12;
  private static final int LAST_MINOR = 3;
  private static final int FRAGMENT = 7;

  @Override
  public Card card() {
    return Card.of("giop", "CORBA's GIOP, IIOP", "CORBA 3.3 part 2, section 9.4")
        .tells(Ability.ROLES, Ability.MID_STREAM);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return (client == 'G' || client < 0) && (server == 'G' || server < 0);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    boolean asks = client.isEmpty() || (is(client) && asked(client.u8(7)));
    boolean answers = server.isEmpty() || (is(server) && answered(server.u8(7)));
    if (asks && answers && !(client.isEmpty() && server.isEmpty())) {
      return Finding.plaintext("giop", "messages of GIOP").match();
    }
    boolean cut =
        client.length() < HEADER && client.mayStartWith(MAGIC) && server.mayStartWith(MAGIC);
    return cut ? Outcome.needMore("header cut") : Outcome.no("no message of GIOP");
  }

  private static boolean asked(int type) {
    return type == 0 || type == 2 || type == 3 || type == FRAGMENT;
  }

  private static boolean answered(int type) {
    return type == 1 || (type >= 4 && type <= FRAGMENT);
  }

  private static boolean is(Bytes bytes) {
    return bytes.has(0, HEADER)
        && end(bytes, 0) > 0
        && (end(bytes, 0) > bytes.length() || Frames.count(bytes, 0, GiopDetector::end) > 0);
  }

  private static long end(Bytes bytes, int at) {
    if (!bytes.has(at, HEADER)) {
      return (long) at + HEADER;
    }
    boolean fits =
        bytes.at(at, MAGIC)
            && bytes.u8(at + 4) == 1
            && bytes.u8(at + 5) <= LAST_MINOR
            && bytes.u8(at + 7) <= FRAGMENT;
    boolean little = (bytes.u8(at + 6) & 1) != 0;
    return fits ? at + HEADER + (little ? bytes.u32Le(at + 8) : bytes.u32(at + 8)) : -1;
  }
}
