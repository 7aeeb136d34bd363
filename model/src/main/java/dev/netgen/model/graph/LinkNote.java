package dev.netgen.model.graph;

/** What a reviewer must know about a link beyond its verdict. A closed set; ordered as declared. */
public enum LinkNote {
  /** A password, token or other secret crossed in clear; it is stored nowhere. */
  CREDENTIALS_IN_CLEAR("credentials in clear"),
  /** A data store answered requests of clients that had not authenticated. */
  NO_AUTHENTICATION("no authentication seen"),
  /** Connections were opened and closed in order without payload (health checks do this). */
  CONNECTED_ONLY("connected only"),
  /** Datagrams in one direction only, of a protocol known to work so. */
  ONE_WAY("one-way"),
  /** Which side is the server rests on port numbers alone. */
  WEAK_DIRECTION("direction by port numbers only"),
  /** The client reached a published port through docker-proxy; who it was is unknown. */
  THROUGH_PROXY("client hidden by docker-proxy"),
  /** Parts of it use ports that are agreed on inside it, as FTP and TFTP do. */
  DYNAMIC_PORTS("dynamic ports"),
  /** Each of its conversations may be another link's, before or behind a translation. */
  PERHAPS_SAME("perhaps the same as another link"),
  /**
   * All of it is the kubelet asking pods of its own node how they are, which nothing can forbid.
   */
  KUBELET_PROBE("kubelet probe"),
  /** That it ended at this workload's pods rests on a Service's selector: none was seen there. */
  BACKEND_ASSUMED("backend by selector, not seen");

  private final String text;

  LinkNote(String text) {
    this.text = text;
  }

  /** The text used in files. */
  public String text() {
    return text;
  }

  /** The note with this text; throws IllegalArgumentException otherwise. */
  public static LinkNote parse(String text) {
    for (LinkNote note : values()) {
      if (note.text.equals(text)) {
        return note;
      }
    }
    throw new IllegalArgumentException("unknown note \"" + text + "\"");
  }
}
