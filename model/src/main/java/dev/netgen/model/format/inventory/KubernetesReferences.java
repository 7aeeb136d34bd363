package dev.netgen.model.format.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import dev.netgen.model.format.Fields;
import dev.netgen.model.format.inventory.KubernetesService.ServicePort;
import dev.netgen.model.inventory.Backend;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What else leads to a Service: Ingresses (networking.k8s.io/v1), routes of the Gateway API
 * (gateway.networking.k8s.io) and of OpenShift (route.openshift.io/v1), admission and conversion
 * webhooks, aggregated APIs.
 *
 * @param service the Service
 * @param port its port, by number or name; empty for all
 * @param pods whether a number is the port of its pods instead
 */
record KubernetesReferences(KubernetesName service, String port, boolean pods) {
  private static final String HTTPS = "443";

  private KubernetesReferences(KubernetesName service, String port) {
    this(service, port, false);
  }

  /** Whether it may lead to this port of the Service. */
  boolean means(ServicePort each) {
    return isOfPods() || each.isMeantBy(port);
  }

  /** Whether it leads to this port of a pod, one behind a port that it may mean. */
  boolean reaches(Backend end) {
    return !isOfPods() || port.equals("" + end.port().number());
  }

  private boolean isOfPods() {
    return pods && PodTemplate.isNumber(port) && !port.isEmpty();
  }

  /** The backends of an Ingress, as they were named until v1beta1 too. */
  static ImmutableList<KubernetesReferences> ofIngress(KubernetesName ingress, Fields fields) {
    List<KubernetesReferences> all = new ArrayList<>();
    Fields spec = fields.object("spec");
    backend(ingress, spec.object("defaultBackend"), all);
    backend(ingress, spec.object("backend"), all);
    for (JsonNode rule : spec.list("rules")) {
      Fields http = Fields.of(rule, spec.where() + ".rules").object("http");
      for (JsonNode node : http.list("paths")) {
        backend(ingress, Fields.of(node, http.where() + ".paths").object("backend"), all);
      }
    }
    return ImmutableList.copyOf(all);
  }

  private static void backend(
      KubernetesName ingress, Fields backend, List<KubernetesReferences> into) {
    Fields service = backend.object("service");
    Fields port = service.object("port");
    service
        .optionalText("name")
        .or(() -> backend.optionalText("serviceName"))
        .ifPresent(
            name ->
                into.add(
                    new KubernetesReferences(
                        new KubernetesName("Service", ingress.namespace(), name),
                        port.optionalText("number")
                            .or(() -> port.optionalText("name"))
                            .or(() -> backend.optionalText("servicePort"))
                            .orElse(""))));
  }

  /**
   * The backends of a route. One whose parents are Services alone leads what is within the cluster.
   */
  static ImmutableList<KubernetesReferences> ofRoute(KubernetesName route, Fields fields) {
    List<KubernetesReferences> all = new ArrayList<>();
    Fields spec = fields.object("spec");
    if (route.kind().equals("Route")) {
      Optional<String> port = spec.object("port").optionalText("targetPort");
      routed(route, spec.object("to"), port.orElse(""), all);
      each(spec, "alternateBackends").forEach(b -> routed(route, b, port.orElse(""), all));
      return ImmutableList.copyOf(all);
    }
    List<Fields> parents = each(spec, "parentRefs");
    boolean mesh =
        !parents.isEmpty()
            && parents.stream()
                .allMatch(p -> p.optionalText("kind").orElse("Gateway").equals("Service"));
    if (!mesh) {
      for (Fields rule : each(spec, "rules")) {
        each(rule, "backendRefs").forEach(backend -> routed(route, backend, all));
        each(rule, "filters")
            .forEach(f -> routed(route, f.object("requestMirror").object("backendRef"), all));
      }
    }
    return ImmutableList.copyOf(all);
  }

  private static void routed(KubernetesName route, Fields to, List<KubernetesReferences> into) {
    if (isService(to) && to.optionalText("group").orElse("").isEmpty()) {
      String namespace = to.optionalText("namespace").orElse(route.namespace());
      into.add(
          new KubernetesReferences(
              new KubernetesName("Service", namespace, to.text("name")),
              to.optionalText("port").orElse("")));
    }
  }

  private static void routed(
      KubernetesName route, Fields to, String port, List<KubernetesReferences> into) {
    if (isService(to)) {
      KubernetesName service = new KubernetesName("Service", route.namespace(), to.text("name"));
      into.add(new KubernetesReferences(service, port, true));
    }
  }

  private static boolean isService(Fields to) {
    return to.optionalText("kind").orElse("Service").equals("Service")
        && to.optionalText("name").isPresent();
  }

  private static List<Fields> each(Fields of, String field) {
    return of.list(field).stream()
        .map(node -> Fields.of(node, of.where() + "." + field))
        .collect(ImmutableList.toImmutableList());
  }

  /** What the API server calls, of webhook configurations, APIServices and custom resources. */
  static ImmutableList<KubernetesReferences> ofCallbacks(Fields fields) {
    List<KubernetesReferences> all = new ArrayList<>();
    for (JsonNode webhook : fields.list("webhooks")) {
      called(Fields.of(webhook, fields.where() + ".webhooks").object("clientConfig"), all);
    }
    Fields spec = fields.object("spec");
    called(spec, all);
    called(spec.object("conversion").object("webhook").object("clientConfig"), all);
    return ImmutableList.copyOf(all);
  }

  private static void called(Fields config, List<KubernetesReferences> into) {
    Fields service = config.object("service");
    if (service.optionalText("name").isPresent()) {
      String namespace = service.optionalText("namespace").orElse("default");
      into.add(
          new KubernetesReferences(
              new KubernetesName("Service", namespace, service.text("name")),
              service.optionalText("port").orElse(HTTPS)));
    }
  }
}
