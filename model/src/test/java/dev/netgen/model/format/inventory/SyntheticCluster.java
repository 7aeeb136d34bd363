package dev.netgen.model.format.inventory;

import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Writes a large cluster as {@code kubectl get ... -A -o json} prints it, with all that an API
 * server fills in; the same numbers give the same bytes. Ten pods make a Deployment, a Deployment
 * has as many Services as there are to share out. Runs alone: {@code java SyntheticCluster.java
 * PODS SERVICES}.
 */
final class SyntheticCluster {
  private static final int PODS_EACH = 10;
  private static final int NAMESPACES = 200;
  private static final int PODS_PER_NODE = 50;
  private static final int MANAGED_FIELDS = 150;

  private final int pods;
  private final int services;
  private final PrintStream out;
  private boolean first = true;

  SyntheticCluster(int pods, int services, OutputStream out) {
    this.pods = pods;
    this.services = services;
    this.out = new PrintStream(out, false, StandardCharsets.UTF_8);
  }

  /** Writes to standard output. */
  public static void main(String[] sizes) {
    OutputStream out = new BufferedOutputStream(System.out, 1 << 20);
    new SyntheticCluster(Integer.parseInt(sizes[0]), Integer.parseInt(sizes[1]), out).write();
  }

  void write() {
    out.print("{\n    \"apiVersion\": \"v1\",\n    \"items\": [\n");
    for (int pod = 0; pod < pods; pod++) {
      pod(pod);
    }
    for (int service = 0; service < services; service++) {
      service(service);
    }
    for (int deployment = 0; deployment < deployments(); deployment++) {
      deployment(deployment);
    }
    for (int node = 0; node <= (pods - 1) / PODS_PER_NODE; node++) {
      node(node);
    }
    out.print(
        "\n    ],\n    \"kind\": \"List\",\n    \"metadata\": {\n        \"resourceVersion\": \"\"\n    }\n}\n");
    out.flush();
  }

  private int deployments() {
    return (pods + PODS_EACH - 1) / PODS_EACH;
  }

  private static String namespace(int deployment) {
    return "team-" + deployment % NAMESPACES;
  }

  private static String hash(int deployment) {
    return String.format(Locale.ROOT, "%09x", deployment * 2_654_435_761L & 0xF_FFFF_FFFFL);
  }

  private static String address(int first, int number) {
    return first + "." + (number >> 16 & 255) + "." + (number >> 8 & 255) + "." + (number & 255);
  }

  static String podAddress(int pod) {
    int within = pod % PODS_PER_NODE + 2;
    int node = pod / PODS_PER_NODE;
    return address(10, (node << 8) + within);
  }

  private static String labels(int deployment) {
    return "\"app.kubernetes.io/instance\": \"app-"
        + deployment
        + "\",\n\"app.kubernetes.io/managed-by\": \"Helm\",\n"
        + "\"app.kubernetes.io/name\": \"app-"
        + deployment
        + "\",\n\"helm.sh/chart\": \"app-1.2.3\"";
  }

  private void begin(String version, String kind) {
    out.print(first ? "" : ",\n");
    first = false;
    out.print(
        "{\n\"apiVersion\": \"" + version + "\",\n\"kind\": \"" + kind + "\",\n\"metadata\": {\n");
    out.print(
        "\"annotations\": {\n\"example.com/token\": \"not for anybody\",\n\"checksum/config\": \"0123456789abcdef\"\n},\n");
    out.print("\"creationTimestamp\": \"2026-01-01T09:00:00Z\",\n");
  }

  /** As servers keep them for every writer: most of a real dump. */
  private void managedFields(int count) {
    out.print(
        "\"managedFields\": [\n{\n\"apiVersion\": \"v1\",\n\"fieldsType\": \"FieldsV1\",\n\"fieldsV1\": {\n\"f:metadata\": {\n");
    for (int i = 0; i < count; i++) {
      out.print(
          "\"f:field-" + i + "\": {\n\".\": {},\n\"k:{\\\"uid\\\":\\\"" + i + "\\\"}\": {}\n},\n");
    }
    out.print(
        "\"f:last\": {}\n}\n},\n\"manager\": \"kube-controller-manager\",\n\"operation\": \"Update\"\n}\n],\n");
  }

  private void pod(int pod) {
    int deployment = pod / PODS_EACH;
    String set = "app-" + deployment + "-" + hash(deployment);
    begin("v1", "Pod");
    out.print(
        "\"labels\": {\n"
            + labels(deployment)
            + ",\n\"pod-template-hash\": \""
            + hash(deployment)
            + "\"\n},\n");
    managedFields(MANAGED_FIELDS);
    out.print(
        "\"name\": \""
            + set
            + "-"
            + pod % PODS_EACH
            + "\",\n\"namespace\": \""
            + namespace(deployment)
            + "\",\n");
    out.print(
        "\"ownerReferences\": [\n{\n\"apiVersion\": \"apps/v1\",\n\"controller\": true,\n\"kind\": \"ReplicaSet\",\n\"name\": \""
            + set
            + "\"\n}\n],\n");
    out.print(
        "\"resourceVersion\": \""
            + (1_000_000 + pod)
            + "\",\n\"uid\": \"00000000-0000-4000-8000-"
            + String.format(Locale.ROOT, "%012d", pod)
            + "\"\n},\n");
    out.print("\"spec\": {\n\"containers\": [\n");
    containers();
    out.print(
        "],\n\"nodeName\": \"node-"
            + pod / PODS_PER_NODE
            + "\",\n\"serviceAccountName\": \"default\",\n");
    volumes();
    out.print("},\n\"status\": {\n\"conditions\": [\n");
    for (String type :
        new String[] {
          "PodReadyToStartContainers", "Initialized", "Ready", "ContainersReady", "PodScheduled"
        }) {
      out.print(
          "{\n\"lastProbeTime\": null,\n\"lastTransitionTime\": \"2026-01-01T09:00:04Z\",\n\"status\": \"True\",\n\"type\": \""
              + type
              + "\"\n}");
      out.print(type.equals("PodScheduled") ? "\n" : ",\n");
    }
    out.print(
        "],\n\"containerStatuses\": [\n{\n\"containerID\": \"containerd://0123456789abcdef0123456789abcdef\",\n\"ready\": true,\n\"state\": {\n\"running\": {\n\"startedAt\": \"2026-01-01T09:00:03Z\"\n}\n}\n}\n],\n");
    out.print(
        "\"hostIP\": \""
            + nodeAddress(pod / PODS_PER_NODE)
            + "\",\n\"phase\": \"Running\",\n\"podIP\": \""
            + podAddress(pod)
            + "\",\n");
    out.print(
        "\"podIPs\": [\n{\n\"ip\": \""
            + podAddress(pod)
            + "\"\n}\n],\n\"startTime\": \"2026-01-01T09:00:01Z\"\n}\n}");
  }

