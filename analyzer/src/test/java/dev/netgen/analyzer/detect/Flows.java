package dev.netgen.analyzer.detect;

import com.google.common.primitives.Bytes;
import dev.netgen.analyzer.flow.Flow;
import dev.netgen.analyzer.flow.FlowState;
import dev.netgen.analyzer.flow.Half;
import dev.netgen.model.net.IpAddress;
import java.util.List;

/** Flows of given bytes between two fixed addresses; ports that no protocol owns. */
final class Flows {
  static final int TCP = 6;
  static final int UDP = 17;

  private Flows() {}

  /** A whole TCP flow; A is the client, as the handshake shows. */
  static Flow tcp(RecordedExchange exchange) {
    return flow(
        TCP,
        half(exchange.said(true), true, true),
        half(exchange.said(false), true, true),
        Flow.Initiator.A_BY_HANDSHAKE);
  }

  /** A TCP flow joined mid-stream; nothing in the headers tells the client. */
  static Flow midStream(RecordedExchange exchange) {
    return flow(
        TCP,
        half(exchange.said(true), false, true),
        half(exchange.said(false), false, true),
        Flow.Initiator.UNKNOWN);
  }

  /** A TCP flow of which only these first bytes were kept. */
  static Flow cut(byte[] client, byte[] server) {
    return flow(
        TCP, half(client, true, false), half(server, true, false), Flow.Initiator.A_BY_HANDSHAKE);
  }

  static Flow udp(byte[] client, byte[] server) {
    return udp(
        client.length == 0 ? List.of() : List.of(client),
        server.length == 0 ? List.of() : List.of(server));
  }

  /** A UDP flow of these datagrams. */
  static Flow udp(List<byte[]> client, List<byte[]> server) {
    return flow(UDP, messages(client), messages(server), Flow.Initiator.A_BY_FIRST_PACKET);
  }

  private static Half messages(List<byte[]> messages) {
    int[] ends = new int[messages.size()];
    int end = 0;
    for (int i = 0; i < ends.length; i++) {
      end += messages.get(i).length;
      ends[i] = end;
    }
    byte[] all = Bytes.concat(messages.toArray(new byte[0][]));
    return new Half(ends.length, end, all, true, true, 0, -1, 0, new int[0], ends);
  }

  /** The same flow as somebody sees it who saw B's first packet first. */
  static Flow swapped(Flow flow) {
    Flow.Initiator initiator =
        flow.initiator() == Flow.Initiator.A_BY_HANDSHAKE
            ? Flow.Initiator.B_BY_HANDSHAKE
            : Flow.Initiator.UNKNOWN;
    return flow(flow.protocol(), flow.bToA(), flow.aToB(), initiator, flow.firstNanos());
  }

  static Half half(byte[] prefix, boolean fromStart, boolean complete) {
    return half(prefix, fromStart, complete, new int[0]);
  }

  /** The same of datagrams that end there. */
  static Half half(byte[] prefix, boolean fromStart, boolean complete, int[] ends) {
    long bytes = complete ? prefix.length : prefix.length + 1000L;
    return new Half(
        1, bytes, prefix, fromStart, complete, Half.ACK | Half.PSH, 1, 0, new int[0], ends);
  }

  static Flow flow(int protocol, Half aToB, Half bToA, Flow.Initiator initiator) {
    return flow(protocol, aToB, bToA, initiator, 0);
  }

  static Flow flow(int protocol, Half aToB, Half bToA, Flow.Initiator initiator, long firstNanos) {
    return new Flow(
        0,
        0,
        1,
        protocol,
        0,
        "",
        "",
        IpAddress.parse("192.0.2.1"),
        40_001,
        IpAddress.parse("192.0.2.2"),
        40_002,
        aToB,
        bToA,
        firstNanos,
        firstNanos,
        FlowState.ESTABLISHED,
        initiator);
  }
}
