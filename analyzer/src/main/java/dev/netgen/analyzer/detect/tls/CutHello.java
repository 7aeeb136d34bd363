package dev.netgen.analyzer.detect.tls;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Speech;
import dev.netgen.model.graph.Encryption;
import java.util.Map;

/**
 * A ClientHello of which only the beginning was captured, as where packets are cut to a snap
 * length. It is TLS all the same; whether the handshake came to its end is told from the server's
 * hello and from how long the client's stream was, not from what is missing.
 *
 * <pre>
 * 22 | 03 00..04 | record length | 1 | length 24 bits | version 03 00..04 | random ...
 * </pre>
 */
final class CutHello {
  private static final int RECORD_HEADER = 5;
  private static final int MESSAGE_HEADER = 4;

  /** Version, random, no session, one suite, one compression method (RFC 5246 section 7.4.1.2). */
  private static final int SHORTEST = 2 + 32 + 1 + 4 + 2;

  /** Longer than any with keys of post-quantum exchanges and tickets; a record holds no more. */
  private static final int LONGEST = 1 << 14;

  private static final int FIRST_VERSION = 0x0300;
  private static final int LAST_VERSION = 0x0304;

  /**
   * What a client of TLS 1.3 sends behind its hello to finish: a Finished of SHA-256, its content
   * type and tag, in a record. An alert, with a change of cipher before it, is 30 bytes.
   */
  private static final int SHORTEST_END = RECORD_HEADER + MESSAGE_HEADER + 32 + 1 + 16;

  /** Up to TLS 1.2, of a session resumed: a change of cipher and a Finished of 12 bytes, sealed. */
  private static final int SHORTEST_RESUMED_END = 6 + RECORD_HEADER + MESSAGE_HEADER + 12 + 16;

  private CutHello() {}

  /** Whether the first record begins a ClientHello, by its type, lengths and versions. */
  static boolean beginsWith(TlsRecords said) {
    TlsRecords.TlsRecord first = said.records().get(0);
    Bytes fragment = first.fragment();
    if (!said.clean() || !fragment.has(0, MESSAGE_HEADER + 2)) {
      return false;
    }
    int length = fragment.u24(1);
    int version = fragment.u16(MESSAGE_HEADER);
    return fragment.u8(0) == TlsHandshake.CLIENT_HELLO
        && length >= SHORTEST
        && length <= LONGEST
        && MESSAGE_HEADER + length >= first.length()
        && version >= FIRST_VERSION
        && version <= LAST_VERSION;
  }

  /** What became of it. */
  static TlsSession judge(TlsRecords said, Speech client, Speech server) {
    TlsRecords answer = TlsRecords.read(server.bytes(), 0);
    if (answer.records().isEmpty()) {
      boolean other = server.bytes().has(0, RECORD_HEADER);
      return opaque(other ? "TLS ClientHello not answered in TLS" : "TLS ClientHello cut");
    }
    TlsHandshake handshake = TlsHandshake.read(answer);
    TlsHandshake.Message message = handshake.first(TlsHandshake.SERVER_HELLO);
    TlsHello choice = message == null ? null : TlsHello.server(message.body());
    TlsRecords.TlsRecord alert = answer.clearAlert();
    if (alert != null) {
      return opaque("TLS handshake failed, alert " + alert.fragment().u8(1));
    }
    return choice == null
        ? opaque("TLS hellos cut")
        : settled(choice, answer, handshake, server, goesOn(said, client));
  }

  private static TlsSession settled(
      TlsHello choice, TlsRecords answer, TlsHandshake handshake, Speech server, long more) {
    Map<String, String> facts =
        server.detailed() ? TlsFacts.ofServer(choice, handshake, server.nanos()) : Map.of();
    String name = TlsNames.protocol(choice.negotiatedVersion());
    boolean retried = TlsHello.isRetry(handshake.messages().get(0));
    boolean finished =
        TlsFacts.isSecret(choice.negotiatedVersion())
            ? answer.has(TlsRecords.APPLICATION_DATA) && more >= SHORTEST_END
            : answer.changedCipher() && more >= SHORTEST_RESUMED_END;
    if (!finished || retried || !answer.clean() || answer.readable()) {
      return new TlsSession(Encryption.OPAQUE, name + " handshake cut", facts, ImmutableList.of());
    }
    String reason = name + " handshake, its ClientHello cut, gone on with by both sides";
    return TlsSession.of(choice.suite(), name, reason, facts, choice.alpn());
  }

  /** How many bytes the client sent behind its hello; 0 where that is in several records. */
  private static long goesOn(TlsRecords said, Speech client) {
    TlsRecords.TlsRecord first = said.records().get(0);
    boolean one = MESSAGE_HEADER + first.fragment().u24(1) == first.length();
    return one ? client.length() - RECORD_HEADER - first.length() : 0;
  }

  private static TlsSession opaque(String reason) {
    return new TlsSession(Encryption.OPAQUE, reason, Map.of(), ImmutableList.of());
  }
}
