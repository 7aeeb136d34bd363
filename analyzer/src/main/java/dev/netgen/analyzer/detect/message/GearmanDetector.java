package dev.netgen.analyzer.detect.message;

import dev.netgen.analyzer.detect.api.Authentication;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Frames;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.text.Lines;
import java.util.regex.Pattern;

/**
 * Gearman's binary protocol (its PROTOCOL document): clients and workers ask, the job server
 * answers. Nobody authenticates.
 *
 * <pre>
 * 00 R E Q | type 4 | length 4 | data          00 R E S | type 4 | length 4 | data
 * </pre>
 *
 * Who administers asks by lines: {@code status} is answered by a line of a name and three numbers
 * for each function, and a dot.
 */
public final class GearmanDetector implements Detector {
  private static final String ASKED = "\0REQ";
  private static final String ANSWERED = "\0RES";
  private static final int HEADER = 12;
  private static final int LAST_TYPE = 42;
  private static final Pattern FUNCTION = Pattern.compile("[^\\t]+\\t\\d+\\t\\d+\\t\\d+");

  @Override
  public Card card() {
    return Card.of("gearman", "Gearman's job server", "Gearman's PROTOCOL")
        .tells(Ability.ROLES, Ability.MID_STREAM, Ability.NO_AUTHENTICATION);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client <= 0 ? server <= 0 : client == 's' && server > 0;
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    boolean asks = client.isEmpty() || is(client, ASKED);
    boolean answers = server.isEmpty() || is(server, ANSWERED);
    boolean packets = asks && answers && !(client.isEmpty() && server.isEmpty());
    return packets || (!exchange.midStream() && isStatus(client, server))
        ? Finding.plaintext("gearman", "packets or status of Gearman")
            .withAuthentication(Authentication.NONE_SEEN)
            .match()
        : Outcome.no("no packets of Gearman");
  }

  private static boolean isStatus(Bytes client, Bytes server) {
    if (!client.startsWith("status\n") && !client.startsWith("status\r\n")) {
      return false;
    }
    Lines lines = Lines.read(server);
    int last = lines.count() - 1;
    for (int i = 0; i < last; i++) {
      if (!FUNCTION.matcher(lines.get(i).text()).matches()) {
        return false;
      }
    }
    return last > 0 && (lines.stop() != Lines.Stop.END || lines.get(last).text().equals("."));
  }

  private static boolean is(Bytes bytes, String magic) {
    return bytes.has(0, HEADER)
        && bytes.startsWith(magic)
        && (bytes.length() < HEADER + bytes.u32(8)
            || Frames.count(bytes, 0, GearmanDetector::end) > 0)
        && end(bytes, 0) > 0;
  }

  private static long end(Bytes bytes, int at) {
    if (!bytes.has(at, HEADER)) {
      return (long) at + HEADER;
    }
    boolean fits = bytes.at(at, ASKED) || bytes.at(at, ANSWERED);
    return fits && bytes.u32(at + 4) > 0 && bytes.u32(at + 4) <= LAST_TYPE
        ? at + HEADER + bytes.u32(at + 8)
        : -1;
  }
}
