package dev.netgen.analyzer.fold;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.netgen.analyzer.flow.FlowState;
import dev.netgen.analyzer.resolve.Endpoint;
import dev.netgen.analyzer.resolve.Party;
import dev.netgen.analyzer.resolve.Platform;
import dev.netgen.analyzer.settle.Basis;
import dev.netgen.analyzer.settle.ScanJudge;
import dev.netgen.model.graph.LinkKey;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.graph.PeerKind;
import dev.netgen.model.inventory.Backend;
import dev.netgen.model.inventory.Forward;
import dev.netgen.model.net.Transport;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Settled aggregates to links and attempts: only what worked, and was no scan, becomes a link. */
final class Folder {
  /**
   * Protocols without answers by design (RFC 5426, 7011, 3954, 3176, 5880, 2453, ISO 13818-1):
   * recognised, not guessed.
   */
  private static final ImmutableSet<String> ONE_WAY_PROTOCOLS =
      ImmutableSet.of(
          "syslog",
          "ipfix",
          "netflow",
          "sflow",
          "statsd",
          "gelf",
          "collectd",
          "graphite",
          "influxdb",
          "snmp-trap",
          "bfd",
          "rip",
          "mpeg-ts");

  private static final String SCAN = "scan";

  private record Direct(PeerId client, Backend end) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Direct that && client.equals(that.client) && end.equals(that.end);
    }

    @Override
    public int hashCode() {
      return 31 * client.hashCode() + end.hashCode();
    }
  }

  /** Flows of a link that only loopback interfaces showed. */
  private record Inside(LinkKey key, Decided flows, int ends, boolean behind) {}

  private final ScanJudge scans = new ScanJudge();
  private final Set<Direct> direct = new HashSet<>();
  private final TreeMap<LinkKey, LinkDraft> links = new TreeMap<>();
  private Settlement[] settlements = new Settlement[0];
  private final List<Decided> parts = new ArrayList<>();
  private final List<Inside> inside = new ArrayList<>();
  private long insidePods;
  private final Map<Integer, List<LinkKey>> doubtful = new HashMap<>();
  private final AttemptList attempts = new AttemptList();
  private final Platform platform;
  private final PeerAddresses addresses;

  /** A folder of flows where this is known of addresses. */
  Folder(Platform platform) {
    this.platform = platform;
    this.addresses = new PeerAddresses(platform);
  }

  void fold(Collection<Decided> all, Doubles doubles) {
    settlements = new Settlement[all.size()];
    all.forEach(this::learn);
    all.forEach(this::place);
    placeInside();
    parts.forEach(this::placePart);
    doubles.forEach(this::perhaps);
    links.values().forEach(LinkDraft::finish);
  }

  /** Marks the links of two aggregates that hold perhaps the same conversations. */
  private void perhaps(int one, int other) {
    for (LinkKey mine : doubtful.getOrDefault(one, List.of())) {
      for (LinkKey theirs : doubtful.getOrDefault(other, List.of())) {
        if (!mine.equals(theirs)) {
          draft(mine).perhaps(theirs);
          draft(theirs).perhaps(mine);
        }
      }
    }
  }

  private LinkDraft draft(LinkKey key) {
    return links.computeIfAbsent(key, absent -> new LinkDraft());
  }

  private void learn(Decided flows) {
    if (flows.undecided() || !flows.betweenPeers()) {
      return;
    }
    List<Backend> ends = flows.ends();
    if (judged(flows.client())) {
      ScanJudge.Outcome outcome = outcome(flows);
      boolean midStream = flows.state() == FlowState.MID_STREAM;
      for (Backend end : ends) {
        scans.learn(
            flows.client().source(),
            end.owner(),
            end.port(),
            outcome,
            flows.entry().firstNanos(),
            midStream);
      }
    }
    if (flows.worked() && ends.size() == 1 && endsAt(flows, ends.get(0))) {
      direct.add(new Direct(flows.client().peer(), ends.get(0)));
    }
  }

  /** Whether the packets themselves tell that they end there: no selector stands between. */
  private boolean endsAt(Decided flows, Backend end) {
    Endpoint server = flows.server();
    boolean inPlace =
        server.port() == end.port().number()
            && server.party().address().stream()
                .anyMatch(platform.addresses(end.owner())::contains);
    boolean bySelector =
        end.owner().kind() == PeerKind.KUBERNETES
            && !Platform.isService(end.owner())
            && !server.service().startsWith(Forward.HOST_PORT);
    return server.backends().isEmpty() || inPlace || !bySelector;
  }

  /** Clients that stand for many are never judged: one of them scanning says nothing of another. */
  private static boolean judged(Party client) {
    return !client.source().isEmpty();
  }

  private static ScanJudge.Outcome outcome(Decided flows) {
    return switch (flows.state()) {
      case ESTABLISHED, MID_STREAM -> ScanJudge.Outcome.WORKED;
      case CONNECTED_ONLY -> ScanJudge.Outcome.QUIET;
      case REFUSED, RESET -> ScanJudge.Outcome.FAILED;
      case UNANSWERED -> oneWay(flows) ? ScanJudge.Outcome.WORKED : ScanJudge.Outcome.FAILED;
      case ONE_WAY ->
          oneWay(flows) || flows.transport() == Transport.TCP
              ? ScanJudge.Outcome.WORKED
              : ScanJudge.Outcome.FAILED;
    };
  }

  private void place(Decided flows) {
    if (!flows.betweenPeers()) {
      settlements[flows.entry().number] = settlement(flows, false, List.of());
      return;
    }
    if (flows.state() == FlowState.ONE_WAY && flows.entry().isPart()) {
      settlements[flows.entry().number] = settlement(flows, false, List.of());
      parts.add(flows);
      return;
    }
    List<Backend> all = flows.ends();
    List<Backend> proven =
        all.stream()
            .filter(end -> direct.contains(new Direct(flows.client().peer(), end)))
            .toList();
    boolean scan = false;
    List<LinkKey> linked = new ArrayList<>();
    for (Backend end : proven.isEmpty() ? all : proven) {
      boolean behind = proven.isEmpty() && !endsAt(flows, end);
      LinkKey key = new LinkKey(flows.client().peer(), end.owner(), end.port());
      if (partOfScan(flows, end)) {
        attempts.add(key, SCAN, flows.entry());
        scan = true;
      } else if (flows.undecided()) {
        attempts.add(key, "undecided", flows.entry());
      } else if (linked(flows)) {
        link(key, flows, all.size(), behind);
        linked.add(key);
        if (flows.entry().hasDoubts()) {
          doubtful.computeIfAbsent(flows.entry().number, absent -> new ArrayList<>()).add(key);
        }
        addresses.add(flows.client().peer(), flows.client().address());
        addresses.add(end.owner(), flows.server().party().address());
      } else {
        attempts.add(key, flows.state().word(), flows.entry());
      }
    }
    settlements[flows.entry().number] = settlement(flows, scan, linked);
  }

  private static Settlement settlement(Decided flows, boolean scan, List<LinkKey> links) {
    return new Settlement(
        flows.late(), scan, flows.inside() ? ImmutableList.of() : ImmutableList.copyOf(links));
  }

  private void link(LinkKey key, Decided flows, int ends, boolean behind) {
    if (flows.inside()) {
      inside.add(new Inside(key, flows, ends, behind));
    } else {
      draft(key).add(flows, ends, behind);
    }
  }

  /**
   * A mesh's proxy ends connections inside its pod, and the halves on loopback bear the ends'
   * addresses: where the link crosses the pod's border as well, that is what it is.
   */
  private void placeInside() {
    ImmutableSet<LinkKey> crossing = ImmutableSet.copyOf(links.keySet());
    for (Inside each : inside) {
      if (crossing.contains(each.key())) {
        draft(each.key()).inside(each.flows().entry());
        insidePods += each.flows().entry().sightings();
      } else {
        draft(each.key()).add(each.flows(), each.ends(), each.behind());
      }
    }
  }

  /** What goes one way as a part of links adds to them, and makes none. */
  private void placePart(Decided flows) {
    for (Backend end : flows.ends()) {
      LinkKey key = new LinkKey(flows.client().peer(), end.owner(), end.port());
      if (links.containsKey(key)) {
        draft(key).add(flows, 1, true);
      } else {
        attempts.add(key, flows.state().word(), flows.entry());
      }
    }
  }

  private boolean partOfScan(Decided flows, Backend end) {
    return !flows.undecided()
        && judged(flows.client())
        && scans.partOfScan(flows.client().source(), end.owner(), end.port());
  }

  private static boolean linked(Decided flows) {
    return switch (flows.state()) {
      case ESTABLISHED, MID_STREAM, CONNECTED_ONLY -> true;
      case ONE_WAY, UNANSWERED -> oneWay(flows);
      case REFUSED, RESET -> false;
    };
  }

  /** Whether it needs no answer: a tunnel, or a protocol that is known to work so. */
  private static boolean oneWay(Decided flows) {
    boolean tunnel = flows.entry().bases().contains(Basis.TUNNEL_ENDS.text());
    boolean known =
        flows.entry().spoken().keySet().stream()
            .anyMatch(key -> ONE_WAY_PROTOCOLS.contains(key.protocol()));
    return tunnel || (known && flows.transport() == Transport.UDP);
  }

  /** Conversations inside a pod that are told with its border's. */
  long insidePods() {
    return insidePods;
  }

  /** What became of each aggregate, by its number. */
  ImmutableList<Settlement> settlements() {
    return ImmutableList.copyOf(settlements);
  }

  Map<LinkKey, LinkDraft> links() {
    return links;
  }

  AttemptList attempts() {
    return attempts;
  }

  PeerAddresses addresses() {
    return addresses;
  }
}
