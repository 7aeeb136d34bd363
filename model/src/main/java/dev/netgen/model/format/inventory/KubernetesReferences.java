package dev.netgen.model.format.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import dev.netgen.model.format.Fields;
import dev.netgen.model.format.inventory.KubernetesService.ServicePort;
import dev.netgen.model.inventory.Backend;
import java.util.ArrayList;
import java.util.List;

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

  /**
   * The backends of an Ingress, as they were named until v1beta1 too. A backend that cannot be read
   * is counted; the others are used.
   */
  static ImmutableList<KubernetesReferences> ofIngress(
      KubernetesName ingress, Fields fields, Unused unused) {
    List<KubernetesReferences> all = new ArrayList<>();
    Fields spec = fields.object("spec");
    String part = "kubernetes ingress backend not used: ";
    for (String field : new String[] {"defaultBackend", "backend"}) {
      unused.unless(part, () -> backend(ingress, spec.object(field), all));
    }
    for (Fields rule : each(spec, "rules", part, unused)) {
      unused.unless(
          part,
          () ->
              each(rule.object("http"), "paths", part, unused)
                  .forEach(
                      path ->
                          unused.unless(
                              part, () -> backend(ingress, path.object("backend"), all))));
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
   * A backend that cannot be read is counted; the others are used.
   */
  static ImmutableList<KubernetesReferences> ofRoute(
      KubernetesName route, Fields fields, Unused unused) {
    List<KubernetesReferences> all = new ArrayList<>();
    Fields spec = fields.object("spec");
    String part = "kubernetes route backend not used: ";
    if (route.kind().equals("Route")) {
      String port = spec.object("port").optionalText("targetPort").orElse("");
      unused.unless(part, () -> routed(route, spec.object("to"), port, all));
      each(spec, "alternateBackends", part, unused)
          .forEach(b -> unused.unless(part, () -> routed(route, b, port, all)));
    } else if (!isOfMesh(spec)) {
      for (Fields rule : each(spec, "rules", part, unused)) {
        each(rule, "backendRefs", part, unused)
            .forEach(backend -> unused.unless(part, () -> routed(route, backend, all)));
        each(rule, "filters", part, unused)
            .forEach(filter -> unused.unless(part, () -> mirrored(route, filter, all)));
      }
    }
    return ImmutableList.copyOf(all);
  }

  private static void mirrored(
      KubernetesName route, Fields filter, List<KubernetesReferences> into) {
    routed(route, filter.object("requestMirror").object("backendRef"), into);
  }

  /** Whether Services are its only parents; one that cannot be read decides over all of it. */
  private static boolean isOfMesh(Fields spec) {
    List<JsonNode> parents = spec.list("parentRefs");
    return !parents.isEmpty()
        && parents.stream()
            .map(node -> Fields.of(node, spec.where() + ".parentRefs"))
            .allMatch(p -> p.optionalText("kind").orElse("Gateway").equals("Service"));
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

  private static List<Fields> each(Fields of, String field, String part, Unused unused) {
    List<Fields> all = new ArrayList<>();
    unused.unless(
        part,
        () -> {
          for (JsonNode node : of.list(field)) {
            unused.unless(part, () -> all.add(Fields.of(node, of.where() + "." + field)));
          }
        });
    return all;
  }

  /** What the API server calls, of webhook configurations, APIServices and custom resources. */
  static ImmutableList<KubernetesReferences> ofCallbacks(Fields fields, Unused unused) {
    List<KubernetesReferences> all = new ArrayList<>();
    String part = "kubernetes webhook not used: ";
    for (Fields webhook : each(fields, "webhooks", part, unused)) {
      unused.unless(part, () -> called(webhook.object("clientConfig"), all));
    }
    Fields spec = fields.object("spec");
    unused.unless(part, () -> called(spec, all));
    unused.unless(
        part,
        () -> called(spec.object("conversion").object("webhook").object("clientConfig"), all));
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
