package dev.netgen.analyzer.settle;

import dev.netgen.analyzer.decode.IcmpError;
import dev.netgen.analyzer.flow.Flow;
import dev.netgen.analyzer.flow.FlowContext;
import dev.netgen.analyzer.flow.FlowState;
import dev.netgen.analyzer.flow.Half;
import dev.netgen.model.net.IpAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** A flow by hand, of ends like {@code 10.0.0.1 40000}; the first sends first. */
final class FlowDraft {
  static final long START = 1_760_000_000_000_000_000L;

  private final int protocol;
  private final String one;
  private final String other;
  private int observer;
  private int segment;
  private long at;
  private long lasts = 200_000_000L;
  private long[] sequences = {-1, -1};
  private int[][] marks = {{}, {}};
  private long[] packets = {3, 3};
  private long[] bytes = {100, 200};
  private long[] spans = {-1, -1};
  private long[] begins = {-1, -1};
  private String[] heads = {"", ""};
  private int flags = Half.ACK;
  private FlowState state = FlowState.ESTABLISHED;
  private Flow.Initiator initiator = Flow.Initiator.UNKNOWN;
  private String tunnel = "";
  private FlowContext context = FlowContext.NONE;

  private FlowDraft(int protocol, String one, String other) {
    this.protocol = protocol;
    this.one = one;
    this.other = other;
  }

  static FlowDraft tcp(String one, String other) {
    return new FlowDraft(6, one, other);
  }

  static FlowDraft udp(String one, String other) {
    return new FlowDraft(17, one, other);
  }

  static FlowDraft ip(int protocol, String one, String other) {
    return new FlowDraft(protocol, one, other);
  }

  FlowDraft by(int newObserver) {
    observer = newObserver;
    return this;
  }

  FlowDraft in(int newSegment) {
    segment = newSegment;
    return this;
  }

  /** Begins so many microseconds after the start. */
  FlowDraft at(long micros) {
    at = micros * 1000;
    return this;
  }

  FlowDraft lasts(long micros) {
    lasts = micros * 1000;
    return this;
  }

  FlowDraft sequences(long a, long b) {
    sequences = new long[] {a, b};
    initiator = Flow.Initiator.A_BY_HANDSHAKE;
    return this;
  }

  FlowDraft marks(int[] a, int[] b) {
    marks = new int[][] {a, b};
    return this;
  }

  FlowDraft packets(long a, long b) {
    packets = new long[] {a, b};
    return this;
  }

  FlowDraft bytes(long a, long b) {
    bytes = new long[] {a, b};
    return this;
  }

  /** The streams seen begin at these sequence numbers and have these lengths. */
  FlowDraft places(long a, long aLength, long b, long bLength) {
    begins = new long[] {a, b};
    spans = new long[] {aLength, bLength};
    return this;
  }

  FlowDraft heads(String a, String b) {
    heads = new String[] {a, b};
    return this;
  }

  FlowDraft closed() {
    flags |= Half.FIN;
    return this;
  }

  FlowDraft state(FlowState newState) {
    state = newState;
    return this;
  }

  FlowDraft opened(Flow.Initiator newInitiator) {
    initiator = newInitiator;
    return this;
  }

  /** Is the outside of a tunnel. */
  FlowDraft tunnel(String word) {
    tunnel = word;
    return this;
  }

  /** Was announced by a conversation with this server: the second end listens. */
  FlowDraft announced(String word, String server) {
    return announced(word, server, FlowContext.Listener.B);
  }

  FlowDraft announced(String word, String server, FlowContext.Listener listener) {
    return announced(word, server, listener, one);
  }

  FlowDraft announced(String word, String server, FlowContext.Listener listener, String client) {
    context =
        new FlowContext(
            word,
            Optional.of(address(server)),
            port(server),
            word.equals("ftp-data") ? 6 : 17,
            Optional.of(address(client)),
            listener,
            IcmpError.NONE,
            false);
    return this;
  }

  private static IpAddress address(String end) {
    return IpAddress.parse(end.split(" ", -1)[0]);
  }

  private static int port(String end) {
    return Integer.parseInt(end.split(" ", -1)[1]);
  }

  private Half half(int i) {
    int[] sorted = marks[i].clone();
    Arrays.sort(sorted);
    byte[] head = heads[i].getBytes(StandardCharsets.US_ASCII);
    return new Half(
        packets[i],
        bytes[i],
        head,
        head.length,
        begins[i] < 0 || sequences[i] >= 0,
        true,
        flags,
        sequences[i],
        START + at + lasts,
        sorted,
        new int[0],
        begins[i] < 0 ? -1 : (begins[i] + spans[i]) & 0xFFFF_FFFFL,
        Math.max(0, spans[i]),
        0);
  }

  Flow flow() {
    return new Flow(
        observer,
        observer,
        1 + at,
        protocol,
        segment,
        "",
        tunnel,
        address(one),
        port(one),
        address(other),
        port(other),
        half(0),
        half(1),
        START + at,
        START + at + lasts,
        state,
        initiator,
        context);
  }
}
