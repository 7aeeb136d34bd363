package dev.netgen.analyzer.detect.business;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;

/**
 * HL7 version 2 in its minimal framing (HL7 v2, MLLP release 1): each message between a vertical
 * tab and a file separator; the first segment is MSH, whose fourth letter separates all fields.
 */
public final class Hl7Detector implements Detector {
  private static final String BEGIN = "\13MSH";
  private static final int SEARCHED = 2048;

  @Override
  public Card card() {
    return Card.of("hl7", "HL7 version 2 over MLLP", "HL7 v2, MLLP release 1")
        .tells(Ability.ROLES, Ability.MID_STREAM);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return (client == 0x0B || client < 0) && (server == 0x0B || server < 0);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (!isSide(client) || !isSide(server) || client.isEmpty()) {
      return Outcome.no("no message of HL7");
    }
    boolean answered = server.find("\rMSA", 0, SEARCHED) > 0;
    boolean answers = client.find("\rMSA", 0, SEARCHED) > 0;
    return Finding.plaintext("hl7", "messages of HL7").withRolesShown(answered && !answers).match();
  }

  private static boolean isSide(Bytes bytes) {
    if (bytes.isEmpty()) {
      return true;
    }
    int separator = bytes.has(0, 6) ? bytes.u8(BEGIN.length()) : 0;
    boolean mark = separator > ' ' && separator < 0x7F && !Character.isLetterOrDigit(separator);
    return bytes.startsWith(BEGIN) && mark && bytes.indexOf(separator, 5, 12) > 5;
  }
}
