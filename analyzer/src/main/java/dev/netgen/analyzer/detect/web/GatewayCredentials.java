package dev.netgen.analyzer.detect.web;

import dev.netgen.analyzer.detect.api.Bytes;

/** The Authorization field of a request as gateways hand it on: a variable, then its value. */
final class GatewayCredentials {
  private static final String NAME = "HTTP_AUTHORIZATION";

  private GatewayCredentials() {}

  /**
   * Whether a password or token stands behind the variable's name, with a length in between or not.
   */
  static boolean in(Bytes bytes) {
    int at = bytes.find(NAME, 0, bytes.length());
    if (at < 0) {
      return false;
    }
    int value = at + NAME.length();
    return bytes.find("Basic ", value, value + 9) >= 0
        || bytes.find("Bearer ", value, value + 10) >= 0;
  }
}
