package dev.netgen.model.format.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.netgen.model.format.Fields;
import dev.netgen.model.graph.PeerId;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * From a pod or an object in between to the workload people know, by the controlling owner
 * reference (Kubernetes API, {@code metadata.ownerReferences}): ReplicaSet to Deployment, Job to
 * CronJob. An owner names the workload also where its own object is not known.
 */
final class KubernetesOwners {
  private static final int MAX_STEPS = 8;

  /** What people know though an operator made it: several of these may have one owner. */
  private static final ImmutableSet<String> LASTING =
      ImmutableSet.of("Deployment", "StatefulSet", "DaemonSet", "CronJob");

  private static final Pattern RUN_NUMBER = Pattern.compile("(.+)-(\\d{1,11})");
  private static final Duration LATEST_RUN = Duration.ofDays(1);

  /** Who makes ReplicaSets with the hash in this label in their names. */
  private static final ImmutableMap<String, String> HASHES =
      ImmutableMap.of("pod-template-hash", "Deployment", "rollouts-pod-template-hash", "Rollout");

  private final String cluster;
  private final Map<KubernetesName, KubernetesController> controllers;
  private final Map<KubernetesName, PeerId> peers = new HashMap<>();

  KubernetesOwners(String cluster, Map<KubernetesName, KubernetesController> controllers) {
    this.cluster = cluster.replace(':', '_');
    this.controllers = controllers;
  }

  /** The controlling owner; nodes, which "own" the mirrors of static pods, are none. */
  static Optional<KubernetesName> controller(KubernetesName owned, Fields metadata) {
    for (JsonNode node : metadata.list("ownerReferences")) {
      Fields reference = Fields.of(node, metadata.where() + ".ownerReferences");
      boolean controls = reference.optionalText("controller").map("true"::equals).orElse(true);
      String kind = reference.optionalText("kind").orElse("");
      String name = reference.optionalText("name").orElse("");
      if (controls && !kind.isEmpty() && !kind.equals("Node") && !name.isEmpty()) {
        return Optional.of(
            new KubernetesName(
                ObjectName.kind(reference, "kind", kind),
                owned.namespace(),
                ObjectName.name(reference, "name", name)));
      }
    }
    return Optional.empty();
  }

  /** Whether a node is among the owners. */
  static boolean isOfNode(Fields metadata) {
    return metadata.list("ownerReferences").stream()
        .anyMatch(reference -> reference.path("kind").asText().equals("Node"));
  }

  /** The peer of an object of this cluster. */
  PeerId peer(KubernetesName name) {
    return peers.computeIfAbsent(
        name, n -> PeerId.kubernetes(scoped(n.namespace()), n.kind(), n.name()));
  }

  /** A name with the cluster's in front, where that has one. */
  String scoped(String name) {
    return cluster.isEmpty() ? name : cluster + ":" + name;
  }

  /** The workload of a pod. */
  PeerId of(KubernetesPod pod) {
    if (pod.controller().isEmpty()) {
      return peer(pod.mirror() ? withoutNode(pod) : pod.name());
    }
    KubernetesName top = top(pod.controller().get());
    return peer(controllers.containsKey(top) ? top : beyond(top, pod));
  }

  /** The workload of an object that makes pods: itself, unless it is one run or one roll-out. */
  KubernetesName of(KubernetesController object) {
    return top(object.name());
  }

  private KubernetesName top(KubernetesName start) {
    KubernetesName at = start;
    for (int step = 0; step < MAX_STEPS; step++) {
      KubernetesController here = controllers.get(at);
      if (LASTING.contains(at.kind()) || here == null || here.controller().isEmpty()) {
        break;
      }
      at = here.controller().get();
    }
    return at;
  }

  /** A static pod's mirror is named like it, with its node's name behind. */
  private static KubernetesName withoutNode(KubernetesPod pod) {
    String name = pod.name().name();
    String end = "-" + pod.node();
    boolean named = !pod.node().isEmpty() && name.endsWith(end) && name.length() > end.length();
    String kept = named ? name.substring(0, name.length() - end.length()) : name;
    return new KubernetesName("Pod", pod.name().namespace(), kept);
  }

  /**
   * The owner's own object is not known: a Deployment names its ReplicaSets by itself and a hash,
   * which the pod carries as a label; OpenShift's DeploymentConfig its ReplicationControllers by
   * itself and a number; a CronJob names its Jobs by itself and the minute they are for, counted
   * from 1970.
   */
  private KubernetesName beyond(KubernetesName owner, KubernetesPod pod) {
    if (owner.kind().equals("ReplicaSet")) {
      for (Map.Entry<String, String> maker : HASHES.entrySet()) {
        String hash = pod.template().labels().getOrDefault(maker.getKey(), "");
        if (!hash.isEmpty() && owner.name().endsWith("-" + hash)) {
          String name = owner.name().substring(0, owner.name().length() - hash.length() - 1);
          return new KubernetesName(maker.getValue(), owner.namespace(), name);
        }
      }
    }
    Matcher run = RUN_NUMBER.matcher(owner.name());
    String config = pod.template().labels().getOrDefault("deploymentconfig", "");
    if (owner.kind().equals("ReplicationController")
        && run.matches()
        && run.group(1).equals(config)) {
      return new KubernetesName("DeploymentConfig", owner.namespace(), config);
    }
    if (owner.kind().equals("Job") && run.matches()) {
      KubernetesName cron = new KubernetesName("CronJob", owner.namespace(), run.group(1));
      return controllers.containsKey(cron) || isMinute(run.group(2), pod) ? cron : owner;
    }
    return owner;
  }

  /** Whether the number is a minute shortly before the pod's start. */
  private static boolean isMinute(String number, KubernetesPod pod) {
    long seconds = pod.times().start().getEpochSecond() - Long.parseLong(number) * 60;
    return seconds >= 0 && seconds <= LATEST_RUN.toSeconds();
  }
}
