package dev.netgen.analyzer.fold;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.analyzer.detect.Verdict;
import dev.netgen.analyzer.flow.Flow;
import dev.netgen.analyzer.resolve.CapturePoint;
import dev.netgen.analyzer.resolve.DnsHop;
import dev.netgen.analyzer.resolve.DnsListener;
import dev.netgen.analyzer.resolve.NameTable;
import dev.netgen.analyzer.resolve.OutsideNames;
import dev.netgen.analyzer.resolve.Resolver;
import dev.netgen.analyzer.settle.ConversationJoin;
import dev.netgen.analyzer.settle.Exposure;
import dev.netgen.analyzer.settle.Settler;
import dev.netgen.analyzer.settle.Sighting;
import dev.netgen.analyzer.settle.Vantage;
import dev.netgen.model.graph.Attempt;
import dev.netgen.model.graph.Link;
import dev.netgen.model.graph.LinkNote;
import dev.netgen.model.graph.PacketPointer;
import dev.netgen.model.inventory.Inventory;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.IpAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A recording by hand: an inventory, flows in order, and the graph they give as text. */
final class Scene {
  private static final IpAddress RESOLVER = IpAddress.parse("10.0.0.53");

  private record Asked(String client, ByteBuffer response, double at) {}

  private final Inventory inventory;
  private final List<FlowMaker> flows = new ArrayList<>();
  private final List<Asked> answers = new ArrayList<>();
  private CapturePoint point = CapturePoint.of("host:test");
  private boolean secondOnLoopback;
  private int mostEntries = 10_000;
  private double ends = 60;
  private ImmutableSortedMap<String, Long> counts = ImmutableSortedMap.of();

  private Scene(Inventory inventory) {
    this.inventory = inventory;
  }

  static Scene of(World world) {
    return new Scene(world.inventory());
  }

  Scene add(FlowMaker... more) {
    flows.addAll(List.of(more));
    return this;
  }

  Scene onlink(String network, String... ranges) {
    point =
        new CapturePoint(
            "host:test",
            network,
            ImmutableList.copyOf(ranges).stream()
                .map(Cidr::parse)
                .collect(ImmutableSortedSet.toImmutableSortedSet(Cidr::compareTo)),
            false);
    return this;
  }

  Scene onLoopback() {
    point = new CapturePoint("host:test", "", ImmutableSortedSet.of(), true);
    return this;
  }

  /** The second capture point alone. */
  Scene andLoopback() {
    secondOnLoopback = true;
    return this;
  }

  private CapturePoint second() {
    return secondOnLoopback
        ? new CapturePoint("host:test", "", ImmutableSortedSet.of(), true)
        : point;
  }

  Scene limit(int entries) {
    mostEntries = entries;
    return this;
  }

  Scene answered(double at, String client, byte[] response) {
    answers.add(new Asked(client, ByteBuffer.wrap(response), at));
    return this;
  }

  Scene until(double seconds) {
    ends = seconds;
    return this;
  }

  Folded fold() {
    IdentityHashMap<Flow, Verdict> verdicts = new IdentityHashMap<>();
    NameTable table = new NameTable(1000);
    OutsideNames names = new OutsideNames(table);
    Resolver resolver = new Resolver(inventory);
    DnsListener dns = new DnsListener(resolver, inventory, table);
    GraphFold fold = new GraphFold(mostEntries, 1000);
    Vantage vantage = new Vantage(point, resolver, new Exposure(inventory));
    Settler settler =
        new Settler(
            index -> vantage,
            names,
            settled ->
                Sighting.of(settled).ifPresent(sighting -> fold.add(sighting, in(sighting))));
    ConversationJoin join = new ConversationJoin(verdicts::get, index -> vantage, 1000, settler);
    join.observerBegins();
    join.observerBegins();
    for (Asked asked : answers) {
      long nanos = FlowMaker.START + (long) (asked.at() * 1e9);
      DnsHop hop = new DnsHop(0, -1, RESOLVER, 53, IpAddress.parse(asked.client()), 40_000, nanos);
      dns.heard(point, hop, asked.response().array(), 0, asked.response().capacity());
    }
    long frame = 1;
    for (FlowMaker maker : flows) {
      Flow flow = maker.flow(frame++);
      verdicts.put(flow, maker.verdict());
      join.accept(flow);
    }
    join.finish();
    counts = resolver.counts();
    Unit unit =
        new Unit(
            inventory,
            ImmutableSortedMap.of(0, point, 1, second()),
            World.time(0),
            World.time(ends));
    return fold.finish(
        List.of(unit), names, at -> new PacketPointer("f" + at.file(), "", at.frame()));
  }

  private boolean in(Sighting sighting) {
    return sighting.traffic().keySet().stream()
        .allMatch(index -> (index == 0 ? point : second()).loopback());
  }

  /** Each link as {@code from -> to port speaks encryption [notes]}. */
  List<String> links() {
    return fold().graph().links().values().stream().map(Scene::text).toList();
  }

  /** Each attempt as {@code from -> to port reason flows}. */
  List<String> attempts() {
    return fold().attempts().stream().map(Scene::text).toList();
  }

  Map<String, Long> counts() {
    fold();
    return counts;
  }

  static String text(Link link) {
    String notes =
        link.notes().stream().map(LinkNote::text).collect(Collectors.joining(", ", " [", "]"));
    return link.key()
        + " "
        + (link.speaks().isEmpty() ? "-" : String.join("+", link.speaks()))
        + " "
        + link.encryption().word()
        + (link.notes().isEmpty() ? "" : notes);
  }

  private static String text(Attempt attempt) {
    return attempt.key() + " " + attempt.reason() + " " + attempt.flows();
  }
}
