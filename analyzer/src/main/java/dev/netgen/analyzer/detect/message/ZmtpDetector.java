package dev.netgen.analyzer.detect.message;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.detect.api.Authentication;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Frames;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.model.graph.Encryption;
import java.util.Map;
import java.util.TreeMap;

/**
 * ZMTP 3, the protocol of ZeroMQ (RFC 23/ZMTP, RFC 25/ZMTP-CURVE): both sides greet and name the
 * mechanism by which they authenticate.
 *
 * <pre>
 * FF | 8 bytes | 7F | major | minor | mechanism 20 | as server | 31 zeros | 04 length READY ...
 * </pre>
 */
public final class ZmtpDetector implements Detector {
  private static final String NAME = "zmtp";
  private static final int SIGNATURE = 10;
  private static final int MECHANISM = 12;
  private static final int GREETING = 64;
  private static final int SERVED = 32;
  private static final int COMMAND = 4;
  private static final int LONG_COMMAND = 6;
  private static final ImmutableList<String> CURVE =
      ImmutableList.of("HELLO", "WELCOME", "INITIATE", "READY", "MESSAGE");

  @Override
  public Card card() {
    return Card.of(NAME, "ZeroMQ's ZMTP 3", "RFC 23/ZMTP, RFC 25/ZMTP-CURVE")
        .tells(Ability.ENCRYPTION, Ability.CREDENTIALS, Ability.NO_AUTHENTICATION);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return (client == 0xFF || client < 0) && (server == 0xFF || server < 0);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (exchange.midStream() || !mayGreet(client) || !mayGreet(server)) {
      return Outcome.no("no greeting of ZMTP");
    }
    if (!client.has(0, GREETING) && !server.has(0, GREETING)) {
      return Outcome.needMore("greeting cut");
    }
    String mechanism = mechanism(client.has(0, GREETING) ? client : server);
    boolean same = !server.has(0, GREETING) || mechanism(server).equals(mechanism);
    return same
        ? judge(mechanism, client, server)
        : Finding.plaintext(NAME, "mechanisms that do not fit").withRolesShown(false).match();
  }

  private static boolean mayGreet(Bytes bytes) {
    for (int i = 0; i < Math.min(bytes.length(), MECHANISM); i++) {
      int is = bytes.u8(i);
      boolean fits =
          switch (i) {
            case 0 -> is == 0xFF;
            case SIGNATURE - 1 -> is == 0x7F;
            case SIGNATURE -> is == 3;
            default -> true;
          };
      if (!fits) {
        return false;
      }
    }
    return !bytes.has(0, GREETING) || (!mechanism(bytes).isEmpty() && bytes.u8(SERVED) <= 1);
  }

  /** Up to 20 capitals, digits and marks, behind them zeros; else empty. */
  private static String mechanism(Bytes greeting) {
    int end = greeting.indexOf(0, MECHANISM, SERVED);
    int stop = end < 0 ? SERVED : end;
    String name = greeting.text(MECHANISM, stop - MECHANISM);
    for (int i = stop; i < SERVED; i++) {
      if (greeting.u8(i) != 0) {
        return "";
      }
    }
    return name.chars()
            .allMatch(
                c -> (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "-_.+".indexOf(c) >= 0)
        ? name
        : "";
  }

  private static Outcome judge(String mechanism, Bytes client, Bytes server) {
    Finding finding =
        switch (mechanism) {
          case "NULL" ->
              Finding.plaintext(NAME, "ZMTP without a mechanism")
                  .withAuthentication(Authentication.NONE_SEEN);
          case "PLAIN" ->
              Finding.plaintext(NAME, "ZMTP with PLAIN")
                  .withCredentialsIf(isCommand(client, "HELLO") || isCommand(server, "HELLO"))
                  .withAuthentication(Authentication.SEEN);
          case "CURVE" -> curve(client, server);
          default -> Finding.of(NAME, Encryption.OPAQUE, "ZMTP with another mechanism");
        };
    return withFact(finding, mechanism).withRolesShown(false).match();
  }

  private static Finding withFact(Finding finding, String mechanism) {
    Map<String, String> facts = new TreeMap<>(finding.facts());
    facts.put("zmtp.mechanism", mechanism);
    return finding.withFacts(facts);
  }

  private static Finding curve(Bytes client, Bytes server) {
    boolean agreed = isCommand(client, "WELCOME") || isCommand(server, "WELCOME");
    boolean kept =
        Frames.count(client, GREETING, ZmtpDetector::sealed) > 0
            && Frames.count(server, GREETING, ZmtpDetector::sealed) > 0;
    return agreed && kept
        ? Finding.of(NAME, Encryption.ENCRYPTED, "ZMTP with CURVE, messages in boxes")
        : Finding.of(NAME, Encryption.OPAQUE, "ZMTP with CURVE, no messages in boxes");
  }

  /** The end of a frame that may be a box: a command of CURVE, no readable text in it; else -1. */
  private static long sealed(Bytes bytes, int at) {
    boolean wide = bytes.has(at, 9) && (bytes.u8(at) & 2) != 0;
    int body = at + (wide ? 9 : 2);
    if (!bytes.has(body, 1)) {
      return body + 1L;
    }
    long length = wide ? bytes.u32(at + 5) : bytes.u8(at + 1);
    long end = body + length;
    int name = body + 1 + bytes.u8(body);
    boolean command = CURVE.stream().anyMatch(word -> bytes.at(body + 1, word));
    Bytes box =
        bytes
            .from(name)
            .slice(0, (int) Math.min(Math.max(0, end - name), bytes.from(name).length()));
    return (bytes.u8(at) & ~7) == 0 && command && !box.looksClear() ? end : -1;
  }

  /** Whether the first command behind the greeting is this one. */
  private static boolean isCommand(Bytes bytes, String name) {
    if (!bytes.has(GREETING, 2)) {
      return false;
    }
    int at =
        switch (bytes.u8(GREETING)) {
          case COMMAND -> GREETING + 2;
          case LONG_COMMAND -> GREETING + 9;
          default -> -1;
        };
    return at > 0 && bytes.has(at, 1) && bytes.u8(at) == name.length() && bytes.at(at + 1, name);
  }
}
