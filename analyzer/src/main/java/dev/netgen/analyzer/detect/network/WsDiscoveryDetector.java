package dev.netgen.analyzer.detect.network;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.api.Speech;

/**
 * WS-Discovery over UDP (its drafts of 2005 and OASIS Standard 1.1): envelopes of SOAP whose action
 * is named below one of its namespaces. Who probes or resolves is the client; who says hello or bye
 * tells whoever listens.
 */
public final class WsDiscoveryDetector implements Detector {
  private static final String NAME = "ws-discovery";
  private static final int LONGEST = 4096;
  private static final ImmutableList<String> NAMESPACES =
      ImmutableList.of(
          "http://schemas.xmlsoap.org/ws/2005/04/discovery/",
          "http://docs.oasis-open.org/ws-dd/ns/discovery/2009/01/");
  private static final ImmutableList<String> ASKS = ImmutableList.of("Probe<", "Resolve<");
  private static final ImmutableList<String> ANSWERS =
      ImmutableList.of("ProbeMatches<", "ResolveMatches<");
  private static final ImmutableList<String> TELLS = ImmutableList.of("Hello<", "Bye<");

  @Override
  public Card card() {
    return Card.of(NAME, "WS-Discovery", "OASIS, WS-Discovery 1.1").tells(Ability.ROLES);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return (client == '<' || client == -1) && (server == '<' || server == -1);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Speech client = exchange.client();
    Speech server = exchange.server();
    if (!all(server, ANSWERS)) {
      return Outcome.no("no match of WS-Discovery");
    }
    if (client.isEmpty()) {
      return server.bytes().isEmpty()
          ? Outcome.no("nothing said")
          : Finding.plaintext(NAME, "WS-Discovery answer").match();
    }
    if (all(client, ASKS)) {
      return Finding.plaintext(NAME, "WS-Discovery search").match();
    }
    return all(client, TELLS) && server.isEmpty()
        ? Finding.plaintext(NAME, "WS-Discovery announcement").withRolesShown(false).match()
        : Outcome.no("neither search nor announcement");
  }

  private static boolean all(Speech speech, ImmutableList<String> actions) {
    for (int i = 0; i < speech.messages(); i++) {
      if (!acts(speech.message(i), actions)) {
        return false;
      }
    }
    return true;
  }

  private static boolean acts(Bytes message, ImmutableList<String> actions) {
    if (!message.startsWith("<")) {
      return false;
    }
    for (String namespace : NAMESPACES) {
      int at = message.find(namespace, 0, Math.min(LONGEST, message.length()));
      if (at >= 0) {
        Bytes action = message.from(at + namespace.length());
        return actions.stream().anyMatch(action::startsWith);
      }
    }
    return false;
  }
}
