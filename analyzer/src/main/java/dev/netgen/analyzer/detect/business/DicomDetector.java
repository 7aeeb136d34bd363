package dev.netgen.analyzer.detect.business;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;

/**
 * DICOM's upper layer (DICOM PS3.8, section 9.3): a client asks for an association between two
 * application entities, which is accepted, refused or aborted.
 *
 * <pre>
 * 01 | 0 | length 4 | version 2 | 0 2 | called 16 | calling 16 | 32 zeros | items: type | 0 | length 2 | ...
 * 02 accepted, 03 refused, 07 aborted | 0 | length 4 | ...
 * </pre>
 */
public final class DicomDetector implements Detector {
  private static final String CONTEXT = "1.2.840.10008.3.1.1.1";
  private static final int ITEMS = 74;
  private static final int ITEM = 4;
  private static final int APPLICATION = 0x10;
  private static final int USER = 0x50;
  private static final int IDENTITY = 0x58;
  private static final int WITH_PASSCODE = 2;

  @Override
  public Card card() {
    return Card.of("dicom", "DICOM upper layer", "DICOM PS3.8, section 9.3")
        .tells(Ability.ROLES, Ability.CREDENTIALS);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client == 1 && (server == 2 || server == 3 || server == 7 || server < 0);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (exchange.midStream() || !mayBegin(client.first(), server.first())) {
      return Outcome.no("no request for an association");
    }
    if (!client.has(0, ITEMS + ITEM + CONTEXT.length())) {
      return Outcome.needMore("request cut");
    }
    boolean asks =
        client.u8(1) == 0
            && (client.u16(6) & 1) == 1
            && client.u16(8) == 0
            && client.isPrintable(10, 32)
            && client.u8(ITEMS) == APPLICATION
            && client.at(ITEMS + ITEM, CONTEXT);
    return asks && (server.isEmpty() || answers(server))
        ? Finding.plaintext("dicom", "association asked for in clear")
            .withCredentialsIf(passcode(client))
            .match()
        : Outcome.no("no request for an association");
  }

  private static boolean answers(Bytes server) {
    int type = server.u8(0);
    boolean known = type == 2 || type == 3 || type == 7;
    if (!known || !server.has(0, 6)) {
      return known && (server.length() < 2 || server.u8(1) == 0);
    }
    return server.u8(1) == 0 && (type == 2 ? server.u32(2) >= ITEMS - 6 : server.u32(2) == 4);
  }

  private static boolean passcode(Bytes client) {
    long end = Math.min(client.length(), 6 + client.u32(2));
    int user = item(client, ITEMS, end, USER);
    int identity =
        user < 0 ? -1 : item(client, user, Math.min(end, user + client.u16(user - 2)), IDENTITY);
    return identity >= 0 && client.has(identity, 1) && client.u8(identity) == WITH_PASSCODE;
  }

  /** The offset of what is in the first item of this type, or -1. */
  private static int item(Bytes bytes, int from, long end, int type) {
    int at = from;
    while (at + ITEM <= end) {
      if (bytes.u8(at) == type) {
        return at + ITEM;
      }
      at += ITEM + bytes.u16(at + 2);
    }
    return -1;
  }
}
