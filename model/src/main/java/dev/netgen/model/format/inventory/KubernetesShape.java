package dev.netgen.model.format.inventory;

/**
 * The fields of Kubernetes objects that are read, of all kinds together. Secrets, environment,
 * arguments, managed fields, volumes and annotations (but those named) are not among them.
 */
final class KubernetesShape {
  /**
   * Annotations in which networks tell addresses of a node, that of a static pod's mirror, and when
   * endpoints last changed.
   */
  private static final String ANNOTATIONS =
      """
      kubernetes.io/config.mirror
      flannel.alpha.coreos.com/public-ip flannel.alpha.coreos.com/public-ipv6
      projectcalico.org/IPv4Address projectcalico.org/IPv6Address
      projectcalico.org/IPv4IPIPTunnelAddr
      projectcalico.org/IPv4VXLANTunnelAddr projectcalico.org/IPv6VXLANTunnelAddr
      projectcalico.org/IPv4WireguardInterfaceAddr projectcalico.org/IPv6WireguardInterfaceAddr
      network.cilium.io/ipv4-cilium-host network.cilium.io/ipv6-cilium-host
      io.cilium.network.ipv4-cilium-host io.cilium.network.ipv6-cilium-host
      k3s.io/internal-ip k3s.io/external-ip
      endpoints.kubernetes.io/last-change-trigger-time
      """;

  private static final String METADATA =
      """
      metadata {
        name namespace labels { * } uid resourceVersion
        creationTimestamp deletionTimestamp deletionGracePeriodSeconds
        ownerReferences { kind name controller }
        annotations {
      """
          + ANNOTATIONS
          + "} }";

  private static final String PROBE =
      " { httpGet { port host } tcpSocket { port host } grpc { port } } ";

  private static final String CONTAINER =
      " { restartPolicy ports { name containerPort protocol hostPort hostIP }"
          + " livenessProbe"
          + PROBE
          + " readinessProbe"
          + PROBE
          + " startupProbe"
          + PROBE
          + " lifecycle { postStart"
          + PROBE
          + " preStop"
          + PROBE
          + " } } ";

  private static final String POD_SPEC =
      " hostNetwork nodeName containers" + CONTAINER + " initContainers" + CONTAINER;

  private static final String TEMPLATE =
      " template { metadata { labels { * } } spec { " + POD_SPEC + " } } ";

  private static final String SERVICE_SPEC =
      """
      clusterIP clusterIPs externalIPs loadBalancerSourceRanges type selector { * }
      ports { name port targetPort protocol nodePort }
      """;

  private static final String INGRESS_BACKEND =
      " { service { name port { number name } } serviceName servicePort } ";

  private static final String ROUTE_BACKEND = " { group kind name namespace port } ";

  /** Of a rule of the Gateway API's routes. */
  private static final String ROUTE_BACKENDS =
      " backendRefs"
          + ROUTE_BACKEND
          + " filters { requestMirror { backendRef"
          + ROUTE_BACKEND
          + "} }";

  /** Routes of the Gateway API besides their rules, and those of OpenShift. */
  private static final String ROUTE_SPEC =
      " parentRefs { kind } to { kind name } alternateBackends { kind name } port { targetPort } ";

  private static final String INGRESS_SPEC =
      " defaultBackend"
          + INGRESS_BACKEND
          + " backend"
          + INGRESS_BACKEND
          + " rules { http { paths { backend"
          + INGRESS_BACKEND
          + " } }"
          + ROUTE_BACKENDS
          + " } ";

  /** Nodes, CiliumNodes, IPPools, ServiceCIDRs. */
  private static final String NETWORK_SPEC =
      " podCIDR podCIDRs cidr cidrs addresses { type ip } ipam { podCIDRs } ";

  private static final String SERVICE_REFERENCE = " { service { namespace name port } } ";

  /** APIServices, and conversion webhooks of CustomResourceDefinitions. */
  private static final String CALLBACK_SPEC =
      " service { namespace name port } conversion { webhook { clientConfig"
          + SERVICE_REFERENCE
          + " } } ";

  private static final String CONTAINER_STATUS =
      """
      { state { running { startedAt } terminated { startedAt finishedAt } }
        lastState { terminated { startedAt } } }
      """;

  private static final String STATUS =
      " status { phase startTime podIP podIPs { ip } hostIP hostIPs { ip }"
          + " addresses { type address }"
          + " conditions { type status lastTransitionTime lastHeartbeatTime }"
          + " containerStatuses"
          + CONTAINER_STATUS
          + " initContainerStatuses"
          + CONTAINER_STATUS
          + " loadBalancer { ingress { ip ipMode } } } ";

  private static final String ENDPOINTS =
      """
      addressType endpoints { addresses } ports { name port protocol }
      subsets { addresses { ip } notReadyAddresses { ip } ports { name port protocol } }
      """;

  private static final String OBJECT =
      " apiVersion kind "
          + METADATA
          + " spec { "
          + POD_SPEC
          + TEMPLATE
          + " jobTemplate { spec { "
          + TEMPLATE
          + " } } "
          + SERVICE_SPEC
          + INGRESS_SPEC
          + ROUTE_SPEC
          + NETWORK_SPEC
          + CALLBACK_SPEC
          + " } "
          + STATUS
          + ENDPOINTS
          + " webhooks { clientConfig"
          + SERVICE_REFERENCE
          + " } ";

  /** An object, or an event of a watch with an object. */
  static final Shape SHAPE = Shape.of(OBJECT + " type object { " + OBJECT + " } ");

  private KubernetesShape() {}
}
