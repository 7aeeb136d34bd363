package dev.netgen.model.format.inventory;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.netgen.model.format.Fields;
import dev.netgen.model.inventory.InventoryBuilder;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Objects of the Kubernetes API, from lists, manifests, and watches with or without their events
 * ({@code kubectl get -o json|yaml}, {@code -w}, {@code --output-watch-events}).
 */
final class KubernetesFormat implements InventoryFormat {
  private static final Pattern KIND = Pattern.compile("[A-Z][A-Za-z]{0,40}");

  private static final ImmutableSet<String> GATEWAY_API =
      ImmutableSet.of("gateway.networking.k8s.io");

  /** The groups of kinds that other APIs have by the same name; the core group has no name. */
  private static final ImmutableMap<String, ImmutableSet<String>> GROUPS =
      ImmutableMap.<String, ImmutableSet<String>>builder()
          .put("Pod", ImmutableSet.of(""))
          .put("Service", ImmutableSet.of(""))
          .put("Endpoints", ImmutableSet.of(""))
          .put("Node", ImmutableSet.of(""))
          .put("EndpointSlice", ImmutableSet.of("discovery.k8s.io"))
          .put("Ingress", ImmutableSet.of("networking.k8s.io", "extensions"))
          .put("HTTPRoute", GATEWAY_API)
          .put("GRPCRoute", GATEWAY_API)
          .put("TLSRoute", GATEWAY_API)
          .put("TCPRoute", GATEWAY_API)
          .put("UDPRoute", GATEWAY_API)
          .put("Route", ImmutableSet.of("", "route.openshift.io"))
          .put("Job", ImmutableSet.of("batch"))
          .put("CronJob", ImmutableSet.of("batch"))
          .put("APIService", ImmutableSet.of("apiregistration.k8s.io"))
          .put("ServiceCIDR", ImmutableSet.of("networking.k8s.io"))
          .buildOrThrow();

  /**
   * Kinds that are known and tell nothing that is needed. What a Gateway listens with is a Service
   * or pods of its own.
   */
  private static final ImmutableSet<String> SILENT =
      ImmutableSet.of("Namespace", "NetworkPolicy", "Gateway", "GatewayClass", "ReferenceGrant");

  private final Map<String, KubernetesCluster> clusters = new TreeMap<>();
  private final Unused unused = new Unused();

  @Override
  public String label() {
    return "kubernetes";
  }

  @Override
  public String snapshots() {
    return "kubernetes";
  }

  @Override
  public Shape shape() {
    return KubernetesShape.SHAPE;
  }

  @Override
  public boolean recognises(Fields object) {
    String version = object.node().path("apiVersion").asText();
    return (object.node().has("kind") && !version.startsWith("netgen/")) || isEvent(object);
  }

  private static boolean isEvent(Fields object) {
    return object.node().path("type").isTextual() && object.node().path("object").isObject();
  }

  @Override
  public void begin(Source source) {
    cluster(source).begin();
  }

  private KubernetesCluster cluster(Source source) {
    return clusters.computeIfAbsent(source.cluster(), KubernetesCluster::new);
  }

  @Override
  public void add(Fields object, Source source) {
    if (!isEvent(object)) {
      take(object, source, false);
      return;
    }
    String type = object.text("type");
    switch (type) {
      case "ADDED", "MODIFIED" -> take(object.object("object"), source, false);
      case "DELETED" -> take(object.object("object"), source, true);
      case "BOOKMARK" -> {}
      default -> unused.count("kubernetes watch event that tells no object");
    }
  }

  private void take(Fields object, Source source, boolean deleted) {
    String kind = object.text("kind");
    KubernetesCluster cluster = cluster(source);
    Fields metadata = object.object("metadata");
    KubernetesName name = name(kind, metadata);
    switch (foreign(kind, object) ? "" : kind) {
      case "Pod" -> cluster.pod(KubernetesPod.of(name, object, unused), source, deleted);
      case "Service" ->
          cluster.service(KubernetesService.of(name, object, unused), source, metadata, deleted);
      case "Endpoints", "EndpointSlice" ->
          cluster.endpoints(
              KubernetesEndpoints.of(name, object, unused), source, metadata, deleted);
      case "Node", "CiliumNode" ->
          cluster.node(kind, KubernetesNode.of(name, object, unused), source, metadata, deleted);
      case "IPPool", "ServiceCIDR" -> cluster.range(kind, name.name(), object.object("spec"));
      case "Ingress" ->
          cluster.exposed(
              name,
              KubernetesReferences.ofIngress(name, object, unused),
              source,
              metadata,
              deleted);
      case "HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute", "Route" ->
          cluster.exposed(
              name, KubernetesReferences.ofRoute(name, object, unused), source, metadata, deleted);
      case "ValidatingWebhookConfiguration",
          "MutatingWebhookConfiguration",
          "APIService",
          "CustomResourceDefinition" ->
          cluster.called(
              name, KubernetesReferences.ofCallbacks(object, unused), source, metadata, deleted);
      default -> other(kind, name, object, source);
    }
  }

  private void other(String kind, KubernetesName name, Fields object, Source source) {
    boolean own = KubernetesController.isTemplated(kind) && !foreign(kind, object);
    if (own || hasPods(object)) {
      ObjectName.kind(object, "kind", kind);
      cluster(source)
          .controller(
              KubernetesController.of(name, object, unused), source, object.object("metadata"));
    } else if (!SILENT.contains(kind)) {
      boolean usable = KIND.matcher(kind).matches();
      unused.count("kubernetes kind " + (usable ? kind : "with an unusable name"));
    }
  }

  private static KubernetesName name(String kind, Fields metadata) {
    String namespace = metadata.optionalText("namespace").orElse("default");
    return new KubernetesName(
        kind,
        ObjectName.name(metadata, "namespace", namespace),
        ObjectName.name(metadata, "name", metadata.text("name")));
  }

  /** Whether a kind that is read has this name in another API too, and this is that one. */
  private static boolean foreign(String kind, Fields object) {
    String version = object.optionalText("apiVersion").orElse("");
    String group = version.contains("/") ? version.substring(0, version.indexOf('/')) : "";
    ImmutableSet<String> groups = GROUPS.get(kind);
    return groups != null && !version.isEmpty() && !groups.contains(group);
  }

  /** Whether it makes pods of a template, as Rollouts and CloneSets do besides Kubernetes' own. */
  private static boolean hasPods(Fields object) {
    return object.node().path("spec").path("template").path("spec").has("containers");
  }

  @Override
  public void end(Source source, boolean complete) {
    cluster(source).end(source, complete);
  }

  @Override
  public void addTo(InventoryBuilder inventory) {
    clusters.values().forEach(cluster -> new KubernetesInventory(cluster).addTo(inventory));
    inventory.unused(unused.counts());
  }
}
