package dev.netgen.analyzer.detect.industry;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;

/**
 * Modbus over TCP (MODBUS Messaging on TCP/IP 1.0b): the answer repeats transaction, unit and
 * function, of which the highest bit says that it failed.
 *
 * <pre>
 * transaction  00 00  length  unit  function  data
 * </pre>
 */
public final class ModbusDetector implements Detector {
  private static final int HEADER = 8;
  private static final int LONGEST = 254;
  private static final int MAX_FRAMES = 64;

  @Override
  public Card card() {
    return Card.of(
            "modbus", "Modbus over TCP and UDP", "MODBUS Messaging on TCP/IP Implementation Guide")
        .tells(Ability.ROLES);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (!header(client, 0) || (!server.isEmpty() && !header(server, 0) && server.has(0, HEADER))) {
      return client.has(0, HEADER) || !possible(client)
          ? Outcome.no("no header of Modbus")
          : Outcome.needMore("header cut");
    }
    if (exchange.client().messages() > 0 && !(isWhole(client) && isWhole(server))) {
      return Outcome.no("no datagrams of one frame");
    }
    int asked = frames(client, false);
    int answered = frames(server, true);
    if (asked < 0 || answered < 0) {
      return Outcome.no("frames do not chain");
    }
    if (answered == 0) {
      return asked > 2 && server.isEmpty() && counts(client)
          ? found()
          : Outcome.needMore("no answer yet");
    }
    return matches(client, server) ? found() : Outcome.no("answer of another transaction");
  }

  private static boolean isWhole(Bytes datagram) {
    return datagram.has(0, HEADER) && datagram.length() == 6 + datagram.u16(4);
  }

  private static boolean possible(Bytes bytes) {
    return !bytes.has(2, 2) || bytes.u16(2) == 0;
  }

  private static boolean header(Bytes bytes, int at) {
    if (!bytes.has(at, HEADER) || bytes.u16(at + 2) != 0) {
      return false;
    }
    int length = bytes.u16(at + 4);
    int function = bytes.u8(at + 7) & 0x7F;
    return length >= 2 && length <= LONGEST && function > 0 && function != 0x7F;
  }

  /** How many frames chain, -1 where they do not; the last may be cut. */
  private static int frames(Bytes bytes, boolean fromServer) {
    int at = 0;
    int count = 0;
    while (count < MAX_FRAMES && bytes.has(at, HEADER)) {
      if (!header(bytes, at) || !shape(bytes, at, fromServer)) {
        return -1;
      }
      at += 6 + bytes.u16(at + 4);
      count++;
    }
    return count;
  }

  /** Lengths that the commonest functions demand. */
  private static boolean shape(Bytes bytes, int at, boolean fromServer) {
    int length = bytes.u16(at + 4);
    int function = bytes.u8(at + 7);
    if (function > 0x80) {
      return fromServer && length == 3;
    }
    return switch (function) {
      case 1, 2, 3, 4 ->
          fromServer ? !bytes.has(at + 8, 1) || bytes.u8(at + 8) == length - 3 : length == 6;
      case 5, 6 -> length == 6;
      case 7 -> length == (fromServer ? 3 : 2);
      case 15, 16 -> fromServer ? length == 6 : length >= 8;
      default -> true;
    };
  }

  /** Whether the first answer is one to one of the first requests. */
  private static boolean matches(Bytes client, Bytes server) {
    int at = 0;
    for (int i = 0; i < MAX_FRAMES && client.has(at, HEADER); i++) {
      boolean same =
          client.u16(at) == server.u16(0)
              && client.u8(at + 6) == server.u8(6)
              && client.u8(at + 7) == (server.u8(7) & 0x7F);
      if (same) {
        return true;
      }
      at += 6 + client.u16(at + 4);
    }
    return false;
  }

  /** Whether the first three transactions count up or are alike, as those of one client are. */
  private static boolean counts(Bytes client) {
    int second = 6 + client.u16(4);
    int third = second + 6 + client.u16(second + 4);
    int one = (client.u16(second) - client.u16(0)) & 0xFFFF;
    int two = (client.u16(third) - client.u16(second)) & 0xFFFF;
    return one == two && one <= 1 && client.u8(6) == client.u8(second + 6);
  }

  private static Outcome found() {
    return Finding.plaintext("modbus", "Modbus requests and answers").match();
  }
}
