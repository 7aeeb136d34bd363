package dev.netgen.capture;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.capture.docker.DockerNetwork;
import dev.netgen.capture.host.Interfaces;
import dev.netgen.capture.host.OnlinkRoutes;
import dev.netgen.capture.pcap.PacketSource;
import dev.netgen.capture.pcap.SourceOptions;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.Port;
import dev.netgen.model.problem.ProblemException;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The bridges of a project's networks as sources: opened as networks appear, ended with them. */
final class DockerSources {
  private final SourceOptions how;
  private final PublishedCalls calls;
  private final Set<String> told = new HashSet<>();
  private final Map<String, String> recorded = new LinkedHashMap<>();
  private ImmutableList<DockerNetwork> networks = ImmutableList.of();
  private @Nullable CaptureSession session;

  private DockerSources(CaptureOptions options, ImmutableSet<String> hostInterfaces) {
    how = new SourceOptions(options.snapLength(), options.filter(), options.rotateBytes());
    calls = new PublishedCalls(how, hostInterfaces);
  }

  /**
   * Tries the bridges there are now, and closes them again: packets are taken only once somebody
   * follows the inventory, or their addresses could belong to nobody known. ProblemException when
   * there are networks, but none of their bridges is in this network namespace, or when a
   * permission is missing.
   *
   * @param hostInterfaces where calls of published ports are recorded besides loopback
   */
  static DockerSources tried(
      CaptureOptions options,
      ImmutableSet<String> hostInterfaces,
      ImmutableList<DockerNetwork> networks)
      throws IOException {
    DockerSources sources = new DockerSources(options, hostInterfaces);
    ImmutableSortedSet<String> visible = Interfaces.names();
    int opened = 0;
    for (DockerNetwork network : networks) {
      if (visible.contains(network.bridge())) {
        PacketSource.open(network.bridge(), sources.how).close();
        opened++;
      }
    }
    List<String> bridges =
        networks.stream().map(DockerNetwork::bridge).filter(name -> !name.isEmpty()).toList();
    if (!bridges.isEmpty() && opened == 0) {
      throw ProblemException.environment(
          "the engine's bridges are not in this network namespace",
          String.join(", ", bridges),
          "run netgen where the engine runs: sudo nsenter --net=/proc/$(pidof -s dockerd)/ns/net"
              + " netgen capture docker ... (an engine in a virtual machine: inside of it)");
    }
    sources.networks = networks;
    return sources;
  }

  /** Names the recording that sources join; nothing is recorded before. */
  synchronized void join(CaptureSession begun) {
    session = begun;
  }

  /** The networks as they are now: new ones become sources, sources of removed ones end. */
  synchronized void follow(ImmutableList<DockerNetwork> now) throws IOException {
    networks = now;
    Set<String> ids = new HashSet<>();
    now.forEach(network -> ids.add(network.id()));
    for (String id : List.copyOf(recorded.keySet())) {
      if (!ids.contains(id)) {
        String bridge = Objects.requireNonNull(recorded.remove(id));
        session().retire(bridge, "its network was removed");
      }
    }
    openMissing();
  }

  /** The ports that are published now: their calls are recorded where they reach the host. */
  synchronized void published(ImmutableSortedSet<Port> ports) throws IOException {
    calls.follow(session(), ports);
  }

  /** Opens what is not recorded yet and can be. */
  synchronized void openMissing() throws IOException {
    ImmutableSortedSet<String> visible = Interfaces.names();
    for (DockerNetwork network : networks) {
      if (recorded.containsKey(network.id()) || session().records(network.bridge())) {
        continue;
      }
      if (visible.contains(network.bridge())) {
        open(network);
      } else if (told.add(network.id())) {
        session()
            .note(
                "network "
                    + network.name()
                    + " is not recorded: "
                    + (network.bridge().isEmpty()
                        ? "its driver " + network.driver() + " has no bridge on this host"
                        : "its bridge " + network.bridge() + " is not in this namespace"));
      }
    }
  }

  private void open(DockerNetwork network) throws IOException {
    try {
      add(network, PacketSource.open(network.bridge(), how));
    } catch (ProblemException e) {
      if (told.add(network.id())) {
        session().note("network " + network.name() + " is not recorded: " + e.getMessage());
      }
    }
  }

  private void add(DockerNetwork network, PacketSource packets) throws IOException {
    recorded.put(network.id(), network.bridge());
    ImmutableSortedSet<Cidr> onlink =
        ImmutableSortedSet.<Cidr>naturalOrder()
            .addAll(OnlinkRoutes.of(network.bridge()))
            .addAll(network.ranges())
            .build();
    session().add(packets, network.name(), onlink);
  }

  private CaptureSession session() {
    return Objects.requireNonNull(session, "join() comes first");
  }
}
