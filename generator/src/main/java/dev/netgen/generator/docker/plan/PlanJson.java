package dev.netgen.generator.docker.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import dev.netgen.generator.docker.NetworkPlan;
import dev.netgen.generator.docker.plan.Step.Kind;
import dev.netgen.generator.target.GeneratedFile;
import java.util.Collection;
import java.util.List;

/** Steps as JSON, each with the command that it is. */
final class PlanJson {
  private static final String BRIDGE = "--opt=com.docker.network.bridge.";

  private PlanJson() {}

  static GeneratedFile of(ContainerPlan plan) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("comment", GeneratedFile.MARKER.substring(2));
    root.put("apiVersion", "netgen/v1");
    root.put("kind", "DockerPlan");
    ArrayNode networks = root.putArray("networks");
    plan.networks().networks().forEach(network -> networks.add(network(network)));
    steps(root.putArray("steps"), plan.steps());
    root.set("breaks", words(plan.broken()));
    steps(root.putArray("undo"), plan.undo());
    return new GeneratedFile("docker/plan.json", text(root));
  }

  private static String text(ObjectNode root) {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
    try {
      return JsonMapper.builder().build().writer(printer).writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts has no text", e);
    }
  }

  private static ObjectNode network(NetworkPlan.Network network) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", network.name());
    node.put("bridge", network.bridge());
    node.put("subnet", network.subnet().toString());
    network.subnet6().ifPresent(subnet -> node.put("subnet6", subnet.toString()));
    node.put("internal", network.internal());
    node.put("masquerade", network.masquerade());
    node.set("members", words(network.members()));
    node.set("for", words(network.reasons()));
    return node;
  }

  private static void steps(ArrayNode into, Collection<Step> steps) {
    int number = 0;
    for (Step step : steps) {
      ObjectNode node = into.addObject();
      node.put("step", ++number);
      node.put("kind", step.kind().word());
      node.put("network", step.network());
      if (!step.container().isEmpty()) {
        node.put("container", step.container());
      }
      node.set("arguments", words(arguments(step)));
      some(node, "for", step.reasons());
      some(node, "grants", step.grants());
      some(node, "closes", step.closes());
      some(node, "breaks", step.breaks());
    }
  }

  private static void some(ObjectNode node, String key, List<String> texts) {
    if (!texts.isEmpty()) {
      node.set(key, words(texts));
    }
  }

  private static ArrayNode words(Collection<String> texts) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    texts.forEach(list::add);
    return list;
  }

  /** The command, as its words. */
  private static ImmutableList<String> arguments(Step step) {
    ImmutableList.Builder<String> words =
        ImmutableList.<String>builder()
            .add("docker", "network", step.kind() == Kind.REMOVE ? "rm" : step.kind().word());
    List<String> options = step.options();
    if (step.kind() == Kind.CREATE) {
      words.add(
          "--driver=bridge",
          "--label=app=netgen",
          "--internal=" + options.get(1),
          "--subnet=" + options.get(0),
          BRIDGE + "name=" + options.get(2),
          BRIDGE + "enable_ip_masquerade=" + options.get(3));
      if (options.size() > 4) {
        words.add("--ipv6", "--subnet=" + options.get(4));
      }
    } else {
      words.addAll(options);
    }
    words.add("--", step.network());
    if (!step.container().isEmpty()) {
      words.add(step.container());
    }
    return words.build();
  }
}
