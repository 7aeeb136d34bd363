package dev.netgen.analyzer.settle;

/** Why the server is the server, strongest first. */
public enum Basis {
  /** SYN or SYN-ACK. */
  HANDSHAKE("handshake"),
  /** The payload shows a request or a response. */
  PAYLOAD("roles in the payload"),
  /** Another conversation announced it, as FTP and TFTP do. */
  ANNOUNCED("announced by another conversation"),
  /** The outside of a tunnel: neither end serves the other; the order of names decides. */
  TUNNEL_ENDS("tunnel ends are alike"),
  /** UDP: who sent first after the capture point had been idle for the pair. */
  FIRST_PACKET("first datagram after idleness"),
  /** Another flow of the recording had this endpoint as its server. */
  LISTENER_SEEN("listening endpoint seen in another flow"),
  /** The inventory declares the port, or a translation to it. */
  LISTENER_DECLARED("listening endpoint declared in the inventory"),
  /** Several remote endpoints talk to this one. */
  FAN_IN("several remote ports talk to it"),
  /** TCP: the smaller port, which proves nothing. */
  PORT_NUMBERS("port numbers only"),
  /** Nobody can tell. */
  UNDECIDED("undecided");

  private final String text;

  Basis(String text) {
    this.text = text;
  }

  /** The text used in evidence. */
  public String text() {
    return text;
  }
}
