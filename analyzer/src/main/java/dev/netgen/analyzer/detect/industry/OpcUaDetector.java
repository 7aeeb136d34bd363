package dev.netgen.analyzer.detect.industry;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Frames;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.model.graph.Encryption;

/**
 * OPC UA over TCP (OPC UA part 6, section 7): client and server greet, then a channel is opened
 * under a policy that is named in clear.
 *
 * <pre>
 * HEL ACK ERR RHE OPN MSG CLO | F, C or A | length 4 LE | ...
 * OPNF | length | channel 4 | policy length 4 | policy ...
 * MSGF | length | channel 4 | token 4 | number 4 | request 4 | 01 00 type 2 ...      or under keys from the number on
 * </pre>
 *
 * Under a policy, messages are signed or signed and encrypted; which, is said in what is encrypted.
 */
public final class OpcUaDetector implements Detector {
  private static final String NAME = "opc-ua";
  private static final int HEADER = 8;
  private static final int BODY = 24;
  private static final int POLICY = 16;
  private static final int LONGEST_POLICY = 256;
  private static final long MOST = 1L << 30;
  private static final String NONE = "#None";

  @Override
  public Card card() {
    return Card.of(NAME, "OPC UA over TCP", "OPC UA part 6, section 7")
        .tells(Ability.ROLES, Ability.MID_STREAM, Ability.ENCRYPTION);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client == 'H' && (server == 'A' || server == 'E' || server < 0);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (exchange.midStream()) {
      boolean both = isMessage(client) && isMessage(server);
      return both && isClear(client, 0) && isClear(server, 0)
          ? Finding.plaintext(NAME, "messages of OPC UA in clear").withRolesShown(false).match()
          : Outcome.no("no messages of OPC UA in clear");
    }
    if (!client.has(0, HEADER)) {
      return mayBegin(client.first(), server.first()) && client.mayStartWith("HELF")
          ? Outcome.needMore("greeting cut")
          : Outcome.no("no greeting of OPC UA");
    }
    boolean greets = client.startsWith("HELF") && end(client, 0) > 0;
    boolean answers =
        server.isEmpty() || server.mayStartWith("ACKF") || server.mayStartWith("ERRF");
    return greets && answers ? judge(client) : Outcome.no("no greeting of OPC UA");
  }

  private static boolean isMessage(Bytes bytes) {
    return bytes.has(0, BODY + 4)
        && bytes.startsWith("MSG")
        && Frames.count(bytes, 0, OpcUaDetector::end) > 0;
  }

  private static Outcome judge(Bytes client) {
    int open = (int) Math.min(end(client, 0), client.length());
    if (!client.at(open, "OPN") || !client.has(open, POLICY)) {
      return Finding.plaintext(NAME, "greeting of OPC UA, no channel").match();
    }
    long length = client.u32Le(open + 12);
    boolean named = length <= LONGEST_POLICY && client.isPrintable(open + POLICY, (int) length);
    String policy = named ? client.text(open + POLICY, (int) length) : "";
    int message = (int) Math.min(end(client, open), client.length());
    if (policy.endsWith(NONE)) {
      return Finding.plaintext(NAME, "channel of OPC UA without security").match();
    }
    return client.at(message, "MSG") && isClear(client, message)
        ? Finding.plaintext(NAME, "messages of OPC UA signed, not encrypted").match()
        : Finding.of(NAME, Encryption.OPAQUE, "channel of OPC UA under a policy").match();
  }

  /** Whether the message's body begins with its type, as none that is encrypted does. */
  private static boolean isClear(Bytes bytes, int at) {
    return bytes.has(at, BODY + 2) && bytes.u16(at + BODY) == 0x0100;
  }

  private static long end(Bytes bytes, int at) {
    if (!bytes.has(at, HEADER)) {
      return (long) at + HEADER;
    }
    long length = bytes.u32Le(at + 4);
    int chunk = bytes.u8(at + 3);
    boolean known =
        bytes.at(at, "MSG")
            || bytes.at(at, "OPN")
            || bytes.at(at, "CLO")
            || bytes.at(at, "HEL")
            || bytes.at(at, "ACK")
            || bytes.at(at, "ERR");
    boolean fits =
        (chunk == 'F' || chunk == 'C' || chunk == 'A') && length >= HEADER && length < MOST;
    return known && fits ? at + length : -1;
  }
}
