package dev.netgen.analyzer.detect.tls;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.detect.api.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The records of one direction (RFC 8446 section 5.1, the same since SSL 3.0).
 *
 * <pre>
 * +--------+-----------------+----------------+----------
 * | type   | legacy version  | length         | fragment
 * | 20..24 | 03 00 .. 03 04  | 16 bits        |
 * +--------+-----------------+----------------+----------
 * </pre>
 *
 * @param records records in order; the last may be cut
 * @param clean false where bytes follow that are no record header
 * @param headerCut whether the bytes end inside a header
 */
record TlsRecords(ImmutableList<TlsRecord> records, boolean clean, boolean headerCut) {
  static final int CHANGE_CIPHER_SPEC = 20;
  static final int ALERT = 21;
  static final int HANDSHAKE = 22;
  static final int APPLICATION_DATA = 23;

  /** RFC 6520. */
  static final int HEARTBEAT = 24;

  private static final int HEADER = 5;

  /** 2^14 and the 2048 bytes that TLS 1.2 allows a cipher to add. */
  private static final int MAX_FRAGMENT = 16_384 + 2048;

  /** Of AES-GCM in TLS 1.2 (RFC 5288 section 3). */
  private static final int NONCE = 8;

  private static final int MAX_RECORDS = 256;

  /** In TLS 1.3: level, description, content type, tag (RFC 8446 section 5.2). */
  private static final int LONGEST_ENCRYPTED_ALERT = 2 + 1 + 16;

  /**
   * One record.
   *
   * @param type content type
   * @param version legacy record version
   * @param length length by its header
   * @param fragment the bytes kept of it
   */
  record TlsRecord(int type, int version, int length, Bytes fragment) {
    boolean complete() {
      return fragment.length() == length;
    }

    /** Whether it is a warning in clear, such as an unknown name's (RFC 6066 section 3). */
    boolean warns() {
      return type == ALERT && length == 2 && fragment.has(0, 1) && fragment.u8(0) == 1;
    }
  }

  /** Reads records from this offset on, as far as they chain. */
  static TlsRecords read(Bytes bytes, int offset) {
    ImmutableList.Builder<TlsRecord> records = ImmutableList.builder();
    int at = offset;
    for (int count = 0; count < MAX_RECORDS && bytes.has(at, HEADER); count++) {
      if (!headerAt(bytes, at)) {
        return new TlsRecords(records.build(), false, false);
      }
      int length = bytes.u16(at + 3);
      int kept = Math.min(length, bytes.length() - at - HEADER);
      records.add(
          new TlsRecord(bytes.u8(at), bytes.u16(at + 1), length, bytes.slice(at + HEADER, kept)));
      at += HEADER + length;
    }
    return new TlsRecords(records.build(), true, at < bytes.length() && !bytes.has(at, HEADER));
  }

  /** Whether a whole and plausible record header stands here. */
  static boolean headerAt(Bytes bytes, int at) {
    if (!bytes.has(at, HEADER)) {
      return false;
    }
    int type = bytes.u8(at);
    int length = bytes.u16(at + 3);
    return type >= CHANGE_CIPHER_SPEC
        && type <= HEARTBEAT
        && bytes.u8(at + 1) == 3
        && bytes.u8(at + 2) <= 4
        && length <= MAX_FRAGMENT
        && (length > 0 || type == APPLICATION_DATA)
        && (type != CHANGE_CIPHER_SPEC || length == 1);
  }

  /** Whether a record of this type is among them. */
  boolean has(int type) {
    for (int i = 0; i < records.size(); i++) {
      if (records.get(i).type() == type) {
        return true;
      }
    }
    return false;
  }

  long completeCount() {
    return records.stream().filter(TlsRecord::complete).count();
  }

  /** Whether all records carry one version, as they do once a version is agreed. */
  boolean oneVersion() {
    return records.stream().mapToInt(TlsRecord::version).distinct().count() == 1;
  }

  /** Whether application data is among them that is too long to be an encrypted alert. */
  boolean protectedData() {
    return protectedCount() > 0;
  }

  /** Records of application data too long to be an encrypted alert. */
  long protectedCount() {
    long count = 0;
    for (int i = 0; i < records.size(); i++) {
      TlsRecord record = records.get(i);
      count +=
          record.type() == APPLICATION_DATA && record.length() > LONGEST_ENCRYPTED_ALERT ? 1 : 0;
    }
    return count;
  }

  /** A change of cipher and at least the header of what follows under it. */
  boolean changedCipher() {
    boolean changed = false;
    for (TlsRecord record : records) {
      if (changed && record.type() != ALERT) {
        return true;
      }
      changed |= record.type() == CHANGE_CIPHER_SPEC;
    }
    return false;
  }

  /** Where the last record ends by its header, counted from the first. */
  long end() {
    return records.stream().mapToLong(record -> HEADER + record.length()).sum();
  }

  /** Whether application data is readable, behind the place of a nonce that counts from zero. */
  boolean readable() {
    for (int i = 0; i < records.size(); i++) {
      TlsRecord record = records.get(i);
      if (record.type() == APPLICATION_DATA && record.fragment().from(NONCE).looksClear()) {
        return true;
      }
    }
    return false;
  }

  /** The first fatal alert in clear: of two bytes (RFC 5246 section 7.2); null without one. */
  @Nullable TlsRecord clearAlert() {
    for (int i = 0; i < records.size(); i++) {
      TlsRecord record = records.get(i);
      boolean alert = record.type() == ALERT && record.length() == 2 && record.complete();
      if (alert && record.fragment().u8(0) == 2) {
        return record;
      }
    }
    return null;
  }
}
