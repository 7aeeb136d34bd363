package dev.netgen.model.format.inventory;

/**
 * The fields of Kubernetes objects that are read, of all kinds together. Secrets, environment,
 * arguments, managed fields, volumes and annotations (but those named) are not among them.
 */
final class KubernetesShape {
  private static final String METADATA =
      """
      name namespace labels { * } creationTimestamp deletionTimestamp uid
      ownerReferences { kind name controller }
      """;

  private static final String POD_SPEC =
      """
      hostNetwork nodeName
      containers { ports { name containerPort protocol hostPort hostIP } }
      """;

  private static final String TEMPLATE =
      "template { metadata { labels { * } } spec { " + POD_SPEC + " } }";

  static final Shape SHAPE =
      Shape.of(
          "apiVersion kind metadata { "
              + METADATA
              + " } spec { "
              + POD_SPEC
              + TEMPLATE
              + " jobTemplate { spec { "
              + TEMPLATE
              + " } } "
              + """
                clusterIP clusterIPs externalIPs type selector { * }
                ports { name port targetPort protocol nodePort }
                }
                status {
                  podIP podIPs { ip } phase startTime
                  addresses { type address }
                  containerStatuses { state { terminated { finishedAt } } }
                  loadBalancer { ingress { ip } }
                }
                """);

  private KubernetesShape() {}
}
