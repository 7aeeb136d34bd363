package dev.netgen.analyzer.detect.files;

import com.google.common.collect.ImmutableSet;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import java.util.Locale;

/**
 * A request of TFTP (RFC 1350, options RFC 2347). Its transfer goes on from another port, as a flow
 * that is known to have been announced; an error may come from this one.
 *
 * <pre>
 * 00 01|02  name NUL mode NUL (option NUL value NUL)*
 * </pre>
 */
public final class TftpDetector implements Detector {
  private static final int LONGEST = 512;
  private static final ImmutableSet<String> MODES = ImmutableSet.of("netascii", "octet", "mail");

  @Override
  public Card card() {
    return Card.of("tftp", "TFTP", "RFC 1350, RFC 2347").tells(Ability.ROLES);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    if (!client.has(0, 6) || client.u8(0) != 0 || client.u8(1) < 1 || client.u8(1) > 2) {
      return Outcome.no("no request of TFTP");
    }
    int name = client.find("\0", 2, LONGEST);
    int mode = name < 0 ? -1 : client.find("\0", name + 1, name + 10);
    if (name < 3 || mode < 0 || !MODES.contains(lower(client, name + 1, mode))) {
      return Outcome.no("no name and mode");
    }
    Bytes server = exchange.server().bytes();
    boolean answers =
        server.isEmpty()
            || (server.has(0, 4) && server.u8(0) == 0 && server.u8(1) >= 3 && server.u8(1) <= 6);
    return answers
        ? Finding.plaintext("tftp", "TFTP request").match()
        : Outcome.no("no answer of TFTP");
  }

  private static String lower(Bytes bytes, int from, int to) {
    return bytes.text(from, to - from).toLowerCase(Locale.ROOT);
  }
}
