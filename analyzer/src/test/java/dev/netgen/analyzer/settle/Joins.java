package dev.netgen.analyzer.settle;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.analyzer.detect.Verdict;
import dev.netgen.analyzer.resolve.CapturePoint;
import dev.netgen.analyzer.resolve.Resolver;
import dev.netgen.model.graph.Encryption;
import dev.netgen.model.inventory.Inventory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Flows by hand to conversations. */
final class Joins {
  /** Observers where no inventory applies. */
  static final IntFunction<Vantage> UNKNOWN = where(Inventory.empty());

  private Joins() {}

  /** Observers where this inventory applies. */
  static IntFunction<Vantage> where(Inventory inventory) {
    return where(inventory, -1);
  }

  /** The same, one of the observers at the host's loopback interface. */
  static IntFunction<Vantage> where(Inventory inventory, int loopback) {
    Resolver resolver = new Resolver(inventory);
    Exposure exposure = new Exposure(inventory);
    return observer ->
        new Vantage(
            new CapturePoint("host:test", "", ImmutableSortedSet.of(), observer == loopback),
            resolver,
            exposure);
  }

  /** What becomes of these flows, in this order, of several observers. */
  static List<Conversation> of(List<FlowDraft> flows, IntFunction<Vantage> vantages) {
    List<Conversation> out = new ArrayList<>();
    ConversationJoin join = new ConversationJoin(flow -> verdict(), vantages, 1000, out::add);
    join.observerBegins();
    join.observerBegins();
    flows.forEach(flow -> join.accept(flow.flow()));
    join.finish();
    return out;
  }

  static Verdict verdict() {
    return new Verdict(
        "",
        Encryption.OPAQUE,
        "by hand",
        Verdict.Side.UNKNOWN,
        ImmutableSortedSet.of(),
        ImmutableSortedMap.of());
  }
}
