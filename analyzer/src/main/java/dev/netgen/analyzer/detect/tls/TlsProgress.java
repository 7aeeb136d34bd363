package dev.netgen.analyzer.detect.tls;

import dev.netgen.analyzer.detect.api.Speech;

/**
 * How far a handshake went, by the records of both sides.
 *
 * @param said the client's records
 * @param answer the server's
 * @param server what is kept of the server
 * @param offer the ClientHello
 */
record TlsProgress(TlsRecords said, TlsRecords answer, Speech server, TlsHello offer) {

  /** A server that fails may write a line about it past its own TLS, as vsftpd does. */
  private static final int LAST_LINE = 64;

  /**
   * Up to TLS 1.2 both sides change ciphers, and neither says in clear that it failed. In TLS 1.3
   * both sides send protected records, the client one too long to be an alert; where it sent data
   * with its hello, two, unless the server knew it from before.
   */
  boolean finished(TlsHello choice) {
    if (said.clearAlert() != null) {
      return false;
    }
    if (TlsFacts.isSecret(choice.negotiatedVersion())) {
      boolean early =
          offer.extensions().has(TlsHello.EARLY_DATA)
              && !choice.extensions().has(TlsHello.PRE_SHARED_KEY);
      return said.protectedCount() >= (early ? 2 : 1) && answer.has(TlsRecords.APPLICATION_DATA);
    }
    return said.changedCipher()
        && (answer.changedCipher() || certificatesTooLong())
        && answer.clearAlert() == null;
  }

  /** The server's change of cipher lies beyond what was kept, and the client went on to speak. */
  private boolean certificatesTooLong() {
    return !server.complete()
        && answer.clean()
        && !answer.has(TlsRecords.CHANGE_CIPHER_SPEC)
        && said.has(TlsRecords.APPLICATION_DATA);
  }

  /**
   * Of a server of which the capture point saw nothing: a client sends protected data when it has
   * verified the server, and whatever suite of its offer was chosen protects it.
   */
  boolean clientGoesOnAlone() {
    return server.isEmpty()
        && server.complete()
        && said.clean()
        && !said.readable()
        && said.protectedCount() > 0
        && said.clearAlert() == null
        && !offer.offersWeakSuites()
        && !offer.extensions().has(TlsHello.EARLY_DATA);
  }

  /**
   * What shows that not all behind the handshake is protected, as where FTP ends TLS to go on in
   * clear (RFC 4217 section 6); empty where nothing does.
   */
  String unprotected() {
    boolean line = said.clean() && server.bytes().length() - answer.end() <= LAST_LINE;
    if (!said.clean() || (!answer.clean() && !line)) {
      return ", then bytes that are no TLS";
    }
    return said.readable() || answer.readable() ? ", its records hold readable data" : "";
  }

  /** The reason of an alert in clear, if there was one. */
  String alerted(String otherwise) {
    TlsRecords.TlsRecord alert = said.clearAlert();
    alert = alert == null ? answer.clearAlert() : alert;
    return alert == null ? otherwise : "TLS handshake failed, alert " + alert.fragment().u8(1);
  }
}
