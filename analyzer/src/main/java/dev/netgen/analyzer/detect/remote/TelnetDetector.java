package dev.netgen.analyzer.detect.remote;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.model.graph.Encryption;

/**
 * Telnet (RFC 854) by its negotiation of options: FF, one of DO, DONT, WILL, WONT, an option. What
 * is typed, and so a login, is not looked at. Encryption (RFC 2946) is not looked into.
 */
public final class TelnetDetector implements Detector {
  private static final String NAME = "telnet";
  private static final int IAC = 0xFF;
  private static final int ENCRYPT = 38;
  private static final int START_TLS = 46;
  private static final int LOOK = 2048;

  @Override
  public Card card() {
    return Card.of(NAME, "Telnet", "RFC 854, RFC 855").tells(Ability.MID_STREAM);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (!begins(client) && !begins(server)) {
      return Outcome.no("no option first");
    }
    Options one = Options.read(client);
    Options other = Options.read(server);
    boolean both = one.count > 0 && other.count > 0;
    boolean alone = (client.isEmpty() || server.isEmpty()) && one.count + other.count > 2;
    if (!one.clean || !other.clean) {
      return Outcome.no("no options of Telnet");
    }
    if (!both && !alone) {
      return one.count + other.count > 2
          ? found(one, other)
          : Outcome.needMore("options of one side");
    }
    return found(one, other);
  }

  private static boolean begins(Bytes bytes) {
    return bytes.has(0, 3)
        && bytes.u8(0) == IAC
        && bytes.u8(1) >= 0xFA
        && bytes.u8(1) <= 0xFE
        && option(bytes.u8(2));
  }

  /** Options that are assigned (IANA, and those of games and of Microsoft's). */
  private static boolean option(int option) {
    return option <= 49
        || (option >= 69 && option <= 93)
        || (option >= 138 && option <= 140)
        || option == 200
        || option == 201
        || option == 255;
  }

  /** Who opened the connection is who logs in: nothing in the options tells that. */
  private static Outcome found(Options one, Options other) {
    boolean hidden = one.encrypts || other.encrypts;
    return (hidden
            ? Finding.of(NAME, Encryption.OPAQUE, "Telnet encryption begun, not looked into")
            : Finding.plaintext(NAME, "Telnet options in clear"))
        .withRolesShown(false)
        .match();
  }

  /** What one side negotiates among its first bytes. */
  private static final class Options {
    private int count;
    private boolean clean = true;
    private boolean encrypts;

    static Options read(Bytes bytes) {
      Options options = new Options();
      int limit = Math.min(LOOK, bytes.length());
      int at = 0;
      while (at + 2 < limit && options.clean) {
        at = bytes.u8(at) == IAC ? options.command(bytes, at, limit) : at + 1;
      }
      return options;
    }

    private int command(Bytes bytes, int at, int limit) {
      int command = bytes.u8(at + 1);
      int option = bytes.u8(at + 2);
      if (command == 0xFA) {
        return subnegotiation(bytes, at, limit);
      }
      if (command >= 0xFB && command <= 0xFE) {
        clean = option(option);
        count++;
        return at + 3;
      }
      clean = command == IAC || command >= 0xEC;
      return at + 2;
    }

    private int subnegotiation(Bytes bytes, int at, int limit) {
      int option = bytes.u8(at + 2);
      boolean begun = bytes.has(at + 3, 1) && (bytes.u8(at + 3) == 3 || bytes.u8(at + 3) == 4);
      encrypts |= (option == ENCRYPT && begun) || option == START_TLS;
      count++;
      int end = bytes.find("\u00ff\u00f0", at + 3, limit);
      return end < 0 ? limit : end + 2;
    }
  }
}
