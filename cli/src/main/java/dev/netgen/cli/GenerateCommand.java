package dev.netgen.cli;

import com.google.common.collect.ImmutableSet;
import dev.netgen.generator.GenerationResult;
import dev.netgen.generator.Generators;
import dev.netgen.generator.TargetResult;
import dev.netgen.generator.target.DecisionNeeded;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.model.format.Documents;
import dev.netgen.model.problem.ProblemException;
import dev.netgen.report.PlainLines;
import dev.netgen.report.ProofJson;
import dev.netgen.report.ProofText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code netgen generate}: a graph, or recordings, to policies with their proof. */
@Command(
    name = "generate",
    description = {
      "Write the tightest policies that allow the graph, and prove them.",
      "Recordings are analyzed first, and their graph is written beside the policies. Nothing is"
          + " written when an observed link would be denied.",
      "A namespace's default-deny is written only where all its workloads were observed in that"
          + " direction on each node they ran on; otherwise the silent ones are named and the exit"
          + " code is 1, unless netgen.yaml gives the reason (--decisions, section silent).",
      "A graph with --inventory of another cluster is told in its terms first: workloads by"
          + " namespace, kind and name with the labels and ports they have there, resolvers, nodes"
          + " and the API server by what they are. Nothing is written when a peer is not found."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  netgen generate recording/ -o policies/",
      "  netgen generate graph.yaml -t kubernetes --enforcer cilium -o - | kubectl apply -f -",
      "  netgen generate graph.yaml -t compose --compose docker-compose.yaml -o policies/",
      "  netgen generate graph.yaml -t docker --containers inspected.json -o policies/",
      "  netgen generate staging.yaml --inventory prod.json --decisions netgen.yaml -o policies/"
    })
final class GenerateCommand implements Callable<Integer> {
  private static final String COMPOSE = "compose";

  /** The words of targets that are no sets of Kubernetes objects. */
  static final ImmutableSet<String> DOCKER = ImmutableSet.of(COMPOSE, "nftables", "docker");

  private static final String PROOF_MARK = "\"target\"";
  private static final String NOTHING =
      "nothing was generated: see the links that are denied or undecided";
  private static final String SILENT =
      "not all is isolated: observe what is silent, give the reason in netgen.yaml (silent), or"
          + " leave the namespace alone (--exclude-namespace)";
  private static final String SILENT_SERVICES =
      "not all is isolated: observe what is silent, or give the reason in netgen.yaml (silent)";
  private static final int MAX_COMPOSE_BYTES = 4 << 20;

  @Spec private CommandSpec spec;
  @Mixin private AnalysisOptions options;
  @Mixin private StrictOption strict;
  @Mixin private EmissionOptions emission;
  @Mixin private ExistingPolicies existing;
  @Mixin private EngineOption engine;
  @Mixin private NetworkOptions networks;
  @Mixin private ContainersOption containers;
  @Mixin private RuleOptions rules;

  @Parameters(
      arity = "1..*",
      paramLabel = "INPUT",
      description = "One graph.yaml, or recordings and capture files.")
  private List<Path> inputs = new ArrayList<>();

