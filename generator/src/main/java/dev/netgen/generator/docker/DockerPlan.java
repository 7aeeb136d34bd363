package dev.netgen.generator.docker;

import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.generator.target.Note;
import java.util.List;
import java.util.Optional;

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
            (members, internal) ->
                file.filter(found -> found.hasIpv6(members, internal)).isPresent(),
            file.map(found -> found.avoided(request.docker())).orElse(request.docker()),
            notes);
    return new DockerPlan(project, file, talk, networks);
  }
}
