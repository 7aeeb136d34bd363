package dev.netgen.capture.strip;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Streams;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which fields of which Kubernetes kinds an inventory needs: names and owners, addresses, ports,
 * selectors, times. Kinds without an entry are not kept at all.
 */
final class KubernetesPaths {
  private static final ImmutableList<String> METADATA =
      ImmutableList.of(
          "apiVersion",
          "kind",
          "metadata name",
          "metadata namespace",
          "metadata uid",
          "metadata generateName",
          "metadata creationTimestamp",
          "metadata deletionTimestamp",
          "metadata ownerReferences apiVersion",
          "metadata ownerReferences kind",
          "metadata ownerReferences name",
          "metadata ownerReferences uid",
          "metadata ownerReferences controller");

  /** What asks a container: probes, and hooks of its life. */
  private static final ImmutableList<String> ASKING =
      ImmutableList.of(
          "livenessProbe",
          "readinessProbe",
          "startupProbe",
          "lifecycle postStart",
          "lifecycle preStop");

  private static final ImmutableList<String> ASKED =
      ImmutableList.of(
          "httpGet port", "httpGet host", "tcpSocket port", "tcpSocket host", "grpc port");

  private static final ImmutableList<String> CONTAINER =
      Stream.concat(
              Stream.of(
                  "name",
                  "restartPolicy",
                  "ports name",
                  "ports containerPort",
                  "ports hostPort",
                  "ports hostIP",
                  "ports protocol"),
              ASKING.stream().flatMap(asking -> under(asking, ASKED)))
          .collect(ImmutableList.toImmutableList());

  private static final ImmutableList<String> CONTAINER_STATUS =
      ImmutableList.of(
          "name",
          "ready",
          "state running startedAt",
          "state terminated startedAt",
          "state terminated finishedAt",
          "state terminated exitCode",
          "lastState terminated startedAt");

  private static final ImmutableList<String> POD_SPEC =
      Stream.of(
              Stream.of("hostNetwork", "nodeName"),
              under("containers", CONTAINER),
              under("initContainers", CONTAINER))
          .flatMap(paths -> paths)
          .collect(ImmutableList.toImmutableList());

  private static final ImmutableList<String> POD =
      Stream.of(
              under("spec", POD_SPEC),
              Stream.of(
                  "metadata annotations kubernetes.io/config.mirror",
                  "status phase",
                  "status podIP",
                  "status podIPs ip",
                  "status hostIP",
                  "status hostIPs ip",
                  "status startTime",
                  "status conditions type",
                  "status conditions status",
                  "status conditions lastTransitionTime"),
              under("status containerStatuses", CONTAINER_STATUS),
              under("status initContainerStatuses", CONTAINER_STATUS))
          .flatMap(paths -> paths)
          .collect(ImmutableList.toImmutableList());

  private static final ImmutableList<String> SELECTOR =
      ImmutableList.of(
          "matchLabels *",
          "matchExpressions key",
          "matchExpressions operator",
          "matchExpressions values");

  private static final ImmutableList<String> WORKLOAD =
      Stream.of(
              Stream.of("spec replicas", "status startTime", "status completionTime"),
              under("spec selector", SELECTOR),
              under("spec template spec", POD_SPEC))
          .flatMap(paths -> paths)
          .collect(ImmutableList.toImmutableList());

  private static final ImmutableList<String> CRON_JOB =
      Stream.concat(
              Stream.of("spec suspend"), under("spec jobTemplate spec template spec", POD_SPEC))
          .collect(ImmutableList.toImmutableList());

  private static final ImmutableList<String> REPLICATION_CONTROLLER =
      Stream.concat(
              Stream.of("spec replicas", "spec selector *"), under("spec template spec", POD_SPEC))
          .collect(ImmutableList.toImmutableList());

  private static final ImmutableList<String> SERVICE =
      ImmutableList.of(
          "spec type",
          "spec clusterIP",
          "spec clusterIPs",
          "spec externalIPs",
          "spec externalName",
          "spec loadBalancerIP",
          "spec loadBalancerSourceRanges",
          "spec ipFamilies",
          "spec externalTrafficPolicy",
          "spec internalTrafficPolicy",
          "spec publishNotReadyAddresses",
          "spec selector *",
          "spec ports name",
          "spec ports port",
          "spec ports targetPort",
          "spec ports nodePort",
          "spec ports protocol",
          "spec ports appProtocol",
          "status loadBalancer ingress ip",
          "status loadBalancer ingress ipMode",
          "status loadBalancer ingress hostname");

  private static final ImmutableList<String> ENDPOINT_SLICE =
      ImmutableList.of(
          "metadata annotations endpoints.kubernetes.io/last-change-trigger-time",
          "addressType",
          "endpoints addresses",
          "endpoints nodeName",
          "endpoints conditions ready",
          "endpoints conditions serving",
          "endpoints conditions terminating",
          "endpoints targetRef kind",
          "endpoints targetRef namespace",
          "endpoints targetRef name",
          "endpoints targetRef uid",
          "ports name",
          "ports port",
          "ports protocol",
          "ports appProtocol");

