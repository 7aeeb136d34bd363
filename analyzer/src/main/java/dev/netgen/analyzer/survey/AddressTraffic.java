package dev.netgen.analyzer.survey;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.resolve.Endpoint;
import dev.netgen.analyzer.settle.Settled;
import dev.netgen.analyzer.settle.Traffic;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Transport;
import java.util.TreeMap;

/** What was seen of one address, and as whom it was resolved. */
public final class AddressTraffic {
  private static final int MOST = 1000;

  private static final class Sums {
    private long flows;
    private long packets;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;
  }

  private final IpAddress address;
  private final TreeMap<String, Sums> byRole = new TreeMap<>();

  /** Traffic of this address. */
  public AddressTraffic(IpAddress address) {
    this.address = address;
  }

  /** Takes one conversation, of whatever ends. */
  public void take(Settled settled) {
    if (settled.clientAddress().equals(address)) {
      add(settled, "client, as " + name(settled.client()) + peers(settled));
    }
    if (settled.serverAddress().equals(address)) {
      String port =
          settled.serverPort() > 0
              ? " "
                  + settled.serverPort()
                  + settled.transport().map(AddressTraffic::word).orElse("")
              : "";
      add(settled, "server" + port + ", as " + name(settled.server()) + peers(settled));
    }
  }

  private static String word(Transport transport) {
    return "/" + transport.keyword();
  }

  private static String name(Endpoint end) {
    if (!end.backends().isEmpty()) {
      return end.service();
    }
    return end.name().isEmpty() ? end.party().peer().toString() : "outside:" + end.name();
  }

  private static String peers(Settled settled) {
    return settled.betweenPeers() ? "" : " (not between peers)";
  }

  private void add(Settled settled, String role) {
    Sums sum = byRole.get(role);
    if (sum == null) {
      if (byRole.size() >= MOST) {
        return;
      }
      sum = new Sums();
      byRole.put(role, sum);
    }
    Traffic traffic = settled.traffic();
    sum.flows++;
    sum.packets += traffic.packetsUp() + traffic.packetsDown();
    sum.first = Math.min(sum.first, settled.conversation().firstNanos());
    sum.last = Math.max(sum.last, settled.conversation().lastNanos());
  }

  /** One line for each role, sorted. */
  public ImmutableList<String> lines() {
    ImmutableList.Builder<String> lines = ImmutableList.builder();
    byRole.forEach(
        (role, sum) ->
            lines.add(
                "%s: %d flows, %d packets, %s to %s"
                    .formatted(
                        role,
                        sum.flows,
                        sum.packets,
                        UnownedAddresses.time(sum.first),
                        UnownedAddresses.time(sum.last))));
    return lines.build();
  }
}
