package dev.netgen.model.format.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import dev.netgen.model.format.Fields;
import java.util.ArrayList;
import java.util.List;

/**
 * What else leads to a Service: Ingresses (networking.k8s.io/v1), admission and conversion
 * webhooks, aggregated APIs.
 *
 * @param service the Service
 * @param port its port, by number or name; empty for all
 */
record KubernetesReferences(KubernetesName service, String port) {
  private static final String HTTPS = "443";

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
