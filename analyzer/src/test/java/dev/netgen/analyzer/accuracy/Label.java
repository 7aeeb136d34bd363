package dev.netgen.analyzer.accuracy;

import dev.netgen.model.flow.SettledFlow;
import dev.netgen.model.net.IpAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one conversation, or of all between two ends.
 *
 * @param capture name of the capture
 * @param protocol IP protocol number
 * @param client who opened it, or null for anybody
 * @param clientPort its port, or {@link #ANY}
 * @param server who was called, or null for anybody
 * @param serverPort its port
 * @param protection whether it is encrypted, where that is known
 * @param family what is spoken
 * @param trust how far the direction is known
 */
record Label(
    String capture,
    int protocol,
    @Nullable IpAddress client,
    int clientPort,
    @Nullable IpAddress server,
    int serverPort,
    Optional<Protection> protection,
    String family,
    Trust trust) {
  static final int ANY = -1;

  /** How far the direction of a label is known. */
  enum Trust {
    /** Seen from the handshake, or written down by who made the traffic. */
    YES,
    /** The word of another analyser. */
    TOOL,
    /** Not scored. */
    NO
  }

  /** What the payload is known to be. */
  enum Protection {
    CLEARTEXT,
    ENCRYPTED
  }

  /** Whether the first end is the client and the second the server. */
  boolean fits(int ip, IpAddress one, int onePort, IpAddress other, int otherPort) {
    return ip == protocol
        && is(client, one)
        && is(server, other)
        && serverPort == otherPort
        && (clientPort == ANY || onePort == ANY || clientPort == onePort);
  }

  private static boolean is(@Nullable IpAddress said, IpAddress seen) {
    return said == null || said.equals(seen);
  }

  /** Whether the row has its client and server. */
  boolean fits(SettledFlow row) {
    return fits(row.protocol(), row.client(), row.clientPort(), row.server(), row.serverPort());
  }

  /** Whether the row has them the other way round. */
  boolean fitsReversed(SettledFlow row) {
    int port = row.serverPort();
    return row.clientPort() != ANY
        && fits(row.protocol(), row.server(), port, row.client(), row.clientPort());
  }

  /** Its packets, where it names all ends and ports. */
  Optional<Tuple> conversation() {
    return conversation(protocol);
  }

  /** The same ends by UDP where it says TCP, and the other way round. */
  Optional<Tuple> otherTransport() {
    return conversation(Headers.TCP + Headers.UDP - protocol);
  }

  private Optional<Tuple> conversation(int by) {
    return client == null || server == null || clientPort == ANY
        ? Optional.empty()
        : Optional.of(new Tuple(by, client, clientPort, server, serverPort).conversation());
  }

  /** The opposite of it, where it names all ends and ports. */
  Optional<Label> reversed() {
    return conversation()
        .map(
            named ->
                new Label(
                    capture,
                    protocol,
                    server,
                    serverPort,
                    client,
                    clientPort,
                    protection,
                    family,
                    trust));
  }

  /** The same, whoever the server is. */
  Label anyServer() {
    return new Label(
        capture, protocol, client, clientPort, null, serverPort, Optional.empty(), family, trust);
  }

  /** What it says of this conversation; nothing is known of a payload that is not there. */
  Optional<Label> concrete(Tuple seen, boolean payload) {
    Tuple request = seen.isRequestOf(this) ? seen : seen.reverse();
    return request.isRequestOf(this)
        ? Optional.of(
            new Label(
                capture,
                protocol,
                request.source(),
                request.sourcePort(),
                request.destination(),
                request.destinationPort(),
                payload ? protection : Optional.empty(),
                family,
                trust))
        : Optional.empty();
  }

  /** The tuple for people. */
  String tuple() {
    return (protocol == 6 ? "tcp " : protocol == 17 ? "udp " : protocol + " ")
        + end(client, clientPort)
        + " > "
        + end(server, serverPort);
  }

  private static String end(@Nullable IpAddress address, int port) {
    return (address == null ? "*" : address.toString()) + " " + (port == ANY ? "*" : port);
  }
}
