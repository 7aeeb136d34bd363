package dev.netgen.analyzer.resolve;

/** How the name of an outside server is known, strongest first. */
public enum NameBasis {
  /** The client had asked for it and the answer was still good. */
  DNS("dns answer before the flow"),
  /** The server name the client sent in its ClientHello. */
  SNI("tls server name"),
  /** The host the client sent in its request. */
  HTTP_HOST("http host"),
  /** No name. */
  NONE("address only");

  private final String text;

  NameBasis(String text) {
    this.text = text;
  }

  /** The text used in evidence. */
  public String text() {
    return text;
  }
}
