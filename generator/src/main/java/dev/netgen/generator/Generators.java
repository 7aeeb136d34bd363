package dev.netgen.generator;

import com.google.common.collect.ImmutableList;
import dev.netgen.generator.calico.CalicoTarget;
import dev.netgen.generator.cilium.CiliumTarget;
import dev.netgen.generator.docker.ComposeTarget;
import dev.netgen.generator.docker.plan.DockerTarget;
import dev.netgen.generator.kubernetes.KubernetesTarget;
import dev.netgen.generator.nftables.NftablesTarget;
import dev.netgen.generator.verify.CalicoVerifier;
import dev.netgen.generator.verify.CiliumVerifier;
import dev.netgen.generator.verify.ComposeVerifier;
import dev.netgen.generator.verify.DockerPlanVerifier;
import dev.netgen.generator.verify.KubernetesVerifier;
import dev.netgen.generator.verify.NftablesVerifier;

/** Every target there is, each with its evaluator: the list to extend. */
public final class Generators {
  private Generators() {}

  /** A generator of all targets. */
  public static Generator all() {
    return new Generator(
        ImmutableList.of(
            new ProvedTarget(new KubernetesTarget(), new KubernetesVerifier()),
            new ProvedTarget(new ComposeTarget(), new ComposeVerifier()),
            new ProvedTarget(new DockerTarget(), new DockerPlanVerifier()),
            new ProvedTarget(new NftablesTarget(), new NftablesVerifier()),
            new ProvedTarget(new CiliumTarget(), new CiliumVerifier()),
            new ProvedTarget(CalicoTarget.enforced(), CalicoVerifier.enforced()),
            new ProvedTarget(CalicoTarget.staged(), CalicoVerifier.staged()),
            new ProvedTarget(CalicoTarget.stagedKubernetes(), CalicoVerifier.stagedKubernetes())));
  }
}
