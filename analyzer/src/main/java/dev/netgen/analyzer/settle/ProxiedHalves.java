package dev.netgen.analyzer.settle;

import dev.netgen.analyzer.detect.Verdict;
import dev.netgen.analyzer.flow.Half;
import dev.netgen.model.graph.JoinProof;
import dev.netgen.model.inventory.Backend;
import dev.netgen.model.net.Transport;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Puts the two connections together that docker-proxy makes of one: the client's to a published
 * port of the host, and the proxy's own, from a bridge's gateway to the container's port. They have
 * no number in common, but what one carries the other does. They are one where the inventory
 * declares that the port leads there, the second began just after the first in the same recording,
 * and both directions have as many bytes and begin alike. Each half is put to one other, so that of
 * several alike at once every client stays.
 *
 * <p>Works on conversations, whose views are joined already. Bounded: a half waits for the other as
 * flows do in {@link ConversationJoin}, and at most {@link #MOST_WAITING} of either kind.
 */
public final class ProxiedHalves implements Consumer<Conversation> {
  /** Halves of either kind that wait at most. */
  static final int MOST_WAITING = 1024;

  /** The proxy calls the container as soon as it has the client. */
  static final long BEGIN_NANOS = 1_000_000_000L;

  private final KnownEnds ends;
  private final Consumer<Conversation> next;
  private final Deque<Conversation> fronts = new ArrayDeque<>();
  private final Deque<Conversation> backs = new ArrayDeque<>();
  private long newest = Long.MIN_VALUE; // when the latest began
  private long joined;

  /**
   * Passes conversations on, those put together as one.
   *
   * @param vantages what is known where observers stand, by index
   */
  public ProxiedHalves(IntFunction<Vantage> vantages, Consumer<Conversation> next) {
    this.ends = new KnownEnds(vantages);
    this.next = next;
  }

  @Override
  public void accept(Conversation conversation) {
    if (!ends.mayLead(conversation.views().get(0))) {
      next.accept(conversation);
      return;
    }
    Side server = server(conversation);
    boolean front = server != null && isFront(conversation, server);
    if (server == null || !(front || isBack(conversation, server))) {
      next.accept(conversation);
      return;
    }
    newest = Math.max(newest, conversation.firstNanos());
    release(fronts);
    release(backs);
    Conversation other = taken(front ? backs : fronts, conversation, front);
    if (other == null) {
      (front ? fronts : backs).add(conversation);
    } else {
      joined++;
      next.accept(front ? together(conversation, other) : together(other, conversation));
    }
  }

  /** Passes everything on that still waits. */
  public void finish() {
    newest = Long.MIN_VALUE;
    fronts.forEach(next);
    backs.forEach(next);
    fronts.clear();
    backs.clear();
  }

  /** Connections that were put to another. */
  public long joined() {
    return joined;
  }

  private void release(Deque<Conversation> waiting) {
    for (Conversation oldest = waiting.peekFirst();
        oldest != null
            && (waiting.size() >= MOST_WAITING
                || newest - oldest.lastNanos() > ConversationJoin.WINDOW_NANOS);
        oldest = waiting.peekFirst()) {
      next.accept(waiting.removeFirst());
    }
  }

  /** The server's side of a connection that was seen from its beginning, else null. */
  private static @Nullable Side server(Conversation conversation) {
    boolean stream =
        conversation.protocol() == Transport.TCP.protocolNumber()
            && conversation.tunnel().isEmpty()
            && conversation.opening().basis() == Basis.HANDSHAKE;
    if (!stream) {
      return null;
    }
    return conversation.opening().server() == Verdict.Side.A ? Side.ONE : Side.OTHER;
  }

  private boolean isFront(Conversation conversation, Side server) {
    return conversation.views().stream().allMatch(view -> ends.published(view, server));
  }

  private boolean isBack(Conversation conversation, Side server) {
    return conversation.views().stream()
        .allMatch(view -> ends.gateway(view, server.opposite()) && ends.leadsTo(view, server));
  }

  private @Nullable Conversation taken(
      Deque<Conversation> waiting, Conversation one, boolean isFront) {
    for (Iterator<Conversation> each = waiting.iterator(); each.hasNext(); ) {
      Conversation other = each.next();
      if (isFront ? halves(one, other) : halves(other, one)) {
        each.remove();
        return other;
      }
    }
    return null;
  }

  private boolean halves(Conversation front, Conversation back) {
    long after = back.firstNanos() - front.firstNanos();
    if (after < 0 || after > BEGIN_NANOS) {
      return false;
    }
    for (View one : front.views()) {
      for (View other : back.views()) {
        if (ends.oneRecording(one, other) && halves(front, one, back, other)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean halves(Conversation front, View one, Conversation back, View other) {
    Side server = server(front);
    Side there = server(back);
    if (server == null || there == null) {
      return false;
    }
    Backend end = ends.backend(other, there);
    return end != null
        && ends.leads(one, server, end)
        && one.from(server).bytes() + one.from(server.opposite()).bytes() > 0
        && alike(one.from(server), other.from(there))
        && alike(one.from(server.opposite()), other.from(there.opposite()));
  }

  private static boolean alike(Half mine, Half theirs) {
    return mine.bytes() == theirs.bytes()
        && mine.prefixFromStart() == theirs.prefixFromStart()
        && Arrays.equals(mine.prefix(), theirs.prefix());
  }

  private static Conversation together(Conversation front, Conversation back) {
    boolean turn = server(front) != server(back);
    List<View> views = new ArrayList<>(front.views());
    back.views().forEach(view -> views.add(turn ? view.turn() : view));
    Collection<String> proofs = new TreeSet<>(front.proofs());
    proofs.addAll(back.proofs());
    proofs.add(JoinProof.DOCKER_PROXY);
    Collection<Long> doubts = new TreeSet<>(front.doubts());
    doubts.addAll(back.doubts());
    return Conversation.of(views, proofs).withDoubts(doubts);
  }
}
