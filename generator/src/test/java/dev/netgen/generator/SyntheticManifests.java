package dev.netgen.generator;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * Writes pods, a default-deny policy for each namespace of 25 pods, and policies with selectors,
 * ranges and named ports; the same numbers give the same bytes. Runs alone: {@code java
 * SyntheticManifests.java PODS POLICIES}.
 */
public final class SyntheticManifests {
  private static final int EACH = 25;
  private static final int TIERS = 7;

  private final int pods;
  private final int policies;
  private final Random random = new Random(1);

  private SyntheticManifests(int pods, int policies) {
    this.pods = pods;
    this.policies = policies;
  }

  /** Writes to standard output. */
  public static void main(String[] sizes) {
    PrintStream out =
        new PrintStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 20),
            false,
            StandardCharsets.UTF_8);
    new SyntheticManifests(Integer.parseInt(sizes[0]), Integer.parseInt(sizes[1])).write(out);
    out.flush();
  }

  private void write(PrintStream out) {
    int namespaces = Math.max(1, pods / EACH);
    for (int i = 0; i < pods; i++) {
      out.print(pod(i, namespaces));
    }
    for (int i = 0; i < namespaces; i++) {
      out.print(
          """
          ---
          apiVersion: networking.k8s.io/v1
          kind: NetworkPolicy
          metadata: {name: deny, namespace: ns%d}
          spec: {podSelector: {}, policyTypes: [Ingress, Egress]}
          """
              .formatted(i));
    }
    for (int i = 0; i < policies - namespaces; i++) {
      out.print(policy(i, random.nextInt(pods), random.nextInt(pods), namespaces));
    }
  }

  private static String pod(int number, int namespaces) {
    return """
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: app%1$d-6d4cf56db6-x%1$d
          namespace: ns%2$d
          labels: {app: app%1$d, tier: t%3$d, pod-template-hash: 6d4cf56db6}
          ownerReferences: [{kind: ReplicaSet, name: app%1$d-6d4cf56db6, controller: true}]
        spec:
          containers: [{name: c, image: x, ports: [{name: http, containerPort: %4$d}]}]
        """
        .formatted(number, number % namespaces, number % TIERS, 8000 + number % 5);
  }

  private static String policy(int number, int to, int from, int namespaces) {
    return """
        ---
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: p%1$d, namespace: ns%2$d}
        spec:
          podSelector: {matchLabels: {tier: t%3$d}}
          policyTypes: [Ingress, Egress]
          ingress:
          - from:
            - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ns%4$d}}
              podSelector: {matchLabels: {tier: t%5$d}}
            - ipBlock: {cidr: 10.%6$d.0.0/16}
            ports: [{port: http}, {port: %7$d}]
          egress:
          - to:
            - namespaceSelector:
                matchExpressions: [{key: kubernetes.io/metadata.name, operator: In, values: [ns%4$d, ns%2$d]}]
            ports: [{port: 53, protocol: UDP}, {port: http}]
        """
        .formatted(
            number,
            to % namespaces,
            to % TIERS,
            from % namespaces,
            from % TIERS,
            number % 250,
            9000 + number % 10);
  }
}
