package dev.netgen.analyzer.detect.tls;

import com.google.common.collect.ImmutableSet;
import dev.netgen.analyzer.detect.api.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The extensions of a hello, one behind the other (RFC 8446 section 4.2). Looked for where they
 * stand, since few are asked for: {@code (type 16, length 16, data)*}.
 */
final class TlsExtensions {
  /** Of a hello without extensions. */
  static final TlsExtensions NONE = new TlsExtensions(Bytes.EMPTY);

  private static final int HEADER = 4;
  private static final int MOST = 128;

  private final Bytes bytes;

  private TlsExtensions(Bytes bytes) {
    this.bytes = bytes;
  }

  /** These extensions; null where a length does not add up, or there are too many. */
  static @Nullable TlsExtensions read(Bytes bytes) {
    int at = 0;
    for (int count = 0; at < bytes.length(); count++) {
      if (count == MOST || !bytes.has(at, HEADER) || !bytes.has(at + HEADER, bytes.u16(at + 2))) {
        return null;
      }
      at += HEADER + bytes.u16(at + 2);
    }
    return new TlsExtensions(bytes);
  }

  /** Whether there is one of this type. */
  boolean has(int type) {
    return find(type) >= 0;
  }

  /** The data of the first of this type, empty where there is none. */
  Bytes get(int type) {
    int at = find(type);
    return at < 0 ? Bytes.EMPTY : bytes.slice(at + HEADER, bytes.u16(at + 2));
  }

  /** The types in the order of the message, each once. */
  ImmutableSet<Integer> types() {
    ImmutableSet.Builder<Integer> types = ImmutableSet.builder();
    for (int at = 0; at < bytes.length(); at = behind(at)) {
      types.add(bytes.u16(at));
    }
    return types.build();
  }

  private int find(int type) {
    for (int at = 0; at < bytes.length(); at = behind(at)) {
      if (bytes.u16(at) == type) {
        return at;
      }
    }
    return -1;
  }

  private int behind(int at) {
    return at + HEADER + bytes.u16(at + 2);
  }
}
