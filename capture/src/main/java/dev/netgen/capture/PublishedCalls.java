package dev.netgen.capture;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.capture.host.OwnAddresses;
import dev.netgen.capture.pcap.PacketSource;
import dev.netgen.capture.pcap.SourceOptions;
import dev.netgen.model.net.Port;
import dev.netgen.model.problem.ProblemException;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Calls of published ports where they reach the host: at its loopback interface, and at others that
 * were asked for. A bridge shows them only behind translation or docker-proxy, where the address
 * that was called is no longer told. Nothing but packets of these ports is taken.
 */
final class PublishedCalls {
  static final String LOOPBACK = "lo";

  /** Ports in one capture filter; the kernel takes 4096 instructions (linux/bpf_common.h). */
  static final int MOST_PORTS = 256;

  private final SourceOptions how;
  private final ImmutableSet<String> devices;
  private final Map<String, PacketSource> recorded = new HashMap<>();
  private final Set<String> failed = new HashSet<>();
  private final TreeSet<Port> ports = new TreeSet<>();
  private boolean crowded;

  /** At the loopback interface and these. */
  PublishedCalls(SourceOptions how, ImmutableSet<String> others) {
    this.how = how;
    this.devices = ImmutableSet.<String>builder().add(LOOPBACK).addAll(others).build();
  }

  /** These ports are published now; those of before stay, connections to them may last. */
  void follow(CaptureSession session, ImmutableSortedSet<Port> published) throws IOException {
    boolean more = false;
    for (Port port : published) {
      boolean room = ports.size() < MOST_PORTS;
      if (!room && !ports.contains(port) && !crowded) {
        crowded = true;
        session.note(
            "calls of published ports are recorded where they reach the host for %d of them only"
                .formatted(MOST_PORTS));
      }
      more |= room && ports.add(port);
    }
    if (!more) {
      return;
    }
    String filter = filter(how.filter(), ports);
    for (String device : devices) {
      PacketSource packets = recorded.get(device);
      if (packets != null) {
        packets.refilter(filter);
      } else if (!failed.contains(device) && !session.records(device)) {
        open(session, device, filter);
      }
    }
  }

  private void open(CaptureSession session, String device, String filter) throws IOException {
    try {
      PacketSource packets =
          PacketSource.open(device, new SourceOptions(how.snapLength(), filter, how.rotateBytes()));
      recorded.put(device, packets);
      session.add(packets, "", OwnAddresses.of(device));
    } catch (ProblemException e) {
      failed.add(device);
      session.note(
          "calls of published ports at " + device + " are not recorded: " + e.getMessage());
    }
  }

  /** Packets of these ports that the other filter lets through as well (pcap-filter(7)). */
  static String filter(String other, Set<Port> ports) {
    String own =
        ports.stream()
            .map(port -> port.transport().keyword() + " port " + port.number())
            .collect(Collectors.joining(" or "));
    return other.isEmpty() ? own : "(" + other + ") and (" + own + ")";
  }
}
