package dev.netgen.generator.verify;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.generator.verify.docker.DockerEvaluation;
import dev.netgen.model.firewall.RuleSet;
import dev.netgen.model.format.RuleSetYaml;
import dev.netgen.model.graph.LinkKey;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.graph.PeerKind;
import dev.netgen.model.problem.ProblemException;
import dev.netgen.model.proof.Proof;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Proves companion rules against the graph: each link has a rule that lets its first packet
 * through, in either family where the peer is of both, and what else rules let through is listed.
 */
public final class NftablesVerifier implements Verifier {
  @Override
  public String target() {
    return "nftables";
  }

  @Override
  public Proof prove(GenerationRequest request, ImmutableList<GeneratedFile> files) {
    RuleSet known = description(files);
    GeneratedFile rules = file(files, known.project() + ".nft");
    return proof(request, known, rules.path(), rules.content(), homes(request, known.project()));
  }

  /** The file's services, in whose network namespaces they are; none where there is no file. */
  private static ImmutableMap<String, String> homes(GenerationRequest request, String project) {
    if (request.compose().isEmpty()) {
      return ImmutableMap.of();
    }
    GenerationRequest.ComposeSource file = request.compose().get();
    return DockerEvaluation.of(
            project,
            List.of(new DockerEvaluation.File(file.name(), file.text())),
            request.graph(),
            request.engine(),
            true)
        .homes();
  }

  /**
   * Proves a text of rules.
   *
   * @param known what describes it
   * @param name of the text, for messages
   * @param homes in whose network namespaces services are, see {@link DockerEvaluation#homes}
   */
  static Proof proof(
      GenerationRequest request,
      RuleSet known,
      String name,
      String text,
      ImmutableMap<String, String> homes) {
    Map<String, String> services = new HashMap<>();
    known.services().forEach((each, sets) -> sets.both().forEach(s -> services.put("@" + s, each)));
    NftJudge judge =
        new NftJudge(request, known.project(), services, homes, NftReader.read(name, text));
    List<LinkKey> allowed = new ArrayList<>();
    List<Proof.Denial> denied = new ArrayList<>();
    List<Proof.Denial> unjudged = new ArrayList<>();
    for (LinkKey link : request.graph().links().keySet()) {
      if (!isDocker(link.from()) && !isDocker(link.to())) {
        continue;
      }
      if (!request.decided(link)) {
        unjudged.add(new Proof.Denial(link, "an end belongs to nobody known"));
      } else if (judge.allows(link)) {
        allowed.add(link);
      } else {
        denied.add(new Proof.Denial(link, name + ": no rule lets it through"));
      }
    }
    return new Proof(
        "nftables",
        ImmutableList.copyOf(allowed),
        ImmutableList.copyOf(denied),
        judge.granted(),
        ImmutableList.copyOf(unjudged),
        ImmutableList.of());
  }

  private static RuleSet description(ImmutableList<GeneratedFile> files) {
    for (GeneratedFile file : files) {
      if (file.path().endsWith(RuleSetYaml.SUFFIX)) {
        return RuleSetYaml.parse(file.content(), file.path());
      }
    }
    throw ProblemException.input("no description of rules", "nftables", "report this as a defect");
  }

  private static GeneratedFile file(ImmutableList<GeneratedFile> files, String name) {
    return files.stream()
        .filter(file -> file.path().endsWith("/" + name))
        .findFirst()
        .orElseThrow(
            () -> ProblemException.input("no rules to prove", name, "report this as a defect"));
  }

  private static boolean isDocker(PeerId id) {
    return id.kind() == PeerKind.DOCKER;
  }
}
