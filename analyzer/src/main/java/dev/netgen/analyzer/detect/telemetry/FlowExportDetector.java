package dev.netgen.analyzer.detect.telemetry;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.api.Speech;

/**
 * What routers tell of the flows they saw, never answered: NetFlow 5 (as Cisco documents it) and 9
 * (RFC 3954), named {@code netflow}, and IPFIX (RFC 7011), named {@code ipfix}.
 *
 * <pre>
 * 5   0005 | count | uptime | seconds | nanoseconds | sequence | ...     then 48 bytes a record
 * 9   0009 | count | uptime | seconds | sequence | source                then sets
 * 10  000A | length | seconds | sequence | domain                        then sets
 * set id | length | templates or records
 * </pre>
 */
public final class FlowExportDetector implements Detector {
  private static final int FIVE = 5;
  private static final int NINE = 9;
  private static final int IPFIX = 10;
  private static final int FIVE_HEADER = 24;
  private static final int RECORD = 48;
  private static final int DATA = 256;
  private static final int MOST_SETS = 1000;

  private final int version;

  private FlowExportDetector(int version) {
    this.version = version;
  }

  /** NetFlow 5 and 9. */
  public static FlowExportDetector netflow() {
    return new FlowExportDetector(NINE);
  }

  /** IPFIX. */
  public static FlowExportDetector ipfix() {
    return new FlowExportDetector(IPFIX);
  }

  @Override
  public Card card() {
    Card card =
        version == IPFIX
            ? Card.of("ipfix", "IPFIX", "RFC 7011")
            : Card.of("netflow", "NetFlow 5 and 9", "Cisco documentation, RFC 3954");
    return card.tells(Ability.ROLES);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client == 0 && server == -1;
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Speech client = exchange.client();
    if (!exchange.server().isEmpty() || client.isEmpty()) {
      return Outcome.no("flows are never answered");
    }
    for (int i = 0; i < client.messages(); i++) {
      if (!isMessage(client.message(i))) {
        return Outcome.no("no message of flows");
      }
    }
    return Finding.plaintext(card().protocol(), "flows told in clear, never answered").match();
  }

  private boolean isMessage(Bytes bytes) {
    if (!bytes.has(0, FIVE_HEADER)) {
      return false;
    }
    return switch (bytes.u16(0)) {
      case FIVE -> version == NINE && isFive(bytes);
      case NINE -> version == NINE && bytes.u16(2) > 0 && sets(bytes, 20, 0);
      case IPFIX -> version == IPFIX && bytes.u16(2) == bytes.length() && sets(bytes, 16, 2);
      default -> false;
    };
  }

  private static boolean isFive(Bytes bytes) {
    int count = bytes.u16(2);
    return count > 0
        && count <= 30
        && bytes.length() == FIVE_HEADER + RECORD * count
        && bytes.u32(12) < 1_000_000_000;
  }

  /** Whether sets fill the datagram; templates have this number, those of options the next one. */
  private static boolean sets(Bytes bytes, int header, int templates) {
    int at = header;
    for (int count = 0; count < MOST_SETS && at < bytes.length(); count++) {
      if (!bytes.has(at, 4)) {
        return false;
      }
      int id = bytes.u16(at);
      int length = bytes.u16(at + 2);
      if (length <= 4 || !bytes.has(at, length) || !isSet(bytes, at, id, templates)) {
        return false;
      }
      at += length;
    }
    return at == bytes.length();
  }

  private static boolean isSet(Bytes bytes, int at, int id, int templates) {
    if (id != templates && id != templates + 1) {
      return id >= DATA;
    }
    // The first template: its number, how many fields, and the fields.
    return bytes.u16(at + 2) >= 8 && bytes.u16(at + 4) >= DATA && bytes.u16(at + 6) < DATA * 2;
  }
}
