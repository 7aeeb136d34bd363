package dev.netgen.analyzer.detect.tls;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.detect.api.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The handshake messages of one direction that are readable: fragmented over records or several in
 * one record (RFC 8446 section 4, RFC 5246 section 7.4), up to the change of cipher.
 *
 * @param messages whole messages in order
 * @param cut whether the bytes end inside a message
 */
record TlsHandshake(ImmutableList<Message> messages, boolean cut) {
  static final int CLIENT_HELLO = 1;
  static final int SERVER_HELLO = 2;

  private static final int MESSAGE_HEADER = 4;
  private static final int MAX_BYTES = 1 << 17;

  /** One message: its type and its body. */
  record Message(int type, Bytes body) {}

  /** Joins the handshake records before the first that is encrypted. */
  static TlsHandshake read(TlsRecords records) {
    Bytes joined = Bytes.EMPTY;
    boolean cut = false;
    for (int i = 0; i < records.records().size(); i++) {
      TlsRecords.TlsRecord record = records.records().get(i);
      boolean retry = record.type() == TlsRecords.CHANGE_CIPHER_SPEC && endsInRetry(joined);
      if (retry || record.warns()) {
        continue;
      }
      if (record.type() != TlsRecords.HANDSHAKE || joined.length() > MAX_BYTES) {
        break;
      }
      joined = joined.isEmpty() ? record.fragment() : joined.with(record.fragment());
      cut = !record.complete();
    }
    return split(joined, cut);
  }

  /** After a HelloRetryRequest the change of cipher means nothing (RFC 8446 appendix D.4). */
  private static boolean endsInRetry(Bytes joined) {
    if (joined.isEmpty() || joined.u8(0) != SERVER_HELLO) {
      return false;
    }
    ImmutableList<Message> soFar = split(joined, false).messages;
    return soFar.size() == 1 && TlsHello.isRetry(soFar.get(0));
  }

  /** Messages that stand in no records, as in QUIC. */
  static TlsHandshake of(Bytes bytes) {
    return split(bytes, false);
  }

  private static TlsHandshake split(Bytes bytes, boolean cut) {
    ImmutableList.Builder<Message> messages = ImmutableList.builder();
    int at = 0;
    while (bytes.has(at, MESSAGE_HEADER) && bytes.has(at + MESSAGE_HEADER, bytes.u24(at + 1))) {
      int length = bytes.u24(at + 1);
      messages.add(new Message(bytes.u8(at), bytes.slice(at + MESSAGE_HEADER, length)));
      at += MESSAGE_HEADER + length;
    }
    return new TlsHandshake(messages.build(), cut || at < bytes.length());
  }

  /** The first message of this type that is no HelloRetryRequest, or null. */
  @Nullable Message first(int type) {
    for (int i = 0; i < messages.size(); i++) {
      Message message = messages.get(i);
      if (message.type() == type && !TlsHello.isRetry(message)) {
        return message;
      }
    }
    return null;
  }
}
