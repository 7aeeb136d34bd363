package dev.netgen.analyzer.detect.tls;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.api.Speech;
import dev.netgen.model.graph.Encryption;
import java.util.Map;

/**
 * TLS joined mid-stream: no hello to read, but record headers that chain from one to the next in
 * both directions. Where the first kept byte lies inside a record, a later place is searched from
 * which at least two headers chain.
 */
final class TlsFraming {
  private static final int MAX_SEARCH = 16_384 + 2048 + 5;
  static final int READABLE_SAMPLE = 16;
  private static final String ENCRYPTED = "TLS records chain in both directions, mid-stream";

  private TlsFraming() {}

  static Outcome detect(Exchange exchange) {
    if (exchange.client().isEmpty() || exchange.server().isEmpty()) {
      return Outcome.needMore("one direction only");
    }
    TlsRecords one = chain(exchange.client());
    TlsRecords other = chain(exchange.server());
    if (one.records().isEmpty() || other.records().isEmpty()) {
      return Outcome.no("records do not chain in both directions");
    }
    if (one.completeCount() + other.completeCount() == 0) {
      return Outcome.needMore("no whole record");
    }
    return Finding.of("tls", encryption(one, other), reason(one, other))
        .withFacts(Map.of("tls.seen", "mid-stream"))
        .withRolesShown(false)
        .match();
  }

  private static Encryption encryption(TlsRecords one, TlsRecords other) {
    return reason(one, other).equals(ENCRYPTED) ? Encryption.ENCRYPTED : Encryption.OPAQUE;
  }

  private static String reason(TlsRecords one, TlsRecords other) {
    if (one.clearAlert() != null || other.clearAlert() != null) {
      return "TLS handshake failed, mid-stream";
    }
    if (!protectedBothWays(one, other)) {
      return "TLS records mid-stream, no protected data seen";
    }
    if (unprotected(one) || unprotected(other)) {
      return "TLS records mid-stream with a NULL or anonymous cipher suite";
    }
    return readable(one) || readable(other)
        ? "TLS records mid-stream hold readable text"
        : ENCRYPTED;
  }

  /**
   * Protected data of either side, and of both where the handshake is still going on: it has not
   * failed only if both go on to speak.
   */
  private static boolean protectedBothWays(TlsRecords one, TlsRecords other) {
    boolean handshake =
        one.has(TlsRecords.HANDSHAKE)
            || other.has(TlsRecords.HANDSHAKE)
            || one.has(TlsRecords.CHANGE_CIPHER_SPEC)
            || other.has(TlsRecords.CHANGE_CIPHER_SPEC);
    return handshake
        ? one.protectedData() && other.protectedData()
        : one.protectedData() || other.protectedData();
  }

  private static boolean unprotected(TlsRecords records) {
    TlsHandshake.Message message = TlsHandshake.read(records).first(TlsHandshake.SERVER_HELLO);
    TlsHello hello = message == null ? null : TlsHello.server(message.body());
    return hello != null
        && (TlsSuites.withoutEncryption(hello.suite()) || TlsSuites.anonymous(hello.suite()));
  }

  /** The records from the first place where they chain to the end, or none. */
  private static TlsRecords chain(Speech speech) {
    Bytes bytes = speech.bytes();
    TlsRecords atStart = TlsRecords.read(bytes, 0);
    if (chains(atStart, 1) || speech.fromStart()) {
      return chains(atStart, 1) ? atStart : none();
    }
    int limit = Math.min(MAX_SEARCH, bytes.length());
    for (int at = 1; at < limit; at++) {
      if (bytes.u8(at) == TlsRecords.APPLICATION_DATA && TlsRecords.headerAt(bytes, at)) {
        TlsRecords records = TlsRecords.read(bytes, at);
        if (chains(records, 2)) {
          return records;
        }
      }
    }
    return none();
  }

  private static boolean chains(TlsRecords records, int least) {
    return records.clean() && records.records().size() >= least && records.oneVersion();
  }

  private static TlsRecords none() {
    return new TlsRecords(ImmutableList.of(), false, false);
  }

  /**
   * A NULL cipher leaves the text at the record's beginning; of a real one's a third is printable.
   */
  private static boolean readable(TlsRecords records) {
    return records.readable() || sampled(records);
  }

  private static boolean sampled(TlsRecords records) {
    return records.records().stream()
        .filter(record -> record.type() == TlsRecords.APPLICATION_DATA)
        .map(TlsRecords.TlsRecord::fragment)
        .filter(fragment -> fragment.length() >= READABLE_SAMPLE)
        .anyMatch(fragment -> fragment.slice(0, READABLE_SAMPLE).printable() == READABLE_SAMPLE);
  }
}
