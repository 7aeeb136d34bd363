package dev.netgen.analyzer.detect.proxy;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.model.net.IpAddress;

/** Addresses in binary form, as text. */
final class Addresses {
  private Addresses() {}

  static String v4(Bytes bytes, int at) {
    return new IpAddress(0, bytes.u32(at), false).toString();
  }

  static String v6(Bytes bytes, int at) {
    long high = (bytes.u32(at) << 32) | bytes.u32(at + 4);
    long low = (bytes.u32(at + 8) << 32) | bytes.u32(at + 12);
    return new IpAddress(high, low, true).toString();
  }
}
