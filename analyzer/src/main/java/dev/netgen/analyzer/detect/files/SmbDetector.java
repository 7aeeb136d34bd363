package dev.netgen.analyzer.detect.files;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.api.Speech;
import dev.netgen.model.graph.Encryption;
import java.util.Map;

/**
 * SMB 1 to 3 over TCP, with and without NetBIOS sessions (MS-SMB2, MS-CIFS, RFC 1002). A signed
 * message is in clear; encrypted ones stand behind a transform header.
 */
public final class SmbDetector implements Detector {
  private static final String NAME = "smb";
  private static final int HEADER = 4;

  @Override
  public Card card() {
    return Card.of(NAME, "SMB 1, 2 and 3", "MS-SMB2, MS-CIFS, RFC 1002")
        .tells(Ability.ROLES, Ability.MID_STREAM, Ability.ENCRYPTION, Ability.KINDS);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    if (no(exchange.client()) || no(exchange.server())) {
      return Outcome.no("no SMB message first");
    }
    SmbMessages client = side(exchange.client());
    SmbMessages server = side(exchange.server());
    boolean spoken = client.count() > 0 || server.count() > 0;
    if (!spoken) {
      return client.session() && server.session() && !client.response() && server.response()
          ? found(exchange, client, server)
          : Outcome.needMore("no message yet");
    }
    if (client.response() || (server.count() > 0 && !server.response() && told(server))) {
      return Outcome.no("request and answer the other way round");
    }
    boolean both = client.count() > 0 && server.count() > 0;
    return both || silent(exchange.client(), client) || silent(exchange.server(), server)
        ? found(exchange, client, server)
        : Outcome.no("one side says something else");
  }

  private static boolean told(SmbMessages messages) {
    return messages.one() + messages.two() > 0;
  }

  private static boolean silent(Speech speech, SmbMessages messages) {
    return messages.count() == 0
        && (speech.isEmpty() || messages.session() || speech.bytes().length() < 8);
  }

  /** Neither an SMB message nor a session's frame first, of a direction seen from its start. */
  private static boolean no(Speech speech) {
    Bytes bytes = speech.bytes();
    if (bytes.isEmpty() || !speech.fromStart()) {
      return false;
    }
    int type = bytes.u8(0);
    if (type == 0x81 || type == 0x82 || type == 0x83) {
      return false;
    }
    return type != 0 || (bytes.has(HEADER, 4) && !bytes.at(HEADER + 1, "SMB"));
  }

  private static SmbMessages side(Speech speech) {
    Bytes bytes = speech.bytes();
    SmbMessages atStart = SmbMessages.read(bytes, 0);
    if (speech.fromStart() || speech.isEmpty() || atStart.count() > 0) {
      return atStart;
    }
    for (int at = bytes.find("SMB", 5, bytes.length()); at > 0; ) {
      if (bytes.u8(at - 5) == 0 && bytes.u8(at - 1) >= 0xFC) {
        SmbMessages found = SmbMessages.read(bytes, at - 5);
        if (found.count() > 0) {
          return found;
        }
      }
      at = bytes.find("SMB", at + 1, bytes.length());
    }
    return atStart;
  }

  private static Outcome found(Exchange exchange, SmbMessages client, SmbMessages server) {
    int two = client.two() + server.two() + client.encrypted() + server.encrypted();
    String version = two > 0 ? "2 or 3" : client.one() + server.one() > 0 ? "1" : "";
    return finding(exchange, client, server).withFacts(Map.of("smb.version", version)).match();
  }

  private static Finding finding(Exchange exchange, SmbMessages client, SmbMessages server) {
    boolean data = client.clearData() || server.clearData() || client.one() > 1;
    if (!data && exchange.cutShort() && client.encrypted() + server.encrypted() == 0) {
      return Finding.of(NAME, Encryption.OPAQUE, "SMB login, what follows was not kept");
    }
    if (client.encrypted() + server.encrypted() == 0) {
      return Finding.plaintext(NAME, "SMB messages in clear");
    }
    if (client.clearData() || server.clearData()) {
      return Finding.plaintext(NAME, "SMB messages in clear beside encrypted ones");
    }
    return client.encrypted() > 0 && server.encrypted() > 0
        ? Finding.of(
            NAME, Encryption.OPAQUE, "SMB 3 encrypts messages behind the login, each of its own")
        : Finding.of(NAME, Encryption.OPAQUE, "SMB 3 messages of one direction encrypted");
  }
}
