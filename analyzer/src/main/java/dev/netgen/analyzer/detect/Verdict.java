package dev.netgen.analyzer.detect;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.graph.Encryption;
import dev.netgen.model.graph.LinkNote;

/**
 * What a flow speaks and whether it is encrypted.
 *
 * @param protocol lower-case field term ({@code http}, {@code https}, {@code tls}, {@code
 *     postgresql}, {@code redis}, {@code amqp}, {@code dns}, {@code ssh}), or empty
 * @param encryption one of the five flow verdicts, never MIXED
 * @param reason which bytes decided, in words; never the bytes of a secret
 * @param server which side the payload shows to be the server
 * @param notes such as credentials in clear
 * @param facts protocol details without secrets: {@code tls.version}, {@code tls.sni}, {@code
 *     tls.alpn}, {@code http.host}; at most 24, values at most 256 printable characters
 */
public record Verdict(
    String protocol,
    Encryption encryption,
    String reason,
    Side server,
    ImmutableSortedSet<LinkNote> notes,
    ImmutableSortedMap<String, String> facts) {

  /** A side of a flow. */
  public enum Side {
    A,
    B,
    UNKNOWN
  }
}
