package dev.netgen.generator.docker.plan;

import com.google.common.collect.ImmutableList;
import dev.netgen.generator.docker.NetworkPlan;
import dev.netgen.generator.docker.TalkGraph;
import dev.netgen.generator.docker.Unconfined;
import dev.netgen.generator.docker.plan.Running.Container;
import dev.netgen.generator.docker.plan.Running.Network;
import dev.netgen.generator.target.DockerSettings;
import dev.netgen.generator.target.Emission;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.generator.target.Note;
import dev.netgen.generator.target.Target;
import dev.netgen.model.graph.PeerKind;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.problem.ProblemException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Networks for containers that run without Compose: {@code docker/plan.json} tells every step,
 * {@code docker/apply.sh} takes them, {@code docker/undo.sh} takes them back.
 */
public final class DockerTarget implements Target {
  @Override
  public String name() {
    return "docker";
  }

  @Override
  public boolean fits(GenerationRequest request) {
    return request.compose().isEmpty()
        && request.graph().peers().keySet().stream().anyMatch(Crew::isBare);
  }

  /** What runs is to be known, and to be all there is: a cluster's nodes may be containers. */
  @Override
  public boolean onlyByName(GenerationRequest request) {
    return request.running().isEmpty()
        || request.graph().peers().keySet().stream()
            .anyMatch(id -> id.kind() == PeerKind.KUBERNETES || id.composeProject().isPresent());
  }

  @Override
  public Emission emit(GenerationRequest request) {
    if (request.running().isEmpty()) {
      throw ProblemException.usage(
          "a plan needs what runs now",
          "-t docker",
          "give the output of docker inspect of all containers and of docker network inspect of all"
              + " networks (--containers), or a recording");
    }
    List<Note> notes = new ArrayList<>();
    Running running = RunningReader.read(request.running());
    Crew crew = Crew.of(request, running, notes);
    TalkGraph talk = ContainerTalk.of(crew, notes);
    NetworkPlan networks =
        NetworkPlan.ofContainers(
            talk,
            (members, internal) -> hasIpv6(crew, members, internal),
            avoiding(request.docker(), running),
            notes);
    ContainerPlan plan = Planner.plan(crew, networks);
    tell(plan, notes);
    return Emission.of(
        ImmutableList.of(PlanJson.of(plan), PlanScript.apply(plan), PlanScript.undo(plan)), notes);
  }

  private static boolean hasIpv6(Crew crew, Collection<String> members, boolean internal) {
    return crew.running().networks().values().stream()
        .filter(Network::ipv6)
        .filter(network -> internal || !network.internal())
        .anyMatch(
            network ->
                members.stream()
                    .allMatch(m -> crew.member(m).networks().containsKey(network.name())));
  }

  /** What is there stays where it is; networks of an earlier plan keep what they have. */
  private static DockerSettings avoiding(DockerSettings settings, Running running) {
    Map<Cidr, String> taken = new HashMap<>(settings.taken());
    TreeSet<Cidr> planned = new TreeSet<>();
    for (Network network : running.networks().values()) {
      boolean ours =
          network.name().startsWith("netgen-")
              && network.bridge().filter(bridge -> bridge.startsWith("ng-")).isPresent();
      if (ours) {
        planned.addAll(network.subnets());
      } else {
        network
            .subnets()
            .forEach(range -> taken.put(range, "the Docker network " + network.name()));
      }
    }
    taken.keySet().removeAll(planned);
    return settings.withTaken(taken);
  }

  private static void tell(ContainerPlan plan, List<Note> notes) {
    if (plan.steps().isEmpty()) {
      notes.add(Note.info("nothing to do: all containers are on these networks alone"));
    }
    TreeSet<String> broken = plan.broken();
    if (!broken.isEmpty()) {
      notes.add(
          Note.attention(
              "established connections of these links end when a container leaves a network or its"
                  + " way out moves, new ones succeed after every step: "
                  + String.join("; ", broken)));
    }
    notes.add(
        Note.info(
            "names go along, addresses do not: a client that calls an address, or keeps the one it"
                + " once got for a name, has to look it up again"));
    plan.crew().members().values().forEach(each -> tell(plan, each, notes));
    leftOver(plan, notes);
  }

  private static void leftOver(ContainerPlan plan, List<Note> notes) {
    plan.crew().running().networks().values().stream()
        .filter(n -> n.name().startsWith("netgen-") && !isPlanned(plan, n.name()))
        .filter(n -> n.bridge().filter(bridge -> bridge.startsWith("ng-")).isPresent())
        .forEach(
            n ->
                notes.add(
                    Note.info(
                        "network "
                            + n.name()
                            + " of an earlier plan is not needed: docker network rm once nobody is"
                            + " on it")));
  }

  private static void tell(ContainerPlan plan, Container each, List<Note> notes) {
    each.unconfined().ifPresent(why -> notes.add(Unconfined.note("container " + each.name(), why)));
    int networks = plan.networks().of(each.name()).size();
    boolean out = plan.networks().of(each.name()).stream().anyMatch(network -> !network.internal());
    if (networks > 1 && each.forwards()) {
      notes.add(
          Note.attention(
              "container "
                  + each.name()
                  + " is on several networks and forwards between them: net.ipv4.ip_forward of a"
                  + " running container cannot be set, run it again with --sysctl"
                  + " net.ipv4.ip_forward=0"));
    }
    if (!out && each.networks().keySet().stream().anyMatch(plan.crew().running()::isOpen)) {
      notes.add(
          Note.info(
              "container "
                  + each.name()
                  + " has no way out: its look-ups of outside names may take five seconds to"
                  + " fail"));
    }
  }

  private static boolean isPlanned(ContainerPlan plan, String name) {
    return plan.networks().networks().stream().anyMatch(network -> network.name().equals(name));
  }
}
