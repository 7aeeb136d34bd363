package dev.netgen.model.enforcer;

/**
 * What one enforcer does with policies of {@code networking.k8s.io/v1} where the API leaves it
 * open. Facts and nothing else: whoever writes policies and whoever judges them read the same
 * record and draw their own conclusions. Sources: docs/ENFORCERS.md, one line a fact.
 *
 * @param name the word for {@code --enforcer}
 * @param services what a rule for outgoing traffic sees of a Service; the API leaves it undefined
 * @param nodes how a rule names a node other than the pod's own; {@link Naming#RANGE} means that an
 *     {@code ipBlock} matches node addresses
 * @param apiServer how a rule names the API server
 * @param podsByRange whether an {@code ipBlock} matches addresses of pods
 * @param endPort whether {@code endPort} is honoured; otherwise {@code port} alone counts
 * @param namedPorts what a port's name in a rule stands for
 * @param ownerlessPods whether pods that no controller owns are isolated
 * @param allLabels whether selectors see every label of a pod; otherwise those that Cilium keeps in
 *     identities ({@link IdentityLabels})
 */
public record Enforcer(
    String name,
    ServiceView services,
    Naming nodes,
    Naming apiServer,
    boolean podsByRange,
    boolean endPort,
    NamedPorts namedPorts,
    boolean ownerlessPods,
    boolean allLabels) {

  /** Whether a selector of pods sees the label with this key. */
  public boolean selectsBy(String key) {
    return allLabels || IdentityLabels.keeps(key);
  }

  /** Whether an {@code ipBlock} matches addresses of nodes. */
  public boolean nodesByRange() {
    return nodes == Naming.RANGE;
  }

  /** Whether a rule needs the address of a Service besides the pods behind it. */
  public boolean seesServices() {
    return services == ServiceView.SERVICE_ADDRESS;
  }

  @Override
  public String toString() {
    return name;
  }
}
