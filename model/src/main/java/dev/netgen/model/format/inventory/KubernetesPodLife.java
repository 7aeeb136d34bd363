package dev.netgen.model.format.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import dev.netgen.model.format.Fields;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.inventory.AddressClaim;
import dev.netgen.model.net.IpAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * When a pod held its addresses (core/v1 PodStatus): from its start until its last container ended,
 * for pods in a final phase; the others still hold them.
 */
final class KubernetesPodLife {
  private final KubernetesName key;
  private final Fields fields;
  private final Fields status;

  KubernetesPodLife(KubernetesName key, Fields fields) {
    this.key = key;
    this.fields = fields;
    this.status = fields.object("status");
  }

  Set<AddressClaim> claims(PeerId owner) {
    Set<AddressClaim> claims = new TreeSet<>();
    Instant from = start();
    Instant until = end().filter(from::isBefore).orElse(Instant.MAX);
    for (IpAddress address : addresses()) {
      claims.add(
          AddressClaim.of(
              address,
              AddressClaim.Kind.WORKLOAD,
              owner,
              key.namespace() + "/" + key.name(),
              from,
              until));
    }
    return claims;
  }

  private Set<IpAddress> addresses() {
    Set<IpAddress> addresses = new TreeSet<>();
    status
        .optionalText("podIP")
        .ifPresent(t -> addresses.add(status.convert("podIP", t, IpAddress::parse)));
    for (JsonNode node : status.list("podIPs")) {
      Fields ip = Fields.of(node, status.where() + ".podIPs");
      addresses.add(ip.parsed("ip", IpAddress::parse));
    }
    return addresses;
  }

  private Instant start() {
    Optional<String> started = status.optionalText("startTime");
    if (started.isPresent()) {
      return status.convert("startTime", started.get(), Instant::parse);
    }
    Fields metadata = fields.object("metadata");
    return metadata
        .optionalText("creationTimestamp")
        .map(t -> metadata.convert("creationTimestamp", t, Instant::parse))
        .orElse(Instant.EPOCH);
  }

  private Optional<Instant> end() {
    String phase = status.optionalText("phase").orElse("");
    if (!phase.equals("Succeeded") && !phase.equals("Failed")) {
      return Optional.empty();
    }
    Instant last = Instant.EPOCH;
    for (JsonNode node : status.list("containerStatuses")) {
      Fields container = Fields.of(node, status.where() + ".containerStatuses");
      Fields terminated = container.object("state").object("terminated");
      Optional<String> finished = terminated.optionalText("finishedAt");
      if (finished.isPresent()) {
        Instant time = terminated.convert("finishedAt", finished.get(), Instant::parse);
        last = time.isAfter(last) ? time : last;
      }
    }
    // Times of the API have whole seconds: the second itself still belongs to the pod.
    return last.equals(Instant.EPOCH) ? Optional.empty() : Optional.of(last.plusSeconds(1));
  }
}
