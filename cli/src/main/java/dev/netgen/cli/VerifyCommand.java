package dev.netgen.cli;

import com.google.common.collect.ImmutableList;
import dev.netgen.analyzer.Analysis;
import dev.netgen.analyzer.Observed;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.generator.verify.ComposeVerifier;
import dev.netgen.generator.verify.GivenCompose;
import dev.netgen.generator.verify.GivenPolicies;
import dev.netgen.generator.verify.PolicyVerification;
import dev.netgen.model.enforcer.Enforcers;
import dev.netgen.model.engine.EngineFacts;
import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.graph.GraphEvidence;
import dev.netgen.model.proof.Proof;
import dev.netgen.model.proof.Replay;
import dev.netgen.model.proof.Verification;
import dev.netgen.report.PlainLines;
import dev.netgen.report.ProofJson;
import dev.netgen.report.ProofMarkdown;
import dev.netgen.report.ProofText;
import dev.netgen.report.VerificationJson;
import dev.netgen.report.VerificationMarkdown;
import dev.netgen.report.VerificationText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code netgen verify}: policies against what was observed. */
@Command(
    name = "verify",
    description = {
      "Judge Kubernetes NetworkPolicies, or Compose files, by what was observed.",
      "Tells what was observed and would be denied, with a packet that shows it; what is allowed"
          + " and was not observed; policies that select nothing, rules without effect, and"
          + " workloads without policy. Exits 1 when anything observed would be denied or waits for"
          + " a decision, or a document could not be used."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  netgen verify graph.yaml policies/",
      "  netgen verify recording/ policies/ more.yaml --enforcer cilium --format md",
      "  netgen verify graph.yaml docker-compose.yaml override.yaml --engine recording/",
      "  netgen verify graph.yaml docker-compose.netgen.yaml shop.nft --engine recording/"
    })
final class VerifyCommand implements Callable<Integer> {
  /** How the answer is written. */
  enum Format {
    TEXT,
    JSON,
    MD;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Spec private CommandSpec spec;
  @Mixin private AnalysisOptions options;
  @Mixin private StrictOption strict;
  @Mixin private EngineOption engine;

  @Parameters(
      index = "0",
      paramLabel = "GRAPH",
      description = "A graph.yaml, or a recording or capture file, which is analyzed and replayed.")
  private Path graph;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "POLICIES",
      description =
          "Manifests: files, or folders with all .yaml, .yml and .json below them. Or Compose"
              + " files, and PROJECT.nft for the rules that are to hold beside them.")
  private List<Path> policies = new ArrayList<>();

  @Option(
      names = "--recording",
      paramLabel = "R",
      description = "Replay the flows of this recording, in the order of time; repeatable.")
  private List<Path> recordings = new ArrayList<>();

  @Option(
      names = "--evidence",
      paramLabel = "FILE",
      description = "The graph's evidence; default: NAME.evidence.json beside NAME.yaml.")
  private @Nullable Path evidence;

  @Option(
      names = "--enforcer",
      paramLabel = "NAME",
      defaultValue = "generic",
      description =
          "Who enforces the policies: generic, calico, cilium, ovn, aws, kube-router; default"
              + " ${DEFAULT-VALUE}.")
  private String enforcer;

  @Option(
      names = "--allow-unresolved",
      description = "Judge links with ends that belong to nobody known by their addresses.")
  private boolean allowUnresolved;

  @Option(
      names = {"-f", "--format"},
      defaultValue = "text",
      paramLabel = "FORMAT",
      description = "One of: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private Format format;

  @Override
  public Integer call() {
    GivenCompose compose = GivenCompose.of(policies);
    return compose.any() ? compose(compose) : kubernetes();
  }

  private int compose(GivenCompose given) {
    PrintWriter err = spec.commandLine().getErr();
    VerifyInput input = VerifyInput.of(graph, recordings, options, Optional.ofNullable(evidence));
    input.analyses().forEach(analysis -> AccountLines.print(analysis, err));
    Proof proof = new ComposeVerifier().proveGiven(request(input.graph(), input.evidence()), given);
    spec.commandLine()
        .getOut()
        .print(
            switch (format) {
              case TEXT -> ProofText.whole(proof);
              case JSON -> ProofJson.write(proof, input.graph(), input.evidence());
              case MD -> ProofMarkdown.write(proof);
            });
    return proof.holds() && !lost(input, err) ? 0 : 1;
  }

  private boolean lost(VerifyInput input, PrintWriter err) {
    boolean lost = false;
    for (Analysis analysis : input.analyses()) {
      lost |= strict.strictness().fails(analysis, err);
    }
    return lost;
  }

  private int kubernetes() {
    GivenPolicies given = GivenPolicies.read(policies);
    PrintWriter err = spec.commandLine().getErr();
    VerifyInput input = VerifyInput.of(graph, recordings, options, Optional.ofNullable(evidence));
    input.analyses().forEach(analysis -> AccountLines.print(analysis, err));
    given.broken().forEach(line -> err.println("not used: " + PlainLines.line(line)));
    given.notes().forEach(line -> err.println("note: " + PlainLines.line(line)));
    given
        .unknownNamespaces(input.graph())
        .ifPresent(line -> err.println("note: " + PlainLines.line(line)));
    PolicyVerification verification =
        new PolicyVerification(request(input.graph(), input.evidence()), given);
    Optional<Replay> replay = input.observed().map(observed -> replay(observed, given));
    Verification verified = verification.verify(replay);
    spec.commandLine().getOut().print(text(verified));
    boolean lost = lost(input, err);
    return verified.holds() && given.broken().isEmpty() && !lost ? 0 : 1;
  }

  /** Flows are judged among the peers of their own recording. */
  private Replay replay(Observed observed, GivenPolicies given) {
    return new PolicyVerification(
            request(observed.analysis().graph(), observed.analysis().evidence()), given)
        .replay(observed.traffic());
  }

  private GenerationRequest request(CommunicationGraph of, GraphEvidence rests) {
    return new GenerationRequest(of, rests, Optional.empty(), allowUnresolved)
        .withEnforcer(Enforcers.named(enforcer))
        .withEngine(facts());
  }

  private EngineFacts facts() {
    return engine.facts(ImmutableList.<Path>builder().add(graph).addAll(recordings).build());
  }

  private String text(Verification verification) {
    return switch (format) {
      case TEXT -> VerificationText.write(verification);
      case JSON -> VerificationJson.write(verification);
      case MD -> VerificationMarkdown.write(verification);
    };
  }
}
