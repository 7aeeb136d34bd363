/** Emits Kubernetes NetworkPolicies. */
@NullMarked
package dev.netgen.generator.kubernetes;

import org.jspecify.annotations.NullMarked;
