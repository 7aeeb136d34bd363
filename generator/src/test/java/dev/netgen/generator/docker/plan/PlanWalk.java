package dev.netgen.generator.docker.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A plain engine that does what {@code plan.json} says: who is on which network under which names.
 * It knows nothing of how plans are made, nor of how they are proved.
 */
final class PlanWalk {
  /** By network, by container: its names there. */
  private final Map<String, Map<String, Set<String>>> state = new TreeMap<>();

  /** By network, by container: what it alone calls others, name to container. */
  private final Map<String, Map<String, Map<String, String>>> links = new TreeMap<>();

  PlanWalk(String dump) {
    for (JsonNode array : arrays(dump)) {
      for (JsonNode each : array) {
        if (each.has("NetworkSettings")) {
          String name = each.path("Name").asText().substring(1);
          for (Map.Entry<String, JsonNode> on :
              each.path("NetworkSettings").path("Networks").properties()) {
            List<String> aliases = new ArrayList<>();
            on.getValue()
                .path("Aliases")
                .forEach(alias -> aliases.add("--alias=" + alias.asText()));
            on.getValue().path("Links").forEach(link -> aliases.add("--link=" + link.asText()));
            join(on.getKey(), name, aliases);
          }
        } else {
          state.computeIfAbsent(each.path("Name").asText(), absent -> new TreeMap<>());
        }
      }
    }
  }

  private static List<JsonNode> arrays(String dump) {
    List<JsonNode> arrays = new ArrayList<>();
    try (var parser = new JsonMapper().createParser(dump)) {
      while (parser.nextToken() != null) {
        arrays.add(new JsonMapper().readTree(parser));
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return arrays;
  }

  static JsonNode json(String plan) {
    try {
      return new JsonMapper().readTree(plan);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Does one command; an engine would refuse what this refuses. */
  void take(JsonNode step) {
    List<String> words = new ArrayList<>();
    step.path("arguments").forEach(word -> words.add(word.asText()));
    assertThat(words.subList(0, 2)).containsExactly("docker", "network");
    int end = words.indexOf("--");
    List<String> options = words.subList(3, end);
    String network = words.get(end + 1);
    switch (words.get(2)) {
      case "create" ->
          assertThat(state.put(network, new TreeMap<>())).as("%s is new", network).isNull();
      case "connect" -> {
        assertThat(state).containsKey(network);
        join(network, words.get(end + 2), options);
      }
      case "disconnect" -> {
        assertThat(state.get(network).remove(words.get(end + 2))).isNotNull();
        links.getOrDefault(network, new TreeMap<>()).remove(words.get(end + 2));
      }
      case "rm" -> assertThat(state.remove(network)).as(network).isEmpty();
      default -> throw new AssertionError(words);
    }
  }

  private void join(String network, String container, List<String> options) {
    Set<String> names = new TreeSet<>(Set.of(container, DumpSketch.id(container).substring(0, 12)));
    for (String option : options) {
      String value = option.substring(option.indexOf('=') + 1);
      if (option.startsWith("--alias=")) {
        names.add(value);
      } else if (option.startsWith("--link=")) {
        links
            .computeIfAbsent(network, absent -> new TreeMap<>())
            .computeIfAbsent(container, absent -> new TreeMap<>())
            .put(value.substring(value.indexOf(':') + 1), value.substring(0, value.indexOf(':')));
      }
    }
    assertThat(state.computeIfAbsent(network, absent -> new TreeMap<>()).put(container, names))
        .as("%s joins %s once", container, network)
        .isNull();
  }

  /** Whom a container finds by a name: all that any of its networks may answer. */
  Set<String> find(String client, String name) {
    Set<String> found = new TreeSet<>();
    state.forEach(
        (network, members) -> {
          if (members.containsKey(client) && !network.equals("bridge")) {
            members.forEach(
                (member, names) -> {
                  if (names.contains(name)) {
                    found.add(member);
                  }
                });
            String linked =
                links
                    .getOrDefault(network, Map.of())
                    .getOrDefault(client, Map.of())
                    .getOrDefault(name, "");
            if (members.containsKey(linked)) {
              found.add(linked);
            }
          }
        });
    return found;
  }

  /** Every name by which a client finds a server. */
  Set<String> names(String client, String server) {
    Set<String> all = new TreeSet<>();
    state.values().forEach(members -> members.values().forEach(all::addAll));
    links.values().forEach(by -> by.getOrDefault(client, Map.of()).keySet().forEach(all::add));
    all.removeIf(name -> !find(client, name).contains(server));
    return all;
  }

  boolean meet(String one, String other) {
    return state.values().stream().anyMatch(m -> m.containsKey(one) && m.containsKey(other));
  }

  /** All there is, as text. */
  String picture() {
    Map<String, Map<String, Map<String, String>>> some = new TreeMap<>(links);
    some.values().removeIf(Map::isEmpty);
    return state + " " + some;
  }
}
