package dev.netgen.generator.verify.docker;

import dev.netgen.generator.TargetResult;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.generator.verify.docker.LiveProject.Container;
import dev.netgen.model.firewall.RuleSet;
import dev.netgen.model.format.RuleSetYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Companion rules on a host, their sets filled with what runs. */
final class LiveRules {
  private final LiveEngine engine;
  private final TargetResult rules;
  private final RuleSet known;

  LiveRules(LiveEngine engine, TargetResult rules) {
    this.engine = engine;
    this.rules = rules;
    GeneratedFile description = file(RuleSetYaml.SUFFIX);
    this.known = RuleSetYaml.parse(description.content(), description.path());
  }

  /** Loads them for these containers. */
  void load(LiveProject live) throws IOException, InterruptedException {
    StringBuilder text = new StringBuilder(file("/" + known.project() + ".nft").content());
    for (Container container : live.containers()) {
      RuleSet.Sets sets = known.services().get(container.service());
      if (sets != null) {
        container
            .addresses()
            .forEach(
                (network, addresses) ->
                    addresses.forEach(
                        address -> {
                          boolean v6 = address.contains(":");
                          add(text, v6 ? sets.v6() : sets.v4(), address);
                          String bridge = live.bridges().get(network);
                          add(text, v6 ? "here6" : "here4", "\"" + bridge + "\" . " + address);
                        }));
      }
    }
    run(text.toString());
  }

  private void add(StringBuilder text, String set, String element) {
    text.append("add element inet ").append(known.table()).append(' ').append(set);
    text.append(" { ").append(element).append(" }\n");
  }

  /** Takes them away by their own text. */
  void remove() throws IOException, InterruptedException {
    run(file(".remove.nft").content());
  }

  private void run(String text) throws IOException, InterruptedException {
    Path file = Files.writeString(engine.folder().resolve("rules.nft"), text);
    engine.onHost("nft", "-f", file.toString());
  }

  private GeneratedFile file(String end) {
    return rules.files().stream()
        .filter(each -> each.path().endsWith(end))
        .findFirst()
        .orElseThrow();
  }
}
