package dev.netgen.analyzer.listing;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.detect.Verdict;
import dev.netgen.analyzer.flow.Flow;
import dev.netgen.analyzer.flow.FlowState;
import dev.netgen.analyzer.settle.Basis;
import dev.netgen.analyzer.settle.Conversation;
import dev.netgen.analyzer.settle.Settled;
import dev.netgen.analyzer.settle.Side;
import dev.netgen.analyzer.settle.Traffic;
import dev.netgen.analyzer.settle.View;
import dev.netgen.model.flow.SettledFlow;
import dev.netgen.model.graph.Encryption;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.IpProtocol;
import java.util.function.Consumer;

/**
 * Conversations in, as they end; rows out at the end, in the order of first packet, with what only
 * the whole run could tell: late direction and scans.
 */
public final class FlowRows implements AutoCloseable {
  private static final FlowState[] STATES = FlowState.values();
  private static final Basis[] BASES = Basis.values();
  private static final Encryption[] ENCRYPTIONS = Encryption.values();

  private final RowStore store;
  private final Texts texts = new Texts();
  private final RowBytes row = new RowBytes();

  /** No rows yet; beyond {@code memory} bytes they go to temporary files. */
  public FlowRows(int memory) {
    store = new RowStore(memory);
  }

  /**
   * Takes a conversation.
   *
   * @param group the number under which late evidence is told, or -1 where none will come
   */
  @SuppressWarnings("EnumOrdinal") // read back by this object alone
  public void add(Settled settled, int group) {
    View first = settled.conversation().first();
    Flow flow = first.flow();
    row.clear();
    row.number(flow.isTunnel() ? 0 : group + 1L);
    row.number(flow.file());
    row.number(flow.frame());
    row.number(flow.observer());
    row.number(flow.protocol());
    Side client = flow.isTunnel() ? Side.ONE : settled.clientSide();
    ends(settled, flow);
    row.number(settled.state().ordinal());
    row.number(settled.basis().ordinal());
    verdict(settled.verdict());
    traffic(settled.conversation().traffic(client));
    row.fixed(flow.firstNanos());
    row.number(settled.conversation().lastNanos() - flow.firstNanos());
    row.number(observers(settled.conversation()));
    texts.write(flow.encapsulation(), row);
    row.number(settled.conversation().doubts().size());
    for (long doubt : settled.conversation().doubts()) {
      row.number(doubt);
    }
    store.add(flow.firstNanos(), flow.frame(), flow.file(), row);
  }

  /** Of a tunnel, the end at its port is listed as the server, whatever the graph calls it. */
  private void ends(Settled settled, Flow flow) {
    boolean tunnel = flow.isTunnel();
    address(tunnel ? flow.addressA() : settled.clientAddress());
    row.number(tunnel ? flow.portA() : settled.clientPort());
    address(tunnel ? flow.addressB() : settled.serverAddress());
    row.number(tunnel ? flow.portB() : settled.serverPort());
  }

  private static long observers(Conversation conversation) {
    return conversation.views().size() == 1
        ? 1
        : conversation.views().stream().map(view -> view.flow().observer()).distinct().count();
  }

  private void address(IpAddress address) {
    row.number(address.v6() ? 1 : 0);
    if (address.v6()) {
      row.fixed(address.high());
    }
    row.fixed(address.low());
  }

  @SuppressWarnings("EnumOrdinal") // read back by this object alone
  private void verdict(Verdict verdict) {
    texts.write(verdict.protocol(), row);
    row.number(verdict.encryption().ordinal());
    texts.write(verdict.reason(), row);
  }

  private void traffic(Traffic traffic) {
    row.number(traffic.packetsUp());
    row.number(traffic.packetsDown());
    row.number(traffic.bytesUp());
    row.number(traffic.bytesDown());
  }

  /** Gives out all rows. */
  public void forEach(RowPlaces places, LateDecisions late, Consumer<SettledFlow> taker) {
    RowBytes in = new RowBytes();
    store.forEach(
        (bytes, offset, length) -> {
          in.read(bytes, offset, length);
          taker.accept(read(in, places, late));
        });
  }

  /** Reads what {@link #add} wrote, in that order. */
  private SettledFlow read(RowBytes in, RowPlaces places, LateDecisions late) {
    int group = (int) in.number() - 1;
    String capture = places.capture((int) in.number());
    long frame = in.number();
    String scope = places.scope((int) in.number());
    int protocol = (int) in.number();
    End client = end(in, IpProtocol.hasPorts(protocol));
    End server = end(in, IpProtocol.hasPorts(protocol));
    String state = STATES[(int) in.number()].word();
    LateDecision told = late.of(group, BASES[(int) in.number()], state);
    String application = texts.read(in);
    Encryption encryption = ENCRYPTIONS[(int) in.number()];
    String reason = texts.read(in);
    Traffic traffic = new Traffic(in.number(), in.number(), in.number(), in.number());
    long first = in.fixed();
    return new SettledFlow(
            capture,
            protocol,
            client.address(),
            client.port(),
            server.address(),
            server.port(),
            told.state(),
            told.basis().text(),
            application,
            encryption,
            reason,
            traffic.packetsUp(),
            traffic.packetsDown(),
            traffic.bytesUp(),
            traffic.bytesDown(),
            first,
            first + in.number(),
            frame,
            scope,
            (int) in.number(),
            texts.read(in),
            doubts(in))
        .swapped(told.swapped());
  }

  private static ImmutableList<Long> doubts(RowBytes in) {
    int count = (int) in.number();
    if (count == 0) {
      return ImmutableList.of();
    }
    ImmutableList.Builder<Long> doubts = ImmutableList.builder();
    for (int i = 0; i < count; i++) {
      doubts.add(in.number());
    }
    return doubts.build();
  }

  private record End(IpAddress address, int port) {}

  private static End end(RowBytes in, boolean hasPort) {
    boolean v6 = in.number() == 1;
    long high = v6 ? in.fixed() : 0;
    IpAddress address = new IpAddress(high, in.fixed(), v6);
    int port = (int) in.number();
    return new End(address, hasPort ? port : -1);
  }

  @Override
  public void close() {
    store.close();
  }
}
