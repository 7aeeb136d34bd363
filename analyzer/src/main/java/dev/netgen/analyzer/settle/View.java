package dev.netgen.analyzer.settle;

import dev.netgen.analyzer.detect.Verdict;
import dev.netgen.analyzer.flow.Flow;
import dev.netgen.analyzer.flow.FlowContext;
import dev.netgen.analyzer.flow.Half;
import dev.netgen.analyzer.flow.PacketPlace;
import dev.netgen.model.net.IpAddress;

/**
 * A flow of one observer and tuple, classified, as a view of a conversation. Of its payload only a
 * few bytes are held, to compare views by.
 *
 * @param flow the flow; its halves' prefixes are cut to {@link #HEAD} bytes
 * @param verdict what it speaks, told from the whole prefixes
 * @param turned whether its A is the conversation's other side
 */
public record View(Flow flow, Verdict verdict, boolean turned) {
  /** So many first bytes of a direction are held. */
  static final int HEAD = 32;

  private static final int[] NO_ENDS = {};

  /** A view on its own: its A is the conversation's one side. */
  public static View of(Flow flow, Verdict verdict) {
    return new View(light(flow), verdict, false);
  }

  private static Flow light(Flow f) {
    if (isLight(f.aToB()) && isLight(f.bToA())) {
      return f;
    }
    return new Flow(
        f.observer(),
        f.file(),
        f.frame(),
        f.protocol(),
        f.segment(),
        f.encapsulation(),
        f.tunnel(),
        f.addressA(),
        f.portA(),
        f.addressB(),
        f.portB(),
        light(f.aToB()),
        light(f.bToA()),
        f.firstNanos(),
        f.lastNanos(),
        f.state(),
        f.initiator(),
        f.context());
  }

  private static boolean isLight(Half half) {
    return half.data().length <= HEAD;
  }

  private static Half light(Half half) {
    return isLight(half) ? half : half.withFirst(HEAD, NO_ENDS);
  }

  /** The same seen from the other side. */
  View turn() {
    return new View(flow, verdict, !turned);
  }

  /** An address of a side. */
  public IpAddress address(Side side) {
    return isA(side) ? flow.addressA() : flow.addressB();
  }

  /** A port of a side; 0 where the protocol has none. */
  public int port(Side side) {
    return isA(side) ? flow.portA() : flow.portB();
  }

  /** What a side sent. */
  public Half from(Side side) {
    return isA(side) ? flow.aToB() : flow.bToA();
  }

  private boolean isA(Side side) {
    return (side == Side.ONE) != turned;
  }

  /** Which side was announced as listening; of a flow that was announced. */
  Side listener() {
    boolean isA = flow.context().listener() == FlowContext.Listener.A;
    return isA != turned ? Side.ONE : Side.OTHER;
  }

  /** Which side sent the first packet seen. */
  Side firstSender() {
    return turned ? Side.OTHER : Side.ONE;
  }

  /** What the flow itself tells of the direction, its sides named as the conversation does. */
  Opening opening() {
    Opening opening = Opening.of(flow, verdict);
    return turned ? opening.turned() : opening;
  }

  /** Packets and bytes with this side as the client. */
  public Traffic traffic(Side client) {
    Half up = from(client);
    Half down = from(client.opposite());
    return new Traffic(up.packets(), down.packets(), up.bytes(), down.bytes());
  }

  /** Its first packet. */
  PacketAt packet() {
    return new PacketAt(flow.firstNanos(), flow.frame(), flow.file());
  }

  /** The packet with the first payload bytes that were kept; its first where none were. */
  PacketAt deciding() {
    long a = flow.aToB().payloadAt();
    long b = flow.bToA().payloadAt();
    long earlier = a == 0 || (b != 0 && b < a) ? b : a;
    return earlier == 0
        ? packet()
        : new PacketAt(flow.firstNanos(), PacketPlace.frame(earlier), PacketPlace.file(earlier));
  }

  /** Whether a FIN or RST ended it. */
  boolean closed() {
    int flags = flow.aToB().tcpFlags() | flow.bToA().tcpFlags();
    return (flags & (Half.FIN | Half.RST)) != 0;
  }
}