  @Option(
      names = {"-t", "--target"},
      split = ",",
      paramLabel = "TARGET",
      description =
          "kubernetes, compose; default: those that fit the graph's peers. Only when named, and for"
              + " their own enforcer: cilium, calico, calico-staged, calico-staged-kubernetes"
              + " (docs/TARGETS.md). Only when named: nftables, rules beside the networks of"
              + " compose. For containers without Compose: docker, steps for what runs"
              + " (--containers).")
  private List<String> targets = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "DIR",
      description = "Where the policies go; - for one stream on standard output.")
  private Path output;

  @Option(
      names = "--compose",
      paramLabel = "FILE",
      description = "The Compose file to isolate; without it networks and memberships alone.")
  private @Nullable Path compose;

  @Option(
      names = "--evidence",
      paramLabel = "FILE",
      description = "The graph's evidence; default: NAME.evidence.json beside NAME.yaml.")
  private @Nullable Path evidence;

  @Option(
      names = "--allow-unresolved",
      description = "Go on though links have ends that belong to nobody known.")
  private boolean allowUnresolved;

  @Option(names = "--proof", paramLabel = "FILE", description = "Write the proofs as JSON as well.")
  private @Nullable Path proofFile;

  @Option(names = "--force", description = "Overwrite files that netgen did not write.")
  private boolean force;

  @Override
  public Integer call() {
    boolean stream = PolicyStream.isMeant(output);
    if (!stream) {
      PolicyFiles.refuseFile(output);
    }
    GenerationInput input = GenerationInput.of(inputs, options, Optional.ofNullable(evidence));
    if (input.unbound()) {
      input.printUnbound(spec.commandLine().getErr());
      return 1;
    }
    GenerationRequest request = request(input);
    try {
      return written(input, request, Generators.all().generate(request, targets), stream);
    } catch (DecisionNeeded choice) {
      PrintWriter err = spec.commandLine().getErr();
      err.println(choice.getMessage());
      choice.lines().forEach(line -> err.println(PlainLines.line(line)));
      return 1;
    }
  }

  private int written(
      GenerationInput input, GenerationRequest request, GenerationResult result, boolean stream) {
    refuseIdleCompose(result);
    Optional<ExistingPolicies.Union> union =
        existing.union(request, result, spec.commandLine().getErr());
    if (stream) {
      PolicyStream.check(result, emission.kustomize());
    }
    boolean holds = result.holds() && union.map(both -> both.proof().holds()).orElse(true);
    OutputFiles files = new OutputFiles(force);
    if (proofFile != null) {
      files.add(
          proofFile,
          proofs(input, result),
          text -> text.startsWith("[\n{") && text.contains(PROOF_MARK));
    }
    List<String> notes = holds && !stream ? plan(files, input, result) : List.of();
    files.write();
    if (stream && holds) {
      spec.commandLine().getOut().print(PolicyStream.text(result.targets().get(0)));
    }
    tell(input, result, union, holds ? notes : List.of(NOTHING));
    boolean fails = input.fails(strict.strictness(), spec.commandLine().getErr());
    boolean whole = result.whole() && union.map(ExistingPolicies.Union::whole).orElse(true);
    return holds && whole && !fails ? 0 : 1;
  }

  private void refuseIdleCompose(GenerationResult result) {
    if (compose != null
        && result.targets().stream().noneMatch(target -> DOCKER.contains(target.target()))) {
      throw ProblemException.usage(
          "--compose without the target " + COMPOSE,
          compose.toString(),
          "leave it out, or generate for a graph of a Compose project");
    }
    refuseIdleContainers(result);
  }

  private void refuseIdleContainers(GenerationResult result) {
    if (containers.given()
        && result.targets().stream().noneMatch(target -> target.target().equals("docker"))) {
      throw ProblemException.usage(
          "--containers without the target docker",
          "--containers",
          "leave it out, or generate for containers that run without Compose (-t docker)");
    }
  }

  /** Only once all is written: an error is one line, and no proof is shown of what is not there. */
  private void tell(
      GenerationInput input,
      GenerationResult result,
      Optional<ExistingPolicies.Union> union,
      List<String> notes) {
    PrintWriter err = spec.commandLine().getErr();
    input.printNotes(err);
    PrintWriter out = PolicyStream.isMeant(output) ? err : spec.commandLine().getOut();
    for (TargetResult target : result.targets()) {
      out.print(ProofText.write(target.proof()));
      target
          .notes()
          .forEach(note -> err.println(target.target() + ": " + PlainLines.line(note.text())));
      if (!target.silent().isEmpty()) {
        String advice = DOCKER.contains(target.target()) ? SILENT_SERVICES : SILENT;
        err.println(target.target() + ": " + advice);
      }
    }
    union.ifPresent(both -> existing.tell(both, result, out));
    notes.forEach(err::println);
  }

  private GenerationRequest request(GenerationInput input) {
    Path file = compose;
    Optional<GenerationRequest.ComposeSource> text =
        file == null
            ? Optional.empty()
            : Optional.of(
                new GenerationRequest.ComposeSource(
                    file.toString(), Documents.text(file, MAX_COMPOSE_BYTES)));
    GenerationRequest request =
        new GenerationRequest(input.graph(), input.evidence(), text, allowUnresolved);
    GenerationRequest running = containers.applied(emission.applied(request), inputs);
    return networks
        .applied(rules.applied(running), engine.recordings(inputs), options.decided())
        .withSilent(options.decided().silent())
        .withEngine(engine.facts(inputs));
  }

  /** One JSON array of all proofs. */
  private static String proofs(GenerationInput input, GenerationResult result) {
    return result.targets().stream()
        .map(
            target ->
                ProofJson.write(target.proof(), input.graph(), input.evidence()).stripTrailing())
        .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
  }

  private List<String> plan(OutputFiles files, GenerationInput input, GenerationResult result) {
    input.plan(files, output.resolve("graph.yaml"));
    return PolicyFiles.plan(files, output, result, emission.kustomize());
  }
}
