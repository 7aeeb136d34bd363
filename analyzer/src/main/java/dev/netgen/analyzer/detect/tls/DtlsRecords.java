package dev.netgen.analyzer.detect.tls;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Speech;

/**
 * The records of one side's datagrams (RFC 6347 section 4.1, RFC 9147 section 4), those of STUN and
 * RTP that share their port (RFC 7983) left out.
 *
 * <pre>
 * +--------+-------------+---------+------------------+-----------+----------
 * | type   | FE FF or FD | epoch 2 | sequence 6       | length 2  | fragment     type 25: connection id before the length
 * +--------+-------------+---------+------------------+-----------+----------
 * | 001CSLEE | connection id if C | sequence 1, 2 if S | length 2 if L | ...    DTLS 1.3, encrypted
 * </pre>
 *
 * @param records records in order
 * @param clean whether all datagrams are made of records
 */
record DtlsRecords(ImmutableList<DtlsRecord> records, boolean clean) {
  /** Not on the wire: stands for the header of encrypted records since DTLS 1.3. */
  static final int UNIFIED = -1;

  static final int CONNECTION_ID = 25;

  private static final int LAST_TYPE = 26;
  private static final int HEADER = 13;

  /** Of AES-GCM in DTLS 1.2 (RFC 5288 section 3). */
  private static final int NONCE = 8;

  private static final int MOST_IN_DATAGRAM = 32;
  private static final long STUN_COOKIE = 0x2112A442L;

  /** In DTLS 1.3: acknowledgement of one record, content type, tag (RFC 9147 section 7). */
  private static final int LONGEST_ACKNOWLEDGEMENT = 2 + 16 + 1 + 16;

  /**
   * One record.
   *
   * @param type content type, or {@link #UNIFIED}
   * @param version version of its header; 0 where it has none
   * @param epoch how often keys changed; its two last bits where no more are told
   * @param length length by its header
   * @param fragment the bytes kept of it
   */
  record DtlsRecord(int type, int version, int epoch, int length, Bytes fragment) {}

  /** Whether datagrams may begin with these: a record, or STUN before it. */
  static boolean mayBegin(Bytes datagram) {
    return headerAt(datagram, 0) || isStun(datagram);
  }

  /** Reads all datagrams; those who hear its speaker asked for connection ids of this length. */
  static DtlsRecords read(Speech speech, int connectionId) {
    ImmutableList.Builder<DtlsRecord> records = ImmutableList.builder();
    boolean clean = true;
    for (int i = 0; i < speech.messages(); i++) {
      Bytes datagram = speech.message(i);
      if (!isStun(datagram) && !isMedia(datagram)) {
        clean &= readAll(datagram, connectionId, records);
      }
    }
    return new DtlsRecords(records.build(), clean);
  }

  private static boolean readAll(
      Bytes datagram, int connectionId, ImmutableList.Builder<DtlsRecord> records) {
    int at = 0;
    for (int count = 0; at < datagram.length() && count < MOST_IN_DATAGRAM; count++) {
      int size =
          headerAt(datagram, at)
              ? plain(datagram, at, connectionId, records)
              : unified(datagram, at, connectionId, records);
      if (size == 0) {
        return false;
      }
      at += size;
    }
    return true;
  }

  private static boolean headerAt(Bytes bytes, int at) {
    return bytes.has(at, HEADER)
        && bytes.u8(at) >= TlsRecords.CHANGE_CIPHER_SPEC
        && bytes.u8(at) <= LAST_TYPE
        && isVersion(bytes.u16(at + 1))
        && bytes.u8(at + 3) == 0
        && bytes.u16(at + 5) == 0;
  }

  /** 1.0, 1.2, and what OpenSSL spoke before there was a standard. */
  private static boolean isVersion(int version) {
    return version == 0xFEFF || version == 0xFEFD || version == 0x0100;
  }

  private static int plain(
      Bytes bytes, int at, int connectionId, ImmutableList.Builder<DtlsRecord> records) {
    int header = HEADER + (bytes.u8(at) == CONNECTION_ID ? connectionId : 0);
    if (!bytes.has(at, header)) {
      return 0;
    }
    int length = bytes.u16(at + header - 2);
    int kept = Math.min(length, bytes.length() - at - header);
    records.add(
        new DtlsRecord(
            bytes.u8(at),
            bytes.u16(at + 1),
            bytes.u16(at + 3),
            length,
            bytes.slice(at + header, kept)));
    return header + length;
  }

  private static int unified(
      Bytes bytes, int at, int connectionId, ImmutableList.Builder<DtlsRecord> records) {
    int first = bytes.u8(at);
    if ((first & 0xE0) != 0x20) {
      return 0;
    }
    int header = 1 + ((first & 0x10) != 0 ? connectionId : 0) + ((first & 0x08) != 0 ? 2 : 1);
    boolean told = (first & 0x04) != 0;
    if (!bytes.has(at, header + (told ? 2 : 0))) {
      return 0;
    }
    int left = bytes.length() - at - header;
    int length = told ? bytes.u16(at + header) : left;
    header += told ? 2 : 0;
    int kept = Math.min(length, bytes.length() - at - header);
    records.add(new DtlsRecord(UNIFIED, 0, first & 3, length, bytes.slice(at + header, kept)));
    return header + length;
  }

  private static boolean isStun(Bytes datagram) {
    return datagram.has(0, 20) && datagram.u8(0) < 4 && datagram.u32(4) == STUN_COOKIE;
  }

  private static boolean isMedia(Bytes datagram) {
    return datagram.has(0, 12) && datagram.u8(0) >>> 6 == 2;
  }

  boolean has(int type) {
    return records.stream().anyMatch(record -> record.type() == type);
  }

  /** Whether data under keys is among them that no alert is, nor one acknowledgement. */
  boolean protectedData() {
    return records.stream()
        .anyMatch(
            record ->
                record.type() == UNIFIED
                    ? record.epoch() == 3 || record.length() > LONGEST_ACKNOWLEDGEMENT
                    : record.epoch() > 0 && record.type() != TlsRecords.ALERT);
  }

  /** Whether data under keys look as if no cipher had made them. */
  boolean readable() {
    return records.stream()
        .filter(record -> record.type() == TlsRecords.APPLICATION_DATA || record.type() == UNIFIED)
        .map(record -> record.fragment().from(NONCE))
        .anyMatch(Bytes::looksClear);
  }

  /** Whether RTP stands among the datagrams of either side. */
  static boolean media(Exchange exchange) {
    return media(exchange.client()) || media(exchange.server());
  }

  private static boolean media(Speech speech) {
    for (int i = 0; i < speech.messages(); i++) {
      if (isMedia(speech.message(i))) {
        return true;
      }
    }
    return false;
  }

  /** Whether a fatal alert in clear is among them. */
  boolean failed() {
    return records.stream()
        .anyMatch(
            record ->
                record.type() == TlsRecords.ALERT
                    && record.epoch() == 0
                    && record.fragment().length() == 2
                    && record.fragment().u8(0) == 2);
  }
}
