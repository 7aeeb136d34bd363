package dev.netgen.generator.kubernetes;

import dev.netgen.generator.target.YamlWriter;

/** The part of a policy's file that all kinds have. */
public final class PolicyHead {
  private PolicyHead() {}

  /** Comments, the kind, and metadata. */
  public static void write(YamlWriter yaml, WorkloadPolicy policy, String apiVersion, String kind) {
    policy.comments().forEach(comment -> yaml.comment(0, comment));
    yaml.line(0, "apiVersion: " + apiVersion)
        .line(0, "kind: " + kind)
        .line(0, "metadata:")
        .line(1, "name: " + YamlWriter.quoted(policy.name()))
        .line(1, "namespace: " + YamlWriter.quoted(policy.namespace()))
        .line(1, "labels:")
        .line(2, "app.kubernetes.io/managed-by: netgen");
  }
}
