package dev.netgen.analyzer.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Scripts one TCP connection in Ethernet frames a millisecond apart, sequence numbers kept: {@code
 * TcpTalk.between("10.0.0.1", 40000, "10.0.0.2", 80).handshake().client("hi").close()}.
 */
public final class TcpTalk {
  private static final long STEP = 1_000_000L;

  private final String client;
  private final int clientPort;
  private final String server;
  private final int serverPort;
  private final List<TimedPacket> packets = new ArrayList<>();
  private long clientNext = 1000;
  private long serverNext = 5000;
  private long nanos = 1_800_000_000_000_000_000L;
  private int[] vlans = {};

  private TcpTalk(String client, int clientPort, String server, int serverPort) {
    this.client = client;
    this.clientPort = clientPort;
    this.server = server;
    this.serverPort = serverPort;
  }

  /** A connection whose initial sequence numbers are 1000 and 5000. */
  public static TcpTalk between(String client, int clientPort, String server, int serverPort) {
    return new TcpTalk(client, clientPort, server, serverPort);
  }

  /** Sets the time of the next packet. */
  public TcpTalk at(long time) {
    nanos = time;
    return this;
  }

  /** Lets time pass. */
  public TcpTalk pause(long duration) {
    nanos += duration;
    return this;
  }

  /** Sets the next sequence numbers: before a handshake, the initial ones. */
  public TcpTalk sequences(long clientSide, long serverSide) {
    clientNext = clientSide;
    serverNext = serverSide;
    return this;
  }

  /** Tags further frames. */
  public TcpTalk vlan(int... ids) {
    vlans = ids;
    return this;
  }

  /** SYN, SYN-ACK, ACK. */
  public TcpTalk handshake() {
    return syn().synAck().clientSends("A", "");
  }

  /** The client's SYN. */
  public TcpTalk syn() {
    clientSends("S", "");
    clientNext++;
    return this;
  }

  /** The server's SYN-ACK. */
  public TcpTalk synAck() {
    serverSends("SA", "");
    serverNext++;
    return this;
  }

  /** Payload of the client. */
  public TcpTalk client(String text) {
    return clientSends("PA", text);
  }

  /** Payload of the server. */
  public TcpTalk server(String text) {
    return serverSends("PA", text);
  }

  /** FIN, FIN-ACK, ACK, begun by the client. */
  public TcpTalk close() {
    clientSends("FA", "");
    clientNext++;
    serverSends("FA", "");
    serverNext++;
    return clientSends("A", "");
  }

  /** A segment of the client with these flags; payload moves its sequence number. */
  public TcpTalk clientSends(String flags, String text) {
    add(
        Packets.tcp(client, clientPort, server, serverPort)
            .flags(flags)
            .seq(clientNext)
            .ack(flags.contains("A") ? serverNext : 0)
            .payload(text));
    clientNext += text.getBytes(StandardCharsets.ISO_8859_1).length;
    return this;
  }

  /** A segment of the server with these flags; payload moves its sequence number. */
  public TcpTalk serverSends(String flags, String text) {
    add(
        Packets.tcp(server, serverPort, client, clientPort)
            .flags(flags)
            .seq(serverNext)
            .ack(flags.contains("A") ? clientNext : 0)
            .payload(text));
    serverNext += text.getBytes(StandardCharsets.ISO_8859_1).length;
    return this;
  }

  /** Any packet, at the next time. */
  public TcpTalk add(Packets packet) {
    packets.add(new TimedPacket(nanos, packet.ethernet(vlans)));
    nanos += STEP;
    return this;
  }

  /** Takes the last packet away: it was lost before the observer. */
  public TcpTalk lost() {
    packets.remove(packets.size() - 1);
    return this;
  }

  /** All packets. */
  public List<TimedPacket> packets() {
    return List.copyOf(packets);
  }
}
