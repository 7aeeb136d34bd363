package dev.netgen.model.format.inventory;

import com.google.common.collect.ImmutableSet;
import dev.netgen.model.format.Fields;
import java.util.Optional;

/**
 * An object that makes pods, or others that do.
 *
 * @param name its name
 * @param controller what controls it
 * @param template what its pods are made from; empty for kinds that say nothing of it
 * @param origin where it is written
 */
record KubernetesController(
    KubernetesName name,
    Optional<KubernetesName> controller,
    Optional<PodTemplate> template,
    String origin) {
  private static final ImmutableSet<String> TEMPLATED =
      ImmutableSet.of(
          "Deployment",
          "StatefulSet",
          "DaemonSet",
          "ReplicaSet",
          "ReplicationController",
          "Job",
          "CronJob");

  static boolean isTemplated(String kind) {
    return TEMPLATED.contains(kind);
  }

  static KubernetesController of(KubernetesName name, Fields fields, Unused unused) {
    Fields spec = fields.object("spec");
    Fields template =
        name.kind().equals("CronJob")
            ? spec.object("jobTemplate").object("spec").object("template")
            : spec.object("template");
    return new KubernetesController(
        name,
        KubernetesOwners.controller(name, fields.object("metadata")),
        Optional.of(
            PodTemplate.of(
                template.object("metadata").object("labels"), template.object("spec"), unused)),
        fields.where());
  }

  /** What two descriptions of it have to agree about. */
  String essentials() {
    return template.map(PodTemplate::toString).orElse("");
  }
}
