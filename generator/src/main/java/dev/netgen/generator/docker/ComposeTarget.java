package dev.netgen.generator.docker;

import com.google.common.collect.ImmutableList;
import dev.netgen.generator.target.Emission;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.generator.target.Note;
import dev.netgen.generator.target.Target;
import dev.netgen.model.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Docker Compose networks. With the user's file {@code compose/docker-compose.netgen.yaml}
 * (complete, for docker-compose 1.29) and {@code compose/compose.netgen.override.yaml} (for current
 * Compose); without it {@code compose/networks.netgen.yaml}.
 */
public final class ComposeTarget implements Target {
  @Override
  public String name() {
    return "compose";
  }

  @Override
  public boolean fits(GenerationRequest request) {
    return request.graph().peers().keySet().stream()
        .anyMatch(id -> id.composeProject().isPresent());
  }

  @Override
  public Emission emit(GenerationRequest request) {
    List<Note> notes = new ArrayList<>();
    DockerPlan plan = DockerPlan.of(request, notes);
    Optional<ComposeFile> file = plan.file();
    if (!plan.isolates()) {
      throw ProblemException.input(
          "networks would isolate nothing",
          file.map(ComposeFile::name).orElse(""),
          "each service needs, or was not observed enough to lose, all it can reach: record longer,"
              + " from the start of the containers");
    }
    NetworkPlan networks = plan.networks();
    FullNames names = FullNames.of(request, plan);
    Attachments attachments =
        new Attachments(file, networks, request.docker().fixedAddresses(), names);
    FixedAddresses.check(request, plan);
    notes.addAll(attachments.notes());
    notes.addAll(names.notes());
    notes.addAll(plan.unconfined());
    ImmutableList.Builder<GeneratedFile> files = ImmutableList.builder();
    if (file.isPresent()) {
      files.add(new ComposeText(plan, attachments).complete(file.get()));
      files.add(new ComposeText(plan, attachments).override(file.get()));
    } else {
      files.add(new ComposeText(plan, attachments).memberships(plan.talk().services()));
    }
    return Emission.of(files.build(), notes);
  }
}
