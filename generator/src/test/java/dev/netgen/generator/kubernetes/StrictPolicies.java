package dev.netgen.generator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.generator.target.GeneratedFile;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;

/** Generated policies as an API server would look at them, for tests of other packages. */
public final class StrictPolicies {
  private StrictPolicies() {}

  /** Fails unless the file is one policy without unknown fields, named and labelled. */
  public static void check(GeneratedFile file) {
    NetworkPolicy policy = StrictPolicyReader.read(file);
    assertThat(policy.getApiVersion()).isEqualTo("networking.k8s.io/v1");
    assertThat(policy.getMetadata().getLabels())
        .containsEntry("app.kubernetes.io/managed-by", "netgen");
    assertThat(policy.getMetadata().getName()).matches("netgen-[a-z0-9]([-a-z0-9.]*[a-z0-9])?");
    assertThat(policy.getMetadata().getAnnotations()).isNullOrEmpty();
    assertThat(policy.getSpec().getPolicyTypes()).isNotEmpty();
  }
}
