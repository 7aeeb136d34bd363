package dev.netgen.generator.docker;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.Sets;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.generator.target.Note;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a graph makes of a Compose project: for every target that writes for Docker.
 *
 * @param project the project and its links
 * @param file the user's Compose file, where given
 * @param talk who must share a network with whom
 * @param networks the networks, sorted by name
 */
public record DockerPlan(
    ComposeProject project, Optional<ComposeFile> file, TalkGraph talk, NetworkPlan networks) {

  /**
   * Plans the networks of the request's one project.
   *
   * @param notes gets what the plan cannot say or should not hide
   * @throws dev.netgen.model.problem.ProblemException where it cannot be expressed
   */
  public static DockerPlan of(GenerationRequest request, List<Note> notes) {
    ComposeProject project = ComposeProject.of(request);
    project
        .leftOut()
        .forEach(
            id -> notes.add(Note.info(id + " is not of this project and has no link: left out")));
    Optional<ComposeFile> file = request.compose().map(ComposeFile::read);
    file.ifPresent(found -> found.refuseUnprovedIpv6(request.engine()));
    TalkGraph talk = TalkMaker.make(request, project, file, notes);
    NetworkPlan networks =
        NetworkPlan.of(
            project.name(),
            talk,
            service -> file.map(found -> found.replicas(service)).orElse(1L),
            file.map(found -> ImmutableSet.copyOf(found.networks().declared()))
                .orElse(ImmutableSet.of()),
            (members, internal) ->
                file.filter(found -> found.hasIpv6(members, internal)).isPresent(),
            (members, internal) ->
                file.map(found -> found.options(project.name(), members, internal))
                    .orElse(ImmutableSortedMap.of()),
            file.map(found -> found.avoided(request.docker())).orElse(request.docker()),
            notes);
    DockerPlan plan = new DockerPlan(project, file, talk, networks);
    plan.tellResolvers(notes);
    file.ifPresent(
        found -> {
          notes.addAll(found.networks().carried().notes());
          notes.addAll(new Mentions(found, project.name()).notes());
        });
    return plan;
  }

  /** The service in whose network namespace this one is: as a rule itself. */
  public String owner(String service) {
    return file.map(found -> found.owner(service)).orElse(service);
  }

  /** Whether the file puts this service on the host's network. */
  public boolean isOnHost(String service) {
    return file.filter(found -> found.onHost().contains(service)).isPresent();
  }

  /** Services of the file that no network and no rule holds, one line each. */
  public List<Note> unconfined() {
    return file.map(found -> new Unconfined(found).notes()).orElse(List.of());
  }

  /**
   * What an engine does with questions for outside names of containers whose resolver cannot be
   * reached: it waits. Nobody was seen asking, but nobody should wonder either.
   */
  private void tellResolvers(List<Note> notes) {
    List<String> cut =
        talk.services().stream().filter(service -> !talk.callers().contains(service)).toList();
    if (!cut.isEmpty()) {
      notes.add(
          Note.info(
              "no way to an outside resolver, and none seen used: "
                  + String.join(", ", cut)
                  + "; a look-up of an outside name fails there only after 5 s (engine 20.10)"));
    }
  }

  /**
   * Whether anything that the user's file allows is no longer allowed: a pair of services that
   * shared a network, a way out, a published port.
   */
  boolean isolates() {
    return file.isEmpty()
        || file.get().services().values().stream()
            .anyMatch(
                service ->
                    talk.publishing().changed(service.name()).isPresent() || parted(service));
  }

  private boolean parted(ComposeFile.Service itself) {
    String service = itself.name();
    Set<String> before = itself.aliases().keySet();
    Set<String> met = Sets.difference(before, file.orElseThrow().networks().carried().apart());
    boolean out = before.stream().anyMatch(file.orElseThrow().networks().open()::contains);
    if (out && !talk.callers().contains(service)) {
      return true;
    }
    return file.orElseThrow().services().values().stream()
        .filter(other -> !other.name().equals(service))
        .filter(other -> other.aliases().keySet().stream().anyMatch(met::contains))
        .anyMatch(other -> !talk.pairs().containsKey(TalkGraph.Pair.of(service, other.name())));
  }
}
