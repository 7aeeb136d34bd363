package dev.netgen.analyzer.settle;

import dev.netgen.analyzer.detect.Verdict;
import dev.netgen.analyzer.flow.Flow;
import dev.netgen.analyzer.flow.FlowSink;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Joins flows that are views of one conversation, before anything is resolved. Two flows are views
 * of one conversation when one of {@link Proofs} finds what proves it; views proved one by one make
 * one conversation together, so that the order of arrival does not matter.
 *
 * <p>Bounded: a flow waits until flows arrive that began {@link #WINDOW_NANOS} after its end (at
 * the end of the input flows arrive in the order in which they began), and at most a given number
 * wait; beyond it the oldest go on unjoined, counted. A conversation has {@link
 * Gathering#MOST_VIEWS} views at most. Flows that nothing could prove to be another's do not wait.
 */
public final class ConversationJoin implements FlowSink {
  /** Ends of one conversation lie far closer at two observers; linger of delivery is included. */
  static final long WINDOW_NANOS = 10_000_000_000L;

  /**
   * Of one observer alone, where no inventory tells of a translation, both views end at one time,
   * and are handed out one soon after the other; only packets out of time order lie between.
   */
  static final long WINDOW_OF_ONE_NANOS = 6_000_000_000L;

  private final Function<Flow, Verdict> classifier;
  private final int mostWaiting;
  private final Consumer<Conversation> next;
  private final Proofs proofs;
  private final WaitingLine waiting = new WaitingLine();
  private WaitingIndex index = new WaitingIndex();
  private final Keys keys = new Keys();
  private long newest = Long.MIN_VALUE; // when the latest began
  private long joined;
  private long evicted;
  private long crowds;
  private int observers;
  private boolean translated;
  private long doubts;

  /**
   * Classifies flows and passes conversations of one or more views on.
   *
   * @param vantages what is known where observers stand, by index
   * @param mostWaiting flows that wait at most
   */
  public ConversationJoin(
      Function<Flow, Verdict> classifier,
      IntFunction<Vantage> vantages,
      int mostWaiting,
      Consumer<Conversation> next) {
    this.classifier = classifier;
    this.proofs = new Proofs(vantages);
    this.mostWaiting = mostWaiting;
    this.next = next;
  }

  /** An observer begins; flows of it come only afterwards. */
  public void observerBegins() {
    observers++;
  }

  @Override
  public void accept(Flow flow) {
    View view =
        View.of(flow, flow.isTunnel() ? TunnelVerdict.of(flow.tunnel()) : classifier.apply(flow));
    proofs.keys(view.flow(), observers > 1, keys);
    if (keys.count() == 0) {
      next.accept(Conversation.of(view));
      return;
    }
    newest = Math.max(newest, flow.firstNanos());
    translated |= proofs.mayBeTranslated(view);
    release();
    Gathering gathering = new Gathering(view, keys.toArray());
    join(gathering, index.candidates(keys));
    waiting.add(gathering);
    index.add(gathering);
  }

  private void join(Gathering gathering, List<Gathering> candidates) {
    boolean crowded = false;
    for (int i = 0; i < candidates.size(); i++) {
      Gathering other = candidates.get(i);
      if (gathering.crowds(other)) {
        crowded = true;
        continue;
      }
      Proofs.Found proof = gathering.proof(other, proofs);
      if (proof != null) {
        joined++;
        waiting.remove(other);
        index.remove(other);
        gathering.absorb(other, proof);
      } else if (gathering.perhaps(other, proofs)) {
        gathering.doubt(other, ++doubts);
      }
    }
    crowds += crowded ? 1 : 0;
  }

  /** Passes everything on that still waits. */
  public void finish() {
    index = new WaitingIndex();
    for (Gathering oldest = waiting.first(); oldest != null; oldest = waiting.first()) {
      waiting.remove(oldest);
      next.accept(oldest.conversation());
    }
    newest = Long.MIN_VALUE;
  }

  /** Flows that were joined to another. */
  public long joined() {
    return joined;
  }

  /** Conversations passed on early because too many waited. */
  public long evicted() {
    return evicted;
  }

  /** Flows that were not compared with a conversation that has all the views it can have. */
  public long crowds() {
    return crowds;
  }

  private void release() {
    long window = observers > 1 || translated ? WINDOW_NANOS : WINDOW_OF_ONE_NANOS;
    for (Gathering oldest = waiting.first(); oldest != null; oldest = waiting.first()) {
      boolean over = waiting.size() >= mostWaiting;
      if (!over && newest - oldest.lastNanos() <= window) {
        return;
      }
      evicted += over ? 1 : 0;
      waiting.remove(oldest);
      index.remove(oldest);
      next.accept(oldest.conversation());
    }
  }
}
