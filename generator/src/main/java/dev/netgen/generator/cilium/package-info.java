/** Emits CiliumNetworkPolicies. */
@NullMarked
package dev.netgen.generator.cilium;

import org.jspecify.annotations.NullMarked;
