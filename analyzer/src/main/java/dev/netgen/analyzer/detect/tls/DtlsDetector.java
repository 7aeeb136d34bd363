package dev.netgen.analyzer.detect.tls;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
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
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * DTLS 1.0, 1.2 and 1.3 (RFC 9147, RFC 6347), also beside STUN and RTP on one port. Like TLS it is
 * encrypted once both sides are seen to have changed to keys and neither to have failed.
 */
public final class DtlsDetector implements Detector {
  /** ClientHello and ClientKeyExchange. */
  private static final ImmutableSet<Integer> CLIENTS = ImmutableSet.of(1, 16);

  /**
   * ServerHello, HelloVerifyRequest, NewSessionTicket, ServerKeyExchange, CertificateRequest and
   * ServerHelloDone.
   */
  private static final ImmutableSet<Integer> SERVERS = ImmutableSet.of(2, 3, 4, 12, 13, 14);

  /** Type, length, number, and of a fragment its offset and length. */
  private static final int MESSAGE = 12;

  /** Behind it, version and random. */
  private static final int HELLO = MESSAGE + 2 + 32;

  /** Offered where the handshake gives keys to the media beside it (RFC 5764). */
  private static final int USE_SRTP = 14;

  @Override
  public Card card() {
    return Card.of("dtls", "DTLS 1.0 to 1.3", "RFC 9147")
        .tells(Ability.ROLES, Ability.MID_STREAM, Ability.ENCRYPTION);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    if (!DtlsRecords.mayBegin(exchange.client().bytes())
        && !DtlsRecords.mayBegin(exchange.server().bytes())) {
      return Outcome.no("no dtls record");
    }
    DtlsRecords client = DtlsRecords.read(exchange.client(), 0);
    DtlsRecords server = DtlsRecords.read(exchange.server(), 0);
    TlsHello offer = hello(client);
    if (offer != null) {
      return fromHello(exchange, client, server, offer);
    }
    if (hello(server) != null || cutHello(server)) {
      return Outcome.no("the other side says hello");
    }
    return cutHello(client)
        ? Finding.of("dtls", Encryption.OPAQUE, "DTLS ClientHello cut").match()
        : midStream(exchange, client, server);
  }

  /** Whether the first record holds a ClientHello, or its first fragment, of which bytes lack. */
  private static boolean cutHello(DtlsRecords records) {
    if (records.records().isEmpty()) {
      return false;
    }
    DtlsRecords.DtlsRecord record = records.records().get(0);
    Bytes said = record.fragment();
    boolean cut = record.length() > said.length() && said.has(0, HELLO);
    return cut
        && record.type() == TlsRecords.HANDSHAKE
        && record.epoch() == 0
        && said.u8(0) == TlsHandshake.CLIENT_HELLO
        && said.u24(6) == 0
        && said.u24(9) <= said.u24(1)
        && said.u24(9) + MESSAGE == record.length()
        && said.u8(MESSAGE) == 0xFE;
  }

  /** The first ClientHello, behind no other kind of record. */
  private static @Nullable TlsHello hello(DtlsRecords records) {
    boolean first =
        !records.records().isEmpty()
            && records.records().get(0).type() == TlsRecords.HANDSHAKE
            && records.records().get(0).epoch() == 0;
    TlsHandshake.Message message =
        first ? DtlsHandshake.read(records).first(TlsHandshake.CLIENT_HELLO) : null;
    return message == null ? null : TlsHello.datagramClient(message.body());
  }

  private static Outcome fromHello(
      Exchange exchange, DtlsRecords client, DtlsRecords server, TlsHello offer) {
    Map<String, String> facts = new TreeMap<>();
    TlsFacts.offered(facts, offer, 'd');
    TlsHandshake answer = DtlsHandshake.read(server);
    TlsHandshake.Message message = answer.first(TlsHandshake.SERVER_HELLO);
    TlsHello choice = message == null ? null : TlsHello.server(message.body());
    boolean nothing = exchange.whole() && handshakeOnly(client) && handshakeOnly(server);
    if (choice == null) {
      return found(unanswered(client, server, facts, nothing));
    }
    TlsFacts.chosen(facts, offer, choice);
    TlsFacts.followed(facts, choice, DtlsHandshake.read(client), answer, exchange.server().nanos());
    ImmutableList<String> names = choice.alpn().isEmpty() ? offer.alpn() : choice.alpn();
    facts.put("tls.alpn", String.join(",", names));
    DtlsRecords said = DtlsRecords.read(exchange.client(), connectionId(choice));
    DtlsRecords answered = DtlsRecords.read(exchange.server(), connectionId(offer));
    String name = TlsNames.protocol(choice.negotiatedVersion());
    if (!finished(said, answered, choice, exchange.server())) {
      return found(
          new TlsSession(
              nothing ? Encryption.NONE : Encryption.OPAQUE,
              failure(said, answered, name + " handshake not seen to complete"),
              facts,
              names));
    }
    TlsSession session =
        TlsSession.of(choice.suite(), name, name + " handshake completed", facts, names);
    boolean media = DtlsRecords.media(exchange) && !offer.extensions().has(USE_SRTP);
    boolean all =
        said.clean() && answered.clean() && !said.readable() && !answered.readable() && !media;
    return found(
        all || session.encryption() != Encryption.ENCRYPTED
            ? session
            : new TlsSession(
                Encryption.OPAQUE,
                session.reason() + ", beside datagrams that are no DTLS",
                facts,
                names));
  }

