package dev.netgen.generator.nftables;

import com.google.common.collect.ImmutableList;
import dev.netgen.generator.docker.DockerPlan;
import dev.netgen.generator.docker.FixedAddresses;
import dev.netgen.generator.target.Emission;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.generator.target.Note;
import dev.netgen.generator.target.Target;
import dev.netgen.generator.target.YamlWriter;
import dev.netgen.model.engine.EngineFacts;
import dev.netgen.model.engine.Fact;
import dev.netgen.model.firewall.RuleSet;
import dev.netgen.model.format.RuleSetYaml;
import dev.netgen.model.graph.PeerKind;
import dev.netgen.model.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;

/**
 * Companion rules for the networks of the Compose target: {@code nftables/PROJECT.nft} drops,
 * {@code PROJECT.check.nft} counts, {@code PROJECT.ports.nft} ties addresses to ports of bridges,
 * {@code PROJECT.remove.nft} takes all away, and {@code PROJECT.enforce.yaml} tells {@code netgen
 * enforce} what to fill in.
 */
public final class NftablesTarget implements Target {
  private static final String FILLED =
      "load them with netgen enforce, which fills the sets of addresses; on networks made by"
          + " -t compose of the same graph, whose interfaces they name";
  private static final String FIXED =
      "load them with nft -f before the containers start; whoever else is given a service's fixed"
          + " address while it does not run has its rights, which netgen enforce --watch would see";

  private static final String OF_NO_PROJECT = ", which is not of this project";

  @Override
  public String name() {
    return "nftables";
  }

  @Override
  public boolean fits(GenerationRequest request) {
    return request.graph().peers().keySet().stream().anyMatch(id -> id.kind() == PeerKind.DOCKER);
  }

  @Override
  public boolean onlyByName() {
    return true;
  }

  @Override
  public Emission emit(GenerationRequest request) {
    requireProject(request);
    requireEngine(request.engine());
    List<Note> notes = new ArrayList<>();
    DockerPlan docker = DockerPlan.of(request, new ArrayList<>());
    docker
        .project()
        .leftOut()
        .forEach(id -> notes.add(Note.attention("no rules are made for " + id + OF_NO_PROJECT)));
    notes.addAll(docker.unconfined());
    FixedAddresses.check(request, docker);
    RulePlan plan = new RulePlanner(request, docker, notes).plan();
    SetNames names = new SetNames(plan.services());
    notes.add(Note.info(plan.fixed().isEmpty() ? FILLED : FIXED));
    return Emission.of(
        ImmutableList.of(
            RuleText.enforcing(plan, names),
            RuleText.checking(plan, names),
            new PortText(plan).file(),
            removal(plan),
            description(plan, names)),
        notes,
        plan.silent());
  }

  /** Rules tell containers by their service's label; networks of -t docker have no such. */
  private static void requireProject(GenerationRequest request) {
    if (request.graph().peers().keySet().stream()
        .noneMatch(id -> id.composeProject().isPresent())) {
      throw ProblemException.usage(
          "no rules are made for containers that run without Compose",
          "-t nftables",
          "make them services of a project (-t compose,nftables); -t docker alone gives them"
              + " networks, and its proof lists what those leave open");
    }
  }

  private static void requireEngine(EngineFacts engine) {
    if (!engine.bridgeNf().proved()) {
      boolean off = engine.bridgeNf() == Fact.FALSE;
      throw ProblemException.input(
          off
              ? "no rules can keep the members of a network apart"
              : "nothing tells whether rules can keep the members of a network apart",
          "bridge-nf-call-iptables is " + (off ? "off" : "not known") + " for this engine",
          off
              ? "load br_netfilter, set it to 1, and record anew"
              : "give a recording of that engine (--engine)");
    }
    if (!engine.filters()) {
      throw ProblemException.input(
          "nothing tells whether the engine's own rules hold beside these",
          "the firewall backend is not known for this engine",
          "give a recording of that engine (--engine)");
    }
  }

  private static GeneratedFile removal(RulePlan plan) {
    NftWriter nft =
        new NftWriter().comment(0, "Takes away all rules for Docker project " + plan.project());
    for (String family : List.of("inet", "bridge")) {
      nft.line(0, "table " + family + " " + plan.table())
          .line(0, "delete table " + family + " " + plan.table());
    }
    return new GeneratedFile("nftables/" + plan.project() + ".remove.nft", nft.text());
  }

  private static GeneratedFile description(RulePlan plan, SetNames names) {
    YamlWriter yaml =
        new YamlWriter()
            .line(0, "apiVersion: " + RuleSetYaml.VERSION)
            .line(0, "kind: " + RuleSetYaml.KIND)
            .line(0, "project: " + YamlWriter.quoted(plan.project()))
            .line(0, "table: " + YamlWriter.quoted(plan.table()))
            .line(0, "bridges:" + (plan.bridges().isEmpty() ? " []" : ""));
    plan.bridges().forEach(bridge -> yaml.line(1, "- " + YamlWriter.quoted(bridge)));
    yaml.line(0, "subnets:" + (plan.subnets().isEmpty() ? " []" : ""));
    plan.subnets().forEach(range -> yaml.line(1, "- " + YamlWriter.quoted(range.toString())));
    yaml.line(0, "services:" + (plan.services().isEmpty() ? " []" : ""));
    names.sets().forEach((service, sets) -> yaml.line(1, service(service, sets)));
    return new GeneratedFile("nftables/" + plan.project() + RuleSetYaml.SUFFIX, yaml.text());
  }

  private static String service(String service, RuleSet.Sets sets) {
    return "- {name: "
        + YamlWriter.quoted(service)
        + ", v4: "
        + YamlWriter.quoted(sets.v4())
        + ", v6: "
        + YamlWriter.quoted(sets.v6())
        + "}";
  }
}
