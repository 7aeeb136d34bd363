package dev.netgen.generator.docker;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.generator.docker.YamlTree.Mapping;
import dev.netgen.generator.docker.YamlTree.Scalar;
import dev.netgen.generator.target.DockerSettings;
import dev.netgen.generator.target.GenerationRequest.ComposeSource;
import dev.netgen.generator.target.YamlWriter;
import dev.netgen.model.engine.EngineFacts;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.problem.ProblemException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The user's Compose file (Compose specification; files of version 2 and 3), read for what decides
 * reachability. What would leave networks netgen cannot see or replace is refused.
 *
 * @param name how the user named it
 * @param root the document
 * @param services those whose networks are to be replaced, by name
 * @param guests services that live in the network namespace of another, which is the value
 * @param onHost services that live in the host's
 * @param networks the file's networks
 */
public record ComposeFile(
    String name,
    Mapping root,
    ImmutableSortedMap<String, Service> services,
    ImmutableSortedMap<String, String> guests,
    ImmutableSortedSet<String> onHost,
    ComposeNetworks networks) {

  /**
   * A service.
   *
   * @param node its mapping
   * @param line where it stands
   * @param aliases further names on each of its networks, by network key
   * @param lost settings of its networks that cannot move to other networks, such as fixed
   *     addresses
   */
  public record Service(
      String name,
      Mapping node,
      int line,
      ImmutableSortedMap<String, ImmutableSortedSet<String>> aliases,
      ImmutableSortedSet<String> lost) {

    /** How many containers it has when it starts; more where a person scales it. */
    long replicas() {
      YamlTree scale =
          node.get("deploy") instanceof Mapping deploy && deploy.get("replicas") != null
              ? deploy.get("replicas")
              : node.get("scale");
      return scale instanceof Scalar number && number.text().matches("[0-9]{1,5}")
          ? Math.max(1, Long.parseLong(number.text()))
          : 1;
    }
  }

  static ComposeFile read(ComposeSource source) {
    return ComposeServices.read(source);
  }

  /** How many containers a service has; one where it is not in the file. */
  long replicas(String service) {
    Service found = services.get(service);
    return found == null ? 1 : found.replicas();
  }

  /** Whether the file has a service of this name, on networks or not. */
  boolean declares(String service) {
    return root.get("services") instanceof Mapping nodes && nodes.entries().containsKey(service);
  }

  /** The service whose network namespace this one uses: as a rule its own. */
  String owner(String service) {
    return guests.getOrDefault(service, service);
  }

  /** Settings that leave alone what the file's own networks have: they go when all is up. */
  DockerSettings avoided(DockerSettings settings) {
    Map<Cidr, String> taken = new HashMap<>(settings.taken());
    networks.subnets().forEach(range -> taken.putIfAbsent(range, "a network of the Compose file"));
    return settings.withTaken(taken);
  }

  /** What a network of these services keeps of the options of those they were on. */
  ImmutableSortedMap<String, String> options(
      String project, Collection<String> members, boolean internal) {
    List<ImmutableSortedSet<String>> before = new ArrayList<>();
    for (String member : members) {
      Service service = services.get(member);
      if (service != null) {
        before.add(service.aliases().keySet());
      }
    }
    return networks.carried().of(project, before, internal);
  }

  /** Whether these services had IPv6 in common: towards the outside, or among themselves. */
  boolean hasIpv6(Collection<String> members, boolean internal) {
    return networks.v6().keySet().stream()
        .filter(network -> internal || networks.open().contains(network))
        .anyMatch(
            network ->
                members.stream()
                    .allMatch(
                        member ->
                            services.containsKey(member)
                                && services.get(member).aliases().containsKey(network)));
  }

  /** Refuses IPv6 where nothing proves that the engine isolates it. */
  void refuseUnprovedIpv6(EngineFacts engine) {
    if (!networks.v6().isEmpty() && !engine.isolatesIpv6()) {
      Map.Entry<String, Integer> first = networks.v6().entrySet().iterator().next();
      throw problem(
          name,
          first.getValue(),
          "network " + first.getKey() + " enables IPv6, which nothing proves the engine isolates",
          "give a recording of an engine that keeps rules for IPv6 (--engine; dockerd --ip6tables),"
              + " or take enable_ipv6 out");
    }
  }

  /** A problem at a line of the file; the line is left out where it is 0. */
  static ProblemException problem(String file, int line, String what, String advice) {
    String where = line == 0 ? file : file + " line " + line;
    return ProblemException.input(YamlWriter.printable(what), where, advice);
  }
}