  private void containers() {
    out.print("{\n\"args\": [\n\"--password=not-for-anybody\"\n],\n\"env\": [\n");
    for (int i = 0; i < 40; i++) {
      out.print(
          "{\n\"name\": \"SETTING_"
              + i
              + "\",\n\"value\": \"a value of some length, number "
              + i
              + "\"\n}"
              + (i == 39 ? "\n" : ",\n"));
    }
    out.print(
        "],\n\"image\": \"registry.example.com/team/app:1.2.3\",\n\"livenessProbe\": {\n\"httpGet\": {\n\"path\": \"/live\",\n\"port\": \"http\",\n\"scheme\": \"HTTP\"\n}\n},\n");
    out.print(
        "\"name\": \"app\",\n\"ports\": [\n{\n\"containerPort\": 8080,\n\"name\": \"http\",\n\"protocol\": \"TCP\"\n},\n{\n\"containerPort\": 9090,\n\"name\": \"metrics\",\n\"protocol\": \"TCP\"\n}\n],\n");
    out.print("\"resources\": {\n\"limits\": {\n\"memory\": \"256Mi\"\n}\n}\n}\n");
  }

  private void volumes() {
    out.print("\"volumes\": [\n");
    for (int i = 0; i < 8; i++) {
      out.print(
          "{\n\"name\": \"volume-"
              + i
              + "\",\n\"secret\": {\n\"defaultMode\": 420,\n\"secretName\": \"secret-"
              + i
              + "\"\n}\n}"
              + (i == 7 ? "\n" : ",\n"));
    }
    out.print("]\n");
  }

  private void service(int service) {
    int deployment = service % deployments();
    begin("v1", "Service");
    managedFields(60);
    out.print(
        "\"name\": \"service-"
            + service
            + "\",\n\"namespace\": \""
            + namespace(deployment)
            + "\",\n\"resourceVersion\": \""
            + service
            + "\"\n},\n");
    out.print(
        "\"spec\": {\n\"clusterIP\": \""
            + address(172, 0x100000 + service)
            + "\",\n\"clusterIPs\": [\n\""
            + address(172, 0x100000 + service)
            + "\"\n],\n");
    out.print(
        "\"ports\": [\n{\n\"name\": \"http\",\n\"port\": 80,\n\"protocol\": \"TCP\",\n\"targetPort\": \"http\"\n},\n{\n\"name\": \"metrics\",\n\"port\": 9090,\n\"protocol\": \"TCP\",\n\"targetPort\": 9090\n}\n],\n");
    out.print(
        "\"selector\": {\n\"app.kubernetes.io/managed-by\": \"Helm\",\n\"app.kubernetes.io/name\": \"app-"
            + deployment
            + "\"\n},\n\"type\": \"ClusterIP\"\n},\n\"status\": {\n\"loadBalancer\": {}\n}\n}");
  }

  private void deployment(int deployment) {
    begin("apps/v1", "Deployment");
    out.print(
        "\"name\": \"app-"
            + deployment
            + "\",\n\"namespace\": \""
            + namespace(deployment)
            + "\"\n},\n");
    out.print(
        "\"spec\": {\n\"template\": {\n\"metadata\": {\n\"labels\": {\n"
            + labels(deployment)
            + "\n}\n},\n\"spec\": {\n\"containers\": [\n");
    containers();
    out.print("]\n}\n}\n}\n}");
    begin("apps/v1", "ReplicaSet");
    out.print(
        "\"name\": \"app-"
            + deployment
            + "-"
            + hash(deployment)
            + "\",\n\"namespace\": \""
            + namespace(deployment)
            + "\",\n");
    out.print(
        "\"ownerReferences\": [\n{\n\"controller\": true,\n\"kind\": \"Deployment\",\n\"name\": \"app-"
            + deployment
            + "\"\n}\n]\n},\n\"spec\": {}\n}");
  }

  private static String nodeAddress(int node) {
    return address(192, 0xA80000 + node);
  }

  private void node(int node) {
    begin("v1", "Node");
    out.print(
        "\"name\": \"node-"
            + node
            + "\"\n},\n\"spec\": {\n\"podCIDR\": \""
            + address(10, node << 8)
            + "/24\"\n},\n");
    out.print(
        "\"status\": {\n\"addresses\": [\n{\n\"address\": \""
            + nodeAddress(node)
            + "\",\n\"type\": \"InternalIP\"\n}\n]\n}\n}");
  }
}
