package dev.netgen.analyzer.settle;

import dev.netgen.analyzer.flow.FlowState;
import dev.netgen.analyzer.resolve.Endpoint;
import dev.netgen.model.net.Transport;

/**
 * That another conversation announced the ports of this one, so that it belongs to the link of that
 * one and its own ports mean nothing (ADR "Announced ports are their announcer's link").
 *
 * @param word what was announced: {@code ftp-data}, {@code tftp}, {@code rtp}, {@code srtp}
 * @param server the side on which the announcing conversation's server is
 * @param end that server, with the port it was called at
 * @param transport the transport it was called by
 * @param listener the side that was announced as listening
 */
public record Announced(
    String word, Side server, Endpoint end, Transport transport, Side listener) {
  /** FTP's data connections, RFC 959 section 3.2. */
  private static final String FTP_DATA = "ftp-data";

  /** TFTP's transfers, RFC 1350 section 4. */
  private static final String TFTP = "tftp";

  /** Media, RFC 3550. */
  private static final String RTP = "rtp";

  /** Media that is encrypted if keys were agreed on, RFC 3711. */
  private static final String SRTP = "srtp";

  /**
   * Whether such a one belongs to its announcer only between the same two: anybody may be named as
   * the other end of media, and would be allowed to call the server.
   */
  static boolean amongTwo(String word) {
    return word.equals(RTP) || word.equals(SRTP);
  }

  /** How it went: media needs no answer (RFC 3550). */
  FlowState state(FlowState seen) {
    return amongTwo(word) && seen == FlowState.UNANSWERED ? FlowState.ONE_WAY : seen;
  }

  /** Whether it adds a use to the link; one that comes beside another's payload does not. */
  boolean counts() {
    return word.equals(TFTP);
  }

  /**
   * Which side serves it: with TFTP the one that was asked, which answers from another port; a data
   * connection of FTP is opened towards the side that was announced, whichever that is; media goes
   * both ways, and has the announcer's server.
   */
  Side serves() {
    return word.equals(FTP_DATA) ? listener : server;
  }

  /** Whether what crosses is known to be clear unless it begins with a TLS handshake. */
  boolean clear() {
    return word.equals(TFTP) || word.equals(FTP_DATA) || word.equals(RTP);
  }

  /** What it is listed as if nothing in it says more. */
  String application() {
    return switch (word) {
      case FTP_DATA -> "ftp";
      case TFTP, RTP -> word;
      default -> "";
    };
  }
}
