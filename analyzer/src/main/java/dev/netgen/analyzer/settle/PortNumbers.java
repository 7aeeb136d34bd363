package dev.netgen.analyzer.settle;

/**
 * What the numbers of two ports say about which is the server's: the last and weakest evidence.
 *
 * <p>System ports (RFC 6335 section 6, below 1024) are listened on; clients are given ports of the
 * ephemeral range, which is from 32768 on Linux and from 49152 in RFC 6335.
 */
final class PortNumbers {
  private static final int SYSTEM_END = 1024;
  private static final int EPHEMERAL = 32_768;

  private PortNumbers() {}

  /** 1 when they speak for the second as the server's, -1 for the first, 0 for neither. */
  static int favours(int client, int server) {
    return Integer.compare(kind(client), kind(server));
  }

  private static int kind(int port) {
    if (port < SYSTEM_END) {
      return 0;
    }
    return port < EPHEMERAL ? 1 : 2;
  }
}
