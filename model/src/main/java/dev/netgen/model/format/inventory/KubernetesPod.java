package dev.netgen.model.format.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.format.Fields;
import dev.netgen.model.net.IpAddress;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is kept of one version of a pod (core/v1).
 *
 * @param name its name
 * @param uid tells pods of one name apart; empty where unknown
 * @param version its resource version; empty where unknown
 * @param controller what made it
 * @param mirror whether it stands for a static pod of its node
 * @param template labels and ports
 * @param node where it runs; empty where unknown
 * @param hosts addresses of the node where it runs
 * @param addresses its addresses; of pods on the host's network, those of the node
 * @param times when it began and ended
 * @param origin where it is written
 */
record KubernetesPod(
    KubernetesName name,
    String uid,
    String version,
    Optional<KubernetesName> controller,
    boolean mirror,
    PodTemplate template,
    String node,
    ImmutableSortedSet<IpAddress> hosts,
    ImmutableSortedSet<IpAddress> addresses,
    PodTimes times,
    String origin) {

  static KubernetesPod of(KubernetesName name, Fields fields, Unused unused) {
    Fields metadata = fields.object("metadata");
    Fields spec = fields.object("spec");
    Fields status = fields.object("status");
    boolean mirror =
        metadata.object("annotations").optionalText("kubernetes.io/config.mirror").isPresent()
            || KubernetesOwners.isOfNode(metadata);
    return new KubernetesPod(
        name,
        metadata
            .optionalText("uid")
            .or(() -> metadata.optionalText("creationTimestamp"))
            .orElse(""),
        metadata.optionalText("resourceVersion").orElse(""),
        KubernetesOwners.controller(name, metadata),
        mirror,
        PodTemplate.of(metadata.object("labels"), spec, unused),
        spec.optionalText("nodeName")
            .filter(text -> !text.isEmpty())
            .map(text -> ObjectName.name(spec, "nodeName", text))
            .orElse(""),
        addresses(status, "hostIP"),
        addresses(status, "podIP"),
        PodTimes.of(metadata, status),
        fields.where());
  }

  /** What stands in a field of one address, and in that of all of them. */
  private static ImmutableSortedSet<IpAddress> addresses(Fields status, String field) {
    Set<IpAddress> addresses = new TreeSet<>();
    status
        .optionalText(field)
        .filter(text -> !text.isEmpty())
        .ifPresent(text -> addresses.add(status.convert(field, text, IpAddress::parse)));
    for (JsonNode each : status.list(field + "s")) {
      addresses.add(
          Fields.of(each, status.where() + "." + field + "s").parsed("ip", IpAddress::parse));
    }
    return ImmutableSortedSet.copyOf(addresses);
  }

  /** The same with equal parts shared. */
  KubernetesPod sharing(Interner shared) {
    return new KubernetesPod(
        new KubernetesName("Pod", shared.of(name.namespace()), name.name()),
        uid,
        version,
        controller.map(shared::of),
        mirror,
        shared.of(template),
        shared.of(node),
        shared.of(hosts),
        addresses,
        times,
        origin);
  }

  /** {@code namespace/name}, for messages. */
  String instance() {
    return name.namespace() + "/" + name.name();
  }

  /** Tells this pod from all others, those of the same name at other times included. */
  String key() {
    return instance() + "/" + uid;
  }
}
