package dev.netgen.analyzer.detect.industry;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Frames;
import dev.netgen.analyzer.detect.api.Outcome;

/**
 * IEC 60870-5-104 (its clause 5): the controlling station starts the transfer of data, the
 * controlled one confirms.
 *
 * <pre>
 * 68 | length | control 4: ..0 information, ..01 supervision, ..11 without a number | data
 * </pre>
 */
public final class Iec104Detector implements Detector {
  private static final String NAME = "iec-104";
  private static final int BEGIN = 0x68;
  private static final int HEADER = 6;
  private static final int LONGEST = 253;
  private static final int START = 0x07;
  private static final int TEST = 0x43;

  @Override
  public Card card() {
    return Card.of(NAME, "IEC 60870-5-104", "IEC 60870-5-104, clause 5")
        .tells(Ability.ROLES, Ability.MID_STREAM);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return (client == BEGIN || client < 0) && (server == BEGIN || server < 0);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    int asked = Frames.count(client, 0, Iec104Detector::end);
    int told = Frames.count(server, 0, Iec104Detector::end);
    if (exchange.midStream()) {
      return asked > 0 && told > 0 && asked + told > 2
          ? Finding.plaintext(NAME, "frames of IEC 104").withRolesShown(false).match()
          : Outcome.no("no frames of IEC 104");
    }
    boolean starts = asked > 0 && (client.u8(2) == START || client.u8(2) == TEST);
    return starts && (server.isEmpty() || told > 0)
        ? Finding.plaintext(NAME, "transfer started in IEC 104").match()
        : Outcome.no("no start of IEC 104");
  }

  private static long end(Bytes bytes, int at) {
    if (!bytes.has(at, HEADER)) {
      return (long) at + HEADER;
    }
    int length = bytes.u8(at + 1);
    int control = bytes.u8(at + 2);
    boolean fits =
        switch (control & 3) {
          case 1 -> length == 4 && control == 1 && bytes.u8(at + 3) == 0;
          case 3 -> length == 4 && bytes.u24(at + 3) == 0 && Integer.bitCount(control >> 2) == 1;
          default -> length > 4 && length <= LONGEST && (bytes.u8(at + 4) & 1) == 0;
        };
    return fits && bytes.u8(at) == BEGIN ? at + 2L + length : -1;
  }
}
