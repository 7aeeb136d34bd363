package dev.netgen.analyzer.settle;

import dev.netgen.analyzer.flow.Flow;
import dev.netgen.analyzer.flow.Half;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Transport;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A translation that an inventory declares (Service, node port, published port): a client's view of
 * the translated address and a view of a workload behind it, with the client's end unchanged, or
 * with its port kept and its address that of a node or gateway, at the same time. The kernel lets
 * no two conversations be the same behind a translation, so that the ends alone prove it where
 * nothing in the packets speaks against; of datagrams the packets must speak for it.
 */
final class DeclaredTranslation implements Proof {
  private static final long CLIENT = 1L << 52;
  private static final long CLIENT_PORT = 1L << 53;
  private static final long NUMBERS = (1L << 32) - 1;

  private final KnownEnds ends;

  DeclaredTranslation(KnownEnds ends) {
    this.ends = ends;
  }

  @Override
  public String text() {
    return "declared translation";
  }

  @Override
  public String text(View one, View other) {
    for (Side server : Side.values()) {
      String declared = declared(one, other, server);
      if (declared != null) {
        return text() + ": " + declared;
      }
    }
    return text();
  }

  @Override
  public void keys(Flow flow, LongConsumer keys) {
    if (flow.isTunnel()) {
      return;
    }
    if (ends.mayBeTranslated(flow, true)) {
      keys(flow.addressB(), flow.portB(), keys);
    }
    if (ends.mayBeTranslated(flow, false)) {
      keys(flow.addressA(), flow.portA(), keys);
    }
  }

  private static void keys(IpAddress client, int port, LongConsumer keys) {
    keys.accept(CLIENT | (Objects.hash(client, port) & NUMBERS));
    keys.accept(CLIENT_PORT | port);
  }

  @Override
  public boolean holds(View one, View other) {
    Likeness likeness = new Likeness(one, other);
    boolean ports = one.flow().portA() != 0 && other.flow().portA() != 0;
    return ports
        && Transport.ofProtocolNumber(one.flow().protocol()).isPresent()
        && likeness.overlap(likeness.window())
        && (declared(likeness, Side.ONE) || declared(likeness, Side.OTHER))
        && (datagrams(one) ? PacketMarks.areCommon(one, other, 1) : !contradicted(likeness));
  }

  private static boolean datagrams(View view) {
    return view.flow().protocol() == Transport.UDP.protocolNumber();
  }

  private boolean declared(Likeness likeness, Side server) {
    Side client = server.opposite();
    return likeness.samePort(client)
        && (likeness.sameEnd(client)
            || ends.hides(likeness.one(), client)
            || ends.hides(likeness.other(), client))
        && declared(likeness.one(), likeness.other(), server) != null;
  }

  private @Nullable String declared(View one, View other, Side server) {
    String there = ends.translation(one, other, server);
    return there == null ? ends.translation(other, one, server) : there;
  }

  private static boolean contradicted(Likeness likeness) {
    for (Side side : Side.values()) {
      Half mine = likeness.one().from(side);
      Half theirs = likeness.other().from(side);
      boolean known = mine.initialSequence() >= 0 && theirs.initialSequence() >= 0;
      if (known && mine.initialSequence() != theirs.initialSequence()) {
        return true;
      }
    }
    return likeness.otherHeads() || StreamPlaces.apart(likeness);
  }
}