  private static TlsSession unanswered(
      DtlsRecords client, DtlsRecords server, Map<String, String> facts, boolean nothing) {
    String otherwise =
        server.records().isEmpty()
            ? "DTLS ClientHello without an answer"
            : "DTLS handshake without a ServerHello";
    return new TlsSession(
        nothing ? Encryption.NONE : Encryption.OPAQUE,
        failure(client, server, otherwise),
        facts,
        ImmutableList.of());
  }

  /** Records in clear alone: no application spoke. */
  private static boolean handshakeOnly(DtlsRecords records) {
    return records.clean()
        && records.records().stream()
            .noneMatch(
                record ->
                    record.epoch() > 0
                        || record.type() == DtlsRecords.UNIFIED
                        || record.type() == TlsRecords.APPLICATION_DATA);
  }

  private static String failure(DtlsRecords client, DtlsRecords server, String otherwise) {
    return client.failed() || server.failed() ? "DTLS handshake failed" : otherwise;
  }

  /** How long the ids are that the sender of this hello wants to see (RFC 9146 section 3). */
  private static int connectionId(TlsHello hello) {
    Bytes data = hello.extensions().get(TlsHello.CONNECTION_ID);
    return data.isEmpty() ? 0 : data.u8(0);
  }

  private static boolean finished(
      DtlsRecords client, DtlsRecords server, TlsHello choice, Speech kept) {
    if (client.failed() || server.failed() || !client.protectedData()) {
      return false;
    }
    if (TlsFacts.isSecret(choice.negotiatedVersion())) {
      return server.has(DtlsRecords.UNIFIED);
    }
    boolean goesOn =
        client.has(TlsRecords.APPLICATION_DATA) || server.has(TlsRecords.CHANGE_CIPHER_SPEC);
    return server.protectedData() || (goesOn && !kept.complete());
  }

  private static Outcome found(TlsSession session) {
    return Finding.of("dtls", session.encryption(), session.reason())
        .withFacts(session.facts())
        .match();
  }

  /** Headers fit all datagrams exactly, behind a handshake that was not seen, or not whole. */
  private static Outcome midStream(Exchange exchange, DtlsRecords one, DtlsRecords other) {
    if (!one.clean() || !other.clean() || !plain(one) || !plain(other)) {
      return Outcome.no("dtls records do not fill the datagrams");
    }
    if (one.records().isEmpty() && other.records().isEmpty()) {
      return Outcome.no("no dtls record");
    }
    if (says(one, SERVERS) || says(other, CLIENTS)) {
      return Outcome.no("handshake messages show the roles the other way round");
    }
    boolean both = one.protectedData() && other.protectedData();
    boolean told = both && !readable(one) && !readable(other);
    String reason =
        exchange.client().isEmpty() || exchange.server().isEmpty()
            ? "DTLS records of one side only"
            : "DTLS records mid-stream, no protected data of both sides seen";
    return Finding.of(
            "dtls",
            told ? Encryption.ENCRYPTED : Encryption.OPAQUE,
            told ? "DTLS records fill datagrams in both directions, mid-stream" : reason)
        .withFacts(Map.of("tls.seen", "mid-stream"))
        .withRolesShown(says(one, CLIENTS) || says(other, SERVERS))
        .match();
  }

  /** Whether a handshake message in clear is one of these. */
  private static boolean says(DtlsRecords records, ImmutableSet<Integer> types) {
    return records.records().stream()
        .filter(record -> record.type() == TlsRecords.HANDSHAKE && record.epoch() == 0)
        .map(DtlsRecords.DtlsRecord::fragment)
        .anyMatch(fragment -> !fragment.isEmpty() && types.contains(fragment.u8(0)));
  }

  /** Without the short headers of DTLS 1.3, which anything may look like. */
  private static boolean plain(DtlsRecords records) {
    return records.records().stream()
        .allMatch(
            record ->
                record.type() != DtlsRecords.UNIFIED
                    && record.fragment().length() == record.length());
  }

  /** A NULL cipher leaves text at the beginning. */
  private static boolean readable(DtlsRecords records) {
    return records.readable() || sampled(records);
  }

  private static boolean sampled(DtlsRecords records) {
    return records.records().stream()
        .filter(record -> record.type() == TlsRecords.APPLICATION_DATA)
        .map(DtlsRecords.DtlsRecord::fragment)
        .filter(fragment -> fragment.length() >= TlsFraming.READABLE_SAMPLE)
        .map(fragment -> fragment.slice(0, TlsFraming.READABLE_SAMPLE))
        .anyMatch(sample -> sample.printable() == sample.length());
  }
}
