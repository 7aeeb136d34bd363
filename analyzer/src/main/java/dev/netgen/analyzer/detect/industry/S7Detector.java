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
 * S7, of Siemens' controllers, over ISO's transport on TCP (RFC 1006, ISO 8073; its own messages as
 * Wireshark's s7comm describes them). Newer controllers have another protocol behind 72, which may
 * go on in TLS.
 *
 * <pre>
 * 03 00 | length 16 | length 8 | E0 ...      connection asked for, D0 confirmed
 * 03 00 | length 16 | 02 F0 80 | 32 | type 8 | 0 16 | number 16 | parameters 16 | data 16 | ...
 * </pre>
 */
public final class S7Detector implements Detector {
  private static final String NAME = "s7";
  private static final int ASKED = 0xE0;
  private static final int CONFIRMED = 0xD0;
  private static final String DATA = "\2\u00F0\u0080";
  private static final int PACKET = 4;
  private static final int MESSAGE = 7;
  private static final int HEADER = MESSAGE + 10;
  private static final int CLASSIC = 0x32;
  private static final int PLUS = 0x72;
  private static final int JOB = 1;
  private static final int USER_DATA = 7;

  @Override
  public Card card() {
    return Card.of(NAME, "Siemens S7", "RFC 1006; Wireshark, s7comm")
        .tells(Ability.ROLES, Ability.MID_STREAM);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client == 3 && (server == 3 || server < 0);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (!mayBegin(client.first(), server.first())) {
      return Outcome.no("no packet of ISO's transport");
    }
    if (exchange.midStream()) {
      return underWay(client, server);
    }
    if (!client.has(0, MESSAGE)) {
      return Outcome.needMore("connection cut");
    }
    boolean told = !server.has(0, MESSAGE) || isPacket(server, CONFIRMED);
    if (!isPacket(client, ASKED) || !told) {
      return Outcome.no("no connection of ISO's transport");
    }
    int next = client.u16(2);
    if (!client.has(next, HEADER)) {
      return Outcome.needMore("no message yet");
    }
    boolean carries = client.u16(next) == 0x0300 && client.at(next + PACKET, DATA);
    if (carries && client.u8(next + MESSAGE) == PLUS) {
      return Finding.of(NAME, Encryption.OPAQUE, "S7 of newer controllers, TLS may follow").match();
    }
    return carries && isMessage(client, next)
        ? Finding.plaintext(NAME, "messages of S7 in clear").match()
        : Outcome.no("no message of S7");
  }

  private static boolean isPacket(Bytes bytes, int type) {
    return bytes.u16(0) == 0x0300 && bytes.u16(2) >= MESSAGE && bytes.u8(5) == type;
  }

  /** Jobs, their answers, and what both sides may say unasked; lengths that fit the packet. */
  private static boolean isMessage(Bytes bytes, int at) {
    int type = bytes.u8(at + MESSAGE + 1);
    int header = type == 2 || type == 3 ? 12 : 10;
    int rest = bytes.u16(at + MESSAGE + 6) + bytes.u16(at + MESSAGE + 8);
    return bytes.u8(at + MESSAGE) == CLASSIC
        && (type <= 3 || type == USER_DATA)
        && type >= JOB
        && bytes.u16(at + 2) == MESSAGE + header + rest;
  }

  private static Outcome underWay(Bytes client, Bytes server) {
    boolean both =
        Frames.count(client, 0, S7Detector::end) > 0
            && Frames.count(server, 0, S7Detector::end) > 0;
    return both && client.u8(MESSAGE + 1) == JOB && server.u8(MESSAGE + 1) != JOB
        ? Finding.plaintext(NAME, "messages of S7 in clear, mid-stream").match()
        : Outcome.no("no messages of S7");
  }

  private static long end(Bytes bytes, int at) {
    if (!bytes.has(at, HEADER)) {
      return bytes.length() + 1L;
    }
    boolean message =
        bytes.u16(at) == 0x0300 && bytes.at(at + PACKET, DATA) && isMessage(bytes, at);
    return message ? at + bytes.u16(at + 2) : -1;
  }
}
