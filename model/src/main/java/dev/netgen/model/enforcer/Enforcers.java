package dev.netgen.model.enforcer;

import static dev.netgen.model.enforcer.NamedPorts.ALL_PORTS;
import static dev.netgen.model.enforcer.NamedPorts.PER_CLUSTER;
import static dev.netgen.model.enforcer.NamedPorts.PER_POD;
import static dev.netgen.model.enforcer.Naming.OWN_KIND;
import static dev.netgen.model.enforcer.Naming.RANGE;
import static dev.netgen.model.enforcer.ServiceView.POD_ADDRESS;
import static dev.netgen.model.enforcer.ServiceView.SERVICE_ADDRESS;

import com.google.common.collect.ImmutableList;
import dev.netgen.model.problem.ProblemException;

/** Every enforcer known: the list to extend, with a row in docs/ENFORCERS.md for each fact. */
public final class Enforcers {
  /** The API's documentation, read literally; what it leaves open as most enforcers do it. */
  public static final Enforcer GENERIC =
      new Enforcer("generic", POD_ADDRESS, RANGE, RANGE, true, true, PER_POD, true, true);

  /** Project Calico, iptables, nftables and eBPF. */
  public static final Enforcer CALICO =
      new Enforcer("calico", POD_ADDRESS, RANGE, RANGE, true, true, PER_POD, true, true);

  /** Cilium in its default configuration. */
  public static final Enforcer CILIUM =
      new Enforcer(
          "cilium", POD_ADDRESS, OWN_KIND, OWN_KIND, false, true, PER_CLUSTER, true, false);

  /** OVN-Kubernetes, the network of OpenShift. */
  public static final Enforcer OVN =
      new Enforcer("ovn", POD_ADDRESS, RANGE, RANGE, true, true, ALL_PORTS, true, true);

  /** The network policy agent of the Amazon VPC CNI. */
  public static final Enforcer AWS =
      new Enforcer("aws", SERVICE_ADDRESS, RANGE, RANGE, true, true, PER_POD, false, true);

  /** kube-router, also inside k3s. */
  public static final Enforcer KUBE_ROUTER =
      new Enforcer("kube-router", POD_ADDRESS, RANGE, RANGE, true, true, PER_POD, true, true);

  private static final ImmutableList<Enforcer> ALL =
      ImmutableList.of(GENERIC, CALICO, CILIUM, OVN, AWS, KUBE_ROUTER);

  private Enforcers() {}

  /** All, the default first. */
  public static ImmutableList<Enforcer> all() {
    return ALL;
  }

  /** Their words, in that order. */
  public static ImmutableList<String> names() {
    return ALL.stream().map(Enforcer::name).collect(ImmutableList.toImmutableList());
  }

  /**
   * The enforcer with this name.
   *
   * @throws ProblemException of usage where there is none
   */
  public static Enforcer named(String name) {
    return ALL.stream()
        .filter(enforcer -> enforcer.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                ProblemException.usage(
                    "unknown enforcer \"" + name + "\"",
                    "--enforcer",
                    "known are " + String.join(", ", names())));
  }
}
