package dev.netgen.model.graph;

import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.net.Port;
import java.util.Set;

/**
 * An edge of the graph.
 *
 * @param key client, server and port
 * @param speaks the application protocols seen, lower-case field terms ({@code http}, {@code
 *     postgresql}, {@code tls}); several protocols on one port are several elements; empty where
 *     nothing was recognised
 * @param encryption the verdict over all flows
 * @param notes what else a reviewer must know
 */
public record Link(
    LinkKey key,
    ImmutableSortedSet<String> speaks,
    Encryption encryption,
    ImmutableSortedSet<LinkNote> notes)
    implements Comparable<Link> {

  /** Copies the sets in order. */
  public static Link of(
      PeerId from,
      PeerId to,
      Port port,
      Set<String> speaks,
      Encryption encryption,
      Set<LinkNote> notes) {
    return new Link(
        new LinkKey(from, to, port),
        ImmutableSortedSet.copyOf(speaks),
        encryption,
        ImmutableSortedSet.copyOf(notes));
  }

  /** The client. */
  public PeerId from() {
    return key.from();
  }

  /** The server. */
  public PeerId to() {
    return key.to();
  }

  /** The server's port. */
  public Port port() {
    return key.port();
  }

  @Override
  public int compareTo(Link other) {
    return key.compareTo(other.key);
  }
}
