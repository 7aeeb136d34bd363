package dev.netgen.analyzer.detect.tls;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.model.graph.Encryption;
import java.util.TreeMap;

/** What follows once both sides agreed to go on in TLS. */
public final class Upgrade {
  /** Of fewer bytes it is not told whether they are text. */
  private static final int FEW = 6;

  private Upgrade() {}

  /** Whether a client that asked for TLS goes on in readable text. */
  private static boolean inClear(Bytes client) {
    return client.length() >= FEW && client.printable() == client.length();
  }

  /**
   * The finding of a protocol that begins in clear.
   *
   * @param protocol its name
   * @param agreed what was agreed, such as {@code STARTTLS agreed}
   * @param rest both sides from the first byte behind the agreement
   */
  public static Finding toTls(String protocol, String agreed, Exchange rest) {
    TlsSession.Reading reading = TlsSession.read(rest.client(), rest.server());
    TlsSession session = reading.session();
    if (session == null && inClear(rest.client().bytes())) {
      return Finding.plaintext(protocol, agreed + ", then in clear all the same");
    }
    if (session == null) {
      String seen = rest.client().isEmpty() ? ", nothing kept afterwards" : ", no TLS afterwards";
      return Finding.of(protocol, Encryption.OPAQUE, agreed + seen);
    }
    Encryption encryption =
        session.encryption() == Encryption.ENCRYPTED ? Encryption.UPGRADED : session.encryption();
    return Finding.of(protocol, encryption, agreed + ", then " + session.reason())
        .withFacts(new TreeMap<>(session.facts()));
  }
}
