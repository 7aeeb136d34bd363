/** What Kubernetes manifests with their NetworkPolicies allow between workloads. */
@NullMarked
package dev.netgen.generator.connectivity;

import org.jspecify.annotations.NullMarked;
