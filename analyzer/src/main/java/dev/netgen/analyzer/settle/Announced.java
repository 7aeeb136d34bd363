package dev.netgen.analyzer.settle;

import dev.netgen.analyzer.resolve.Endpoint;
import dev.netgen.model.net.Transport;
import java.util.Optional;

/**
 * That another conversation announced the ports of this one, so that it belongs to the link of that
 * one and its own ports mean nothing (ADR "Announced ports are their announcer's link").
 *
 * @param word what was announced: {@code ftp-data}, {@code tftp}, {@code rtp}
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

  /** The transport of the conversation that announces such a one, where only one does. */
  static Optional<Transport> announcer(String word) {
    return switch (word) {
      case FTP_DATA -> Optional.of(Transport.TCP);
      case TFTP -> Optional.of(Transport.UDP);
      default -> Optional.empty();
    };
  }

  /** Whether it adds a use to the link; one that comes beside another's payload does not. */
  boolean counts() {
    return word.equals(TFTP);
  }

  /**
   * Which side serves it: with TFTP the one that was asked, which answers from another port; a data
   * connection of FTP is opened towards the side that was announced, whichever that is.
   */
  Side serves() {
    return word.equals(TFTP) ? server : listener;
  }

  /** Whether what crosses is known to be clear unless it begins with a TLS handshake. */
  boolean clear() {
    return word.equals(TFTP) || word.equals(FTP_DATA);
  }
}
