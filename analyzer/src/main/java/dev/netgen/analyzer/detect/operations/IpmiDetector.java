package dev.netgen.analyzer.detect.operations;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.api.Speech;
import dev.netgen.analyzer.detect.operations.RmcpMessage.Kind;
import dev.netgen.model.graph.Encryption;

/**
 * IPMI over RMCP (IPMI 2.0 specification, chapter 13). A session of version 2.0 is agreed on in
 * clear; each of its payloads then says whether it is encrypted.
 */
public final class IpmiDetector implements Detector {
  private static final String NAME = "ipmi";

  @Override
  public Card card() {
    return Card.of(NAME, "IPMI 1.5 and 2.0", "IPMI 2.0 specification, 13")
        .tells(Ability.ROLES, Ability.UPGRADE, Ability.CREDENTIALS, Ability.MID_STREAM);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return (client == RmcpMessage.VERSION || client == -1)
        && (server == RmcpMessage.VERSION || server == -1);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Speech client = exchange.client();
    Speech server = exchange.server();
    if (!exchange.everyMessage(message -> RmcpMessage.kind(message) != Kind.NONE)) {
      return Outcome.no("no message of RMCP");
    }
    boolean told = isKind(client, Kind.REQUEST) || isKind(server, Kind.RESPONSE);
    if (isKind(client, Kind.RESPONSE) || isKind(server, Kind.REQUEST)) {
      return Outcome.no("the other side asks");
    }
    return judge(exchange, told).withRolesShown(told).match();
  }

  private static boolean isKind(Speech speech, Kind kind) {
    return speech.messages() > 0 && RmcpMessage.kind(speech.message(0)) == kind;
  }

  private static Finding judge(Exchange exchange, boolean told) {
    Speech client = exchange.client();
    Speech server = exchange.server();
    boolean secret = exchange.anyMessage(RmcpMessage::showsPassword);
    int sealed = sealed(client);
    int answered = sealed(server);
    if (sealed == 0 && answered == 0) {
      if (!exchange.whole() && !exchange.anyMessage(RmcpMessage::inClearSession)) {
        return Finding.of(
            NAME, Encryption.OPAQUE, "no session seen, one under a cipher may follow");
      }
      return Finding.plaintext(NAME, "IPMI messages in clear").withCredentialsIf(secret);
    }
    boolean open = sealed < 0 || answered < 0;
    if (open) {
      return Finding.plaintext(NAME, "payloads of an IPMI session in clear")
          .withCredentialsIf(secret);
    }
    return told && sealed > 0 && answered > 0
        ? Finding.of(NAME, Encryption.UPGRADED, "RAKP agreed, payloads of the session encrypted")
        : Finding.of(NAME, Encryption.OPAQUE, "payloads marked as encrypted, no session agreed on");
  }

  /** How many payloads are under a session's cipher; -1 where one of a session is not. */
  private static int sealed(Speech speech) {
    int count = 0;
    for (int i = 0; i < speech.messages(); i++) {
      Bytes message = speech.message(i);
      if (RmcpMessage.inSession(message)) {
        if (!RmcpMessage.isSealed(message)) {
          return -1;
        }
        count++;
      }
    }
    return count;
  }
}
