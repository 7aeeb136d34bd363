package dev.netgen.analyzer;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import dev.netgen.analyzer.decode.Reason;
import dev.netgen.analyzer.detect.Classifier;
import dev.netgen.analyzer.flow.Flow;
import dev.netgen.analyzer.fold.Folded;
import dev.netgen.analyzer.fold.GraphFold;
import dev.netgen.analyzer.fold.Settlement;
import dev.netgen.analyzer.fold.Unit;
import dev.netgen.analyzer.input.Observer;
import dev.netgen.analyzer.input.PipelineResult;
import dev.netgen.analyzer.input.RecordingInput;
import dev.netgen.analyzer.listing.LateDecision;
import dev.netgen.analyzer.listing.LateDecisions;
import dev.netgen.analyzer.resolve.DnsHop;
import dev.netgen.analyzer.resolve.Explanation;
import dev.netgen.analyzer.resolve.NameTable;
import dev.netgen.analyzer.resolve.OutsideNames;
import dev.netgen.analyzer.resolve.Resolver;
import dev.netgen.analyzer.settle.ConversationJoin;
import dev.netgen.analyzer.settle.LateDirection;
import dev.netgen.analyzer.settle.ProxiedHalves;
import dev.netgen.analyzer.settle.Settled;
import dev.netgen.analyzer.settle.Settler;
import dev.netgen.analyzer.settle.Sighting;
import dev.netgen.analyzer.settle.Vantage;
import dev.netgen.model.graph.GraphEvidence;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.inventory.AddressStory;
import dev.netgen.model.inventory.Inventory;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.IpAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.ObjIntConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One analysis under way: hands each flow to the part of its recording, and folds what comes out.
 */
final class Run {
  private final Inventories inventories;
  private final NameTable table;
  private final OutsideNames names;
  private final GraphFold fold;
  private final ConversationJoin join;
  private final ProxiedHalves proxied;
  private final ObjIntConsumer<Settled> rows;
  private ImmutableList<Settlement> settlements = ImmutableList.of();
  private final TreeMap<String, RunPart> parts = new TreeMap<>();
  private final List<RunPart> byObserver = new ArrayList<>();
  private final List<Vantage> vantages = new ArrayList<>();

  /**
   * A run.
   *
   * @param classifier tells what a flow speaks
   * @param rows is handed every settled conversation with the number of its aggregate, or -1
   */
  Run(
      Inventories inventories,
      AnalyzerOptions options,
      Classifier classifier,
      ObjIntConsumer<Settled> rows) {
    this.inventories = inventories;
    this.table = new NameTable(options.mostNames());
    this.names = new OutsideNames(table);
    this.fold = new GraphFold(options.mostAggregates(), options.mostOfSource());
    this.rows = rows;
    Settler settler = new Settler(vantages::get, names, this::settled);
    this.proxied = new ProxiedHalves(vantages::get, settler);
    this.join =
        new ConversationJoin(classifier::classify, vantages::get, options.mostWaiting(), proxied);
  }

  private void settled(Settled settled) {
    Optional<Sighting> sighting = Sighting.of(settled);
    rows.accept(
        settled, sighting.isPresent() ? fold.add(sighting.get(), inside(sighting.get())) : -1);
  }

  /** Whether only loopback interfaces showed it. */
  private boolean inside(Sighting sighting) {
    for (int observer : sighting.traffic().keySet()) {
      if (!vantages.get(observer).point().loopback()) {
        return false;
      }
    }
    return true;
  }

  /** Learns of a capture point; indices come in order. */
  void begins(Observer observer) {
    RunPart part = part(observer.recording());
    part.add(observer);
    byObserver.add(part);
    vantages.add(part.vantage(observer.index()));
    join.observerBegins();
  }

  private RunPart part(Optional<Path> recording) {
    String key = recording.map(Path::toString).orElse("");
    RunPart known = parts.get(key);
    if (known == null) {
      known = new RunPart(inventories.of(recording), table);
      parts.put(key, known);
    }
    return known;
  }

  void flow(Flow flow) {
    join.accept(flow);
  }

  /** Takes a DNS message. */
  void dns(DnsHop hop, byte[] message) {
    byObserver.get(hop.observer()).dns(hop, message);
  }

  /** No flow comes any more. */
  void ends() {
    join.finish();
    proxied.finish();
  }

  /** The graph; after {@link #ends}. */
  Analysis finish(PipelineResult read) {
    return result(read, fold.finish(units(read), names, new Pointers(read.files())));
  }

  /** The same without graph and links: what {@link #settlements} rests on; after {@link #ends}. */
  Analysis settle(PipelineResult read) {
    return result(read, fold.settle(units(read), names));
  }