  private static final ImmutableList<String> ENDPOINTS =
      ImmutableList.of(
          "metadata annotations endpoints.kubernetes.io/last-change-trigger-time",
          "subsets addresses ip",
          "subsets notReadyAddresses ip",
          "subsets ports name",
          "subsets ports port",
          "subsets ports protocol");

  private static final ImmutableList<String> INGRESS =
      Stream.of("spec defaultBackend", "spec rules http paths backend")
          .flatMap(
              place ->
                  under(
                      place,
                      ImmutableList.of("service name", "service port number", "service port name")))
          .collect(ImmutableList.toImmutableList());

  private static final ImmutableList<String> SERVICE_REFERENCE =
      ImmutableList.of("service namespace", "service name", "service port");

  private static final ImmutableList<String> WEBHOOKS =
      under("webhooks clientConfig", SERVICE_REFERENCE).collect(ImmutableList.toImmutableList());

  private static final ImmutableList<String> API_SERVICE =
      under("spec", SERVICE_REFERENCE).collect(ImmutableList.toImmutableList());

  /** In its annotations networks tell which addresses they gave a node. */
  private static final ImmutableList<String> NODE =
      Stream.concat(
              Stream.of(
                  "spec podCIDR",
                  "spec podCIDRs",
                  "status addresses type",
                  "status addresses address"),
              under(
                  "metadata annotations",
                  ImmutableList.of(
                      "flannel.alpha.coreos.com/public-ip",
                      "flannel.alpha.coreos.com/public-ipv6",
                      "projectcalico.org/IPv4Address",
                      "projectcalico.org/IPv6Address",
                      "projectcalico.org/IPv4IPIPTunnelAddr",
                      "projectcalico.org/IPv4VXLANTunnelAddr",
                      "projectcalico.org/IPv6VXLANTunnelAddr",
                      "projectcalico.org/IPv4WireguardInterfaceAddr",
                      "projectcalico.org/IPv6WireguardInterfaceAddr",
                      "network.cilium.io/ipv4-cilium-host",
                      "network.cilium.io/ipv6-cilium-host",
                      "io.cilium.network.ipv4-cilium-host",
                      "io.cilium.network.ipv6-cilium-host",
                      "k3s.io/internal-ip",
                      "k3s.io/external-ip")))
          .collect(ImmutableList.toImmutableList());

  private static final ImmutableList<String> NETWORK_POLICY =
      Stream.of(
              Stream.of("spec policyTypes"),
              under("spec podSelector", SELECTOR),
              policyRule("spec ingress", "from"),
              policyRule("spec egress", "to"))
          .flatMap(paths -> paths)
          .collect(ImmutableList.toImmutableList());

  private static final ImmutableMap<String, ImmutableList<String>> KINDS =
      ImmutableMap.<String, ImmutableList<String>>builder()
          .put("Pod", POD)
          .put("Deployment", WORKLOAD)
          .put("ReplicaSet", WORKLOAD)
          .put("StatefulSet", WORKLOAD)
          .put("DaemonSet", WORKLOAD)
          .put("Job", WORKLOAD)
          .put("CronJob", CRON_JOB)
          .put("ReplicationController", REPLICATION_CONTROLLER)
          .put("Service", SERVICE)
          .put("EndpointSlice", ENDPOINT_SLICE)
          .put("Endpoints", ENDPOINTS)
          .put("Ingress", INGRESS)
          .put("ValidatingWebhookConfiguration", WEBHOOKS)
          .put("MutatingWebhookConfiguration", WEBHOOKS)
          .put("APIService", API_SERVICE)
          .put("ServiceCIDR", ImmutableList.of("spec cidrs"))
          .put("IPPool", ImmutableList.of("spec cidr"))
          .put("Node", NODE)
          .put("Namespace", ImmutableList.of("status phase"))
          .put("NetworkPolicy", NETWORK_POLICY)
          .build();

  /** Where labels stand, for all kinds. */
  static final ImmutableList<String> LABELS =
      ImmutableList.of(
          "metadata labels",
          "spec template metadata labels",
          "spec jobTemplate spec template metadata labels");

  private KubernetesPaths() {}

  static ImmutableSet<String> kinds() {
    return KINDS.keySet();
  }

  /** The paths of a kind that is kept, with these labels. */
  static AllowList of(String kind, Set<String> labelKeys) {
    List<String> own = KINDS.getOrDefault(kind, ImmutableList.of());
    return AllowList.of(
        Stream.of(
                METADATA.stream(),
                own.stream(),
                LABELS.stream().flatMap(place -> under(place, labelKeys)))
            .flatMap(paths -> paths)
            .toArray(String[]::new));
  }

  private static Stream<String> policyRule(String rule, String peers) {
    String peer = rule + " " + peers;
    return Stream.of(
            Stream.of(
                rule + " ports protocol",
                rule + " ports port",
                rule + " ports endPort",
                peer + " ipBlock cidr",
                peer + " ipBlock except"),
            under(peer + " podSelector", SELECTOR),
            under(peer + " namespaceSelector", SELECTOR))
        .flatMap(paths -> paths);
  }

  private static Stream<String> under(String place, Iterable<String> paths) {
    return Streams.stream(paths).map(path -> place + " " + path);
  }
}
