package dev.netgen.generator.packets;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSetMultimap;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.model.net.Port;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Worlds written by hand, for what netgen does not emit. Their first document tells pods, labels of
 * namespaces, addresses outside, ports to try, and some connections that are open or closed by the
 * API's documentation; the others are policies.
 */
final class WrittenWorlds {
  /** A file of the resources each. */
  static final ImmutableList<String> NAMES =
      ImmutableList.of(
          "defaults", "selectors", "blocks", "ports", "named-ports", "adding-up", "sctp");

  private static final String END = "\n---\n";

  private WrittenWorlds() {}

  static ImmutableList<PodWorld> all() throws IOException {
    ImmutableList.Builder<PodWorld> worlds = ImmutableList.builder();
    for (String name : NAMES) {
      try (InputStream file =
          WrittenWorlds.class.getResourceAsStream("/packets/" + name + ".yaml")) {
        if (file == null) {
          throw new IOException("no " + name + ".yaml among the resources");
        }
        worlds.add(world(name, new String(file.readAllBytes(), UTF_8)));
      }
    }
    return worlds.build();
  }

  private static PodWorld world(String name, String text) {
    int end = text.indexOf(END);
    Map<?, ?> head =
        new Yaml(new SafeConstructor(new LoaderOptions())).load(text.substring(0, end));
    String policies = GeneratedFile.MARKER + "\n" + text.substring(end + END.length());
    ImmutableMap.Builder<String, Boolean> known = ImmutableMap.builder();
    PolicyTree.list(head.get("open")).forEach(row -> known.put((String) row, true));
    PolicyTree.list(head.get("closed")).forEach(row -> known.put((String) row, false));
    return PodWorld.of(
            name,
            PolicyTree.list(head.get("pods")).stream().map(pod -> pod(pod, head)).toList(),
            texts(head.get("outside")),
            List.of(new GeneratedFile(name + ".yaml", policies)),
            texts(head.get("ports")).stream().map(Port::parse).toList())
        .withKnown(known.buildOrThrow());
  }

  private static Host pod(Object tree, Map<?, ?> head) {
    Map<?, ?> pod = PolicyTree.map(tree);
    String namespace = (String) pod.get("namespace");
    ImmutableSetMultimap.Builder<String, Port> ports = ImmutableSetMultimap.builder();
    PolicyTree.map(pod.get("ports"))
        .forEach(
            (port, numbers) ->
                texts(numbers).forEach(number -> ports.put((String) port, Port.parse(number))));
    return Host.pod((String) pod.get("name"), namespace, labels(pod.get("labels")))
        .withNamespaceLabels(labels(PolicyTree.map(head.get("namespaces")).get(namespace)))
        .withPorts(ports.build());
  }

  private static ImmutableMap<String, String> labels(Object tree) {
    return PolicyTree.map(tree).entrySet().stream()
        .collect(ImmutableMap.toImmutableMap(e -> (String) e.getKey(), e -> (String) e.getValue()));
  }

  private static List<String> texts(Object tree) {
    return PolicyTree.list(tree).stream().map(each -> (String) each).collect(Collectors.toList());
  }
}
