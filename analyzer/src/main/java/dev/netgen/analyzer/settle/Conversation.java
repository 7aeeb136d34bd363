package dev.netgen.analyzer.settle;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.analyzer.flow.FlowState;
import dev.netgen.model.graph.Encryption;
import dev.netgen.model.net.Transport;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * One conversation and all views of it: by several observers, before and after translation, outside
 * and inside a tunnel. Counters are never added over views.
 *
 * @param views at least one, in order of first packet
 * @param proofs why the views are one conversation; empty for one view
 * @param doubts numbers, each of one other conversation that has it too: the two look like one, and
 *     nothing proves it
 */
public record Conversation(
    ImmutableList<View> views, ImmutableSortedSet<String> proofs, ImmutableSortedSet<Long> doubts) {
  /** Orders of views; only conversations of several need them. */
  private static final class Order {
    static final Comparator<View> IN_TIME =
        Comparator.comparing(View::packet)
            .thenComparing(view -> view.flow().observer())
            .thenComparing(view -> view.flow().addressA())
            .thenComparing(view -> view.flow().portA())
            .thenComparing(view -> view.flow().segment());

    /** By what a view tells, then by volume; of equal ones the earlier is greater. */
    static final Comparator<View> MORE_TOLD =
        Comparator.comparing(Conversation::recognised)
            .thenComparingLong(view -> view.flow().bytes())
            .thenComparing(View::packet, Comparator.reverseOrder());
  }

  /** States, the one that shows most first. */
  private static final ImmutableList<FlowState> STRONGEST =
      ImmutableList.of(
          FlowState.ESTABLISHED,
          FlowState.MID_STREAM,
          FlowState.CONNECTED_ONLY,
          FlowState.RESET,
          FlowState.REFUSED,
          FlowState.ONE_WAY,
          FlowState.UNANSWERED);

  /** A conversation of one view. */
  static Conversation of(View view) {
    return new Conversation(
        ImmutableList.of(view), ImmutableSortedSet.of(), ImmutableSortedSet.of());
  }

  /** A conversation of these views, whose sides are named alike. */
  static Conversation of(Collection<View> views, Collection<String> proofs) {
    List<View> sorted = views.stream().sorted(Order.IN_TIME).toList();
    boolean turn = sorted.get(0).turned();
    return new Conversation(
        sorted.stream()
            .map(view -> turn ? view.turn() : view)
            .collect(ImmutableList.toImmutableList()),
        ImmutableSortedSet.copyOf(proofs),
        ImmutableSortedSet.of());
  }

  /** The same, which looks like one with others. */
  Conversation withDoubts(Collection<Long> numbers) {
    return new Conversation(views, proofs, ImmutableSortedSet.copyOf(numbers));
  }

  private static boolean recognised(View view) {
    Encryption encryption = view.verdict().encryption();
    return encryption != Encryption.OPAQUE && encryption != Encryption.NONE;
  }

  /** The view that was first seen. */
  public View first() {
    return views.get(0);
  }

  /** The view that tells most of what is spoken. */
  public View best() {
    return views.size() == 1 ? first() : views.stream().max(Order.MORE_TOLD).orElseThrow();
  }

  /** The strongest that any view tells of the direction; of equal ones the earlier view's. */
  public Opening opening() {
    if (views.size() == 1) {
      return first().opening();
    }
    return views.stream()
        .map(View::opening)
        .min(Comparator.comparing(Opening::basis))
        .orElseThrow();
  }

  /** How it went: what the views show together. */
  public FlowState state() {
    if (views.size() == 1) {
      return first().flow().state();
    }
    FlowState strongest =
        views.stream()
            .map(view -> view.flow().state())
            .min(Comparator.comparingInt(STRONGEST::indexOf))
            .orElseThrow();
    boolean silent = strongest == FlowState.UNANSWERED || strongest == FlowState.ONE_WAY;
    return silent && datagramsBothWays() ? FlowState.ESTABLISHED : strongest;
  }

  /** Whether one view has the questions and another the answers. */
  private boolean datagramsBothWays() {
    return protocol() == Transport.UDP.protocolNumber()
        && views.stream().anyMatch(view -> view.from(Side.ONE).packets() > 0)
        && views.stream().anyMatch(view -> view.from(Side.OTHER).packets() > 0);
  }

  /** What tunnel this is the outside of; empty for a conversation. */
  public String tunnel() {
    return first().flow().tunnel();
  }

  /** Packets and bytes with this side as the client, of each direction the most any view saw. */
  public Traffic traffic(Side client) {
    if (views.size() == 1) {
      return first().traffic(client);
    }
    Traffic most = Traffic.NONE;
    for (View view : views) {
      most = most.greatest(view.traffic(client));
    }
    return most;
  }

  /** IP protocol number. */
  public int protocol() {
    return first().flow().protocol();
  }

  /** Whether a FIN or RST ended it. */
  public boolean closed() {
    if (views.size() == 1) {
      return first().closed();
    }
    return views.stream().anyMatch(View::closed);
  }

  /** Time of its first packet, nanoseconds since 1970. */
  public long firstNanos() {
    return first().flow().firstNanos();
  }

  /** Time of its last packet. */
  public long lastNanos() {
    if (views.size() == 1) {
      return first().flow().lastNanos();
    }
    return views.stream().mapToLong(view -> view.flow().lastNanos()).max().orElseThrow();
  }
}
