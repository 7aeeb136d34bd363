package dev.netgen.model.format.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import dev.netgen.model.format.Fields;
import dev.netgen.model.graph.PeerId;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * From a pod or an object in between to the workload people know, by the controlling owner
 * reference (Kubernetes API, {@code metadata.ownerReferences}): ReplicaSet to Deployment, Job to
 * CronJob.
 */
final class KubernetesOwners {
  private static final int MAX_STEPS = 8;
  private static final Pattern RUN_NUMBER = Pattern.compile("-\\d{1,20}$");

  private final KubernetesObjects objects;

  KubernetesOwners(KubernetesObjects objects) {
    this.objects = objects;
  }

  PeerId workloadOf(KubernetesName key, Fields fields) {
    KubernetesName at = key;
    Optional<Fields> here = Optional.of(fields);
    for (int step = 0; step < MAX_STEPS && here.isPresent(); step++) {
      Optional<KubernetesName> owner = controller(at, here.get());
      if (owner.isEmpty()) {
        break;
      }
      at = owner.get();
      here = objects.get(at.kind(), at.namespace(), at.name());
    }
    KubernetesName top = here.isEmpty() ? beyondTheList(at, fields) : at;
    return PeerId.kubernetes(top.namespace(), top.kind(), top.name());
  }

  private static Optional<KubernetesName> controller(KubernetesName key, Fields fields) {
    for (JsonNode reference : fields.object("metadata").list("ownerReferences")) {
      boolean controls = reference.path("controller").asBoolean(true);
      String kind = reference.path("kind").asText();
      if (controls && !kind.isEmpty() && !kind.equals("Node")) {
        return Optional.of(
            new KubernetesName(kind, key.namespace(), reference.path("name").asText()));
      }
    }
    return Optional.empty();
  }

  /**
   * The owner's own object is not in the list: a Deployment names its ReplicaSets by itself and the
   * pod-template-hash, which the pod carries as a label; a CronJob names its Jobs by itself and the
   * scheduled minute.
   */
  private KubernetesName beyondTheList(KubernetesName owner, Fields pod) {
    String hash =
        pod.object("metadata").object("labels").optionalText("pod-template-hash").orElse("");
    boolean hashed = !hash.isEmpty() && owner.name().endsWith("-" + hash);
    if (owner.kind().equals("ReplicaSet") && hashed) {
      String name = owner.name().substring(0, owner.name().length() - hash.length() - 1);
      return new KubernetesName("Deployment", owner.namespace(), name);
    }
    if (owner.kind().equals("Job")) {
      String name = RUN_NUMBER.matcher(owner.name()).replaceFirst("");
      boolean known = objects.get("CronJob", owner.namespace(), name).isPresent();
      return known ? new KubernetesName("CronJob", owner.namespace(), name) : owner;
    }
    return owner;
  }
}
