package dev.netgen.analyzer.resolve;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import dev.netgen.analyzer.resolve.DnsMessage.Answer;
import dev.netgen.model.inventory.Inventory;
import dev.netgen.model.net.IpAddress;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The DNS messages of one recording, in the order of their times, to the names each client was
 * given. What a client tried before in vain, with search domains, is kept as what it asked for.
 */
public final class DnsListener {
  static final int DNS_PORT = 53;
  private static final int MOST_CLIENTS = 1 << 12;
  private static final int MOST_FAILED = 16;

  private record Failed(String name, long nanos) {}

  private final Resolver resolver;
  private final NameTable names;
  private final DnsExchanges exchanges = new DnsExchanges();
  private final ClusterNames cluster;
  private final ImmutableSet<IpAddress> translated;
  private final LinkedHashMap<String, ArrayDeque<Failed>> failed =
      new LinkedHashMap<>(64, 0.75f, true);
  private long unasked;
  private long inside;

  /** A listener for clients that this resolver names. */
  public DnsListener(Resolver resolver, Inventory inventory, NameTable names) {
    this.resolver = resolver;
    this.names = names;
    this.cluster = names.cluster();
    this.translated =
        inventory.forwards().stream()
            .flatMap(forward -> forward.address().stream())
            .collect(ImmutableSet.toImmutableSet());
  }

  /** Takes one message; bytes that are none are passed over. */
  public void heard(CapturePoint point, DnsHop hop, byte[] buffer, int offset, int length) {
    Optional<DnsMessage> read = DnsMessage.read(buffer, offset, length);
    if (read.isEmpty()) {
      return;
    }
    DnsMessage message = read.get();
    IpAddress client = message.response() ? hop.destination() : hop.source();
    String key = resolver.lookUpKey(point, hop.segment(), client, hop.nanos());
    if (!message.response()) {
      exchanges.ask(hop, message);
      names.asks(key, hop.observer());
      return;
    }
    switch (exchanges.answer(hop, message, this::answersFor)) {
      case ASKED -> learn(key, hop.nanos(), message, NameTable.ASKED);
      case AGAIN -> {}
      case UNASKED -> unasked(key, hop, message);
    }
  }

  /** Where questions are not seen, what comes from a resolver's port may be an answer. */
  private void unasked(String key, DnsHop hop, DnsMessage message) {
    if (hop.sourcePort() != DNS_PORT || names.isAsking(key, hop.observer())) {
      unasked++;
    } else {
      learn(key, hop.nanos(), message, hop.observer());
    }
  }

  /** Whether a Service's address was asked and one of the inventory's workloads answers. */
  private boolean answersFor(IpAddress asked, IpAddress responder) {
    return translated.contains(asked) && resolver.knows(responder);
  }

  private void learn(String client, long nanos, DnsMessage message, int unaskedAt) {
    if (message.answers().isEmpty()) {
      fails(client, message.asked(), nanos);
      return;
    }
    for (Answer answer : message.answers()) {
      boolean known = resolver.knows(answer.address()) || translated.contains(answer.address());
      if (known) {
        cluster.learn(message.asked());
      }
      String name = graphName(answer.names());
      if (name.isEmpty()) {
        inside += known ? 0 : 1;
        continue;
      }
      names.learn(client, answer.address(), name, nanos, answer.ttlSeconds(), unaskedAt);
      keepRaw(client, name, message.asked(), nanos);
    }
  }

  /**
   * What the graph calls the server: the first name on the way that is not of the cluster's own
   * DNS, without a search domain that its resolver put behind it (as CoreDNS's autopath does), and
   * without the port and scheme of a service binding (RFC 9460 section 2.3); empty if there is
   * none.
   */
  private String graphName(ImmutableList<String> way) {
    String found = "";
    for (String step : way) {
      String name = HostNames.withoutService(step);
      boolean shorter = name.length() < found.length() && found.startsWith(name + ".");
      if (found.isEmpty() ? !cluster.inside(name) : shorter && HostNames.qualified(name)) {
        found = name;
      }
    }
    return found;
  }

  private void fails(String client, String name, long nanos) {
    ArrayDeque<Failed> recent = failed.computeIfAbsent(client, absent -> new ArrayDeque<>());
    recent.addLast(new Failed(name, nanos));
    if (recent.size() > MOST_FAILED) {
      recent.removeFirst();
    }
    if (failed.size() > MOST_CLIENTS) {
      failed.remove(failed.keySet().iterator().next());
    }
  }

  private void keepRaw(String client, String name, String asked, long nanos) {
    if (!asked.equals(name)) {
      names.learnRaw(client, name, asked);
    }
    for (Failed before : failed.getOrDefault(client, new ArrayDeque<>())) {
      if (isSearchFor(before.name(), name) && nanos - before.nanos() <= DnsExchanges.GOOD_NANOS) {
        names.learnRaw(client, name, before.name());
      }
    }
  }

  /** Whether somebody who means a name may have tried another, with a search domain or without. */
  private boolean isSearchFor(String tried, String name) {
    String host = name.substring(0, Math.max(0, name.indexOf('.') + 1));
    return tried.startsWith(name + ".")
        || name.startsWith(tried + ".")
        || (cluster.inside(tried) && !host.isEmpty() && tried.startsWith(host));
  }

  /** What was not believed, by reason. */
  public ImmutableSortedMap<String, Long> counts() {
    TreeMap<String, Long> counts = new TreeMap<>();
    if (unasked > 0) {
      counts.put("dns answers not used, to no question seen", unasked);
    }
    if (inside > 0) {
      counts.put("dns answers not used, for a name inside the cluster", inside);
    }
    return ImmutableSortedMap.copyOfSorted(counts);
  }
}