  private List<Unit> units(PipelineResult read) {
    for (RecordingInput recording : read.recordings()) {
      part(Optional.of(recording.directory())).recorded(recording.manifest());
    }
    if (parts.isEmpty()) {
      part(Optional.empty());
    }
    read.observers().forEach(observer -> byObserver.get(observer.index()).ended(observer));
    return parts.values().stream().map(RunPart::unit).toList();
  }

  private Analysis result(PipelineResult read, Folded folded) {
    settlements = folded.settlements();
    Notes notes = new Notes();
    notes.add(read.notes());
    notes.lost(folded.notes());
    notes.add(folded.told());
    parts.values().forEach(part -> notes.add(part.counts()));
    notes.add("flows seen again, joined", join.joined());
    notes.add("connections relayed by docker-proxy, joined", proxied.joined());
    boolean severalViews = read.observers().size() > 1 || join.joined() > 0;
    notes.lost(
        "flows not joined, beyond the limit", join.crowds() + (severalViews ? join.evicted() : 0));
    notes.lost("dns names forgotten, beyond the limit", table.forgotten());
    notes.add("dns answers not used, for what is no host name", table.refused());
    return new Analysis(
        folded.graph(),
        new GraphEvidence(
            folded.links(), folded.attempts(), folded.addresses(), account(read), notes.all()),
        losses(read, notes));
  }

  /** What became of each group of conversations; after {@link #finish}. */
  ImmutableList<Settlement> groups() {
    return settlements;
  }

  /** The inventory that applies where this observer stands. */
  Inventory inventory(int observer) {
    return byObserver.get(observer).inventory();
  }

  /** How an address is resolved in each part; after {@link #finish}. */
  ImmutableList<AddressStory> stories(
      IpAddress address, Moment moment, ImmutableList<String> traffic) {
    ImmutableList<String> told =
        table.given(address).stream().map(Run::told).collect(ImmutableList.toImmutableList());
    ImmutableList.Builder<AddressStory> stories = ImmutableList.builder();
    parts.forEach(
        (where, part) -> {
          Explanation explained = part.explain(address, moment);
          String outcome = outcome(part, explained, address, moment);
          stories.add(new AddressStory(where, explained.steps(), outcome, told, traffic));
        });
    return stories.build();
  }

  /**
   * The outcome, of an address of nobody known after the names by which the graph has it for each
   * client; at no time given, each with when it is so.
   */
  private String outcome(RunPart part, Explanation explained, IpAddress address, Moment moment) {
    PeerId itself = PeerId.outsideRange(Cidr.of(address));
    if (!explained.peers().equals(ImmutableSet.of(itself))) {
      return explained.outcome();
    }
    OptionalLong nanos = part.nanos(moment);
    Stream<String> named =
        nanos.isPresent()
            ? table.meant(address, nanos.getAsLong()).entrySet().stream()
                .map(name -> PeerId.outsideName(name.getValue()) + " for " + name.getKey())
            : table.given(address).stream()
                .map(given -> PeerId.outsideName(given.name()) + " for " + between(given));
    String names = named.map(name -> name + "; ").collect(Collectors.joining());
    return names + (names.isEmpty() ? "" : "else ") + explained.outcome();
  }

  private static String told(NameTable.Given given) {
    return given.name() + " for " + between(given);
  }

  private static String between(NameTable.Given given) {
    return "%s, good from %s to %s"
        .formatted(
            given.client(),
            Resolver.instant(given.fromNanos()),
            Resolver.instant(given.untilNanos()));
  }

  /** What the whole run told of each group of conversations; after {@link #finish}. */
  LateDecisions settlements() {
    return (group, basis, state) -> {
      if (group < 0) {
        return new LateDecision(false, basis, state);
      }
      Settlement settlement = settlements.get(group);
      return new LateDecision(
          settlement.late().map(LateDirection.Decision::swapped).orElse(false),
          settlement.late().map(LateDirection.Decision::basis).orElse(basis),
          settlement.scan() ? "scan" : state);
    };
  }

  private static ImmutableSortedMap<String, Long> losses(PipelineResult read, Notes notes) {
    TreeMap<String, Long> losses = new TreeMap<>(notes.losses());
    read.account()
        .forEach(
            (reason, packets) -> {
              if (Reason.tellsOfLoss(reason)) {
                losses.merge(reason, packets, Long::sum);
              }
            });
    return ImmutableSortedMap.copyOf(losses);
  }

  private static ImmutableSortedMap<String, Long> account(PipelineResult read) {
    return ImmutableSortedMap.<String, Long>naturalOrder()
        .put("packets read", read.packets())
        .put("packets in flows", read.flowPackets())
        .putAll(read.account())
        .buildOrThrow();
  }
}
