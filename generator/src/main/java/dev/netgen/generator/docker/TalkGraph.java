package dev.netgen.generator.docker;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Sets;
import dev.netgen.generator.target.Note;
import dev.netgen.generator.target.YamlWriter;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.Link;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.problem.ProblemException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who must share a network with whom, and who needs a way out.
 *
 * @param services all services, sorted
 * @param pairs services that must share one, each pair once; with what asks for it
 * @param selves services whose replicas talk to one another, with what asks for it
 * @param out services that publish or need the outside, with what asks for it
 */
public record TalkGraph(
    ImmutableSortedSet<String> services,
    ImmutableSortedMap<Pair, ImmutableSortedSet<String>> pairs,
    ImmutableSortedMap<String, ImmutableSortedSet<String>> selves,
    ImmutableSortedMap<String, ImmutableSortedSet<String>> out) {

  /** Two services, the first the smaller. */
  public record Pair(String first, String second) implements Comparable<Pair> {
    static Pair of(String a, String b) {
      return a.compareTo(b) < 0 ? new Pair(a, b) : new Pair(b, a);
    }

    @Override
    public int compareTo(Pair other) {
      int byFirst = first.compareTo(other.first);
      return byFirst != 0 ? byFirst : second.compareTo(other.second);
    }
  }

  /** Puts one together. */
  static TalkGraph of(ComposeProject project, Optional<ComposeFile> file, List<Note> notes) {
    return new Maker(project, file, notes).make();
  }

  private static final class Maker {
    private final ComposeProject project;
    private final Optional<ComposeFile> file;
    private final List<Note> notes;
    private final TreeSet<String> services = new TreeSet<>();
    private final Map<Pair, Set<String>> pairs = new TreeMap<>();
    private final Map<String, Set<String>> selves = new TreeMap<>();
    private final Map<String, Set<String>> out = new TreeMap<>();

    Maker(ComposeProject project, Optional<ComposeFile> file, List<Note> notes) {
      this.project = project;
      this.file = file;
      this.notes = notes;
    }

    TalkGraph make() {
      services.addAll(
          file.isPresent() ? file.get().services().keySet() : project.services().keySet());
      project.inside().forEach(this::inside);
      project.outward().entries().forEach(entry -> outward(entry.getKey(), entry.getValue()));
      services.forEach(this::published);
      services.stream().filter(service -> !observed(service)).toList().forEach(this::keepReach);
      for (String missing : Sets.difference(project.services().keySet(), services)) {
        notes.add(Note.attention("service " + missing + " is not in the Compose file: left out"));
      }
      return new TalkGraph(
          ImmutableSortedSet.copyOf(services), frozen(pairs), frozen(selves), frozen(out));
    }

    private void inside(Link link) {
      String from = known(link.from().shortName(), link);
      String to = known(link.to().shortName(), link);
      if (from.equals(to)) {
        add(selves, from, YamlWriter.describe(link));
      } else {
        add(pairs, Pair.of(from, to), YamlWriter.describe(link));
      }
    }

    private void outward(String service, Link link) {
      add(out, known(service, link), YamlWriter.describe(link));
    }

    private String known(String service, Link link) {
      if (!services.contains(service)) {
        throw ProblemException.input(
            "service " + service + " has links and is not on a network of the Compose file",
            file.map(ComposeFile::name).orElse("the graph") + ", " + link.key(),
            "give the file the recording was made with");
      }
      return service;
    }

    private void published(String service) {
      if (file.isPresent()) {
        if (file.get().publishes(service)) {
          boolean seen = out.containsKey(service);
          add(out, service, "ports of service " + service + " are published by the Compose file");
          if (!seen) {
            notes.add(
                Note.attention("service " + service + " publishes ports nobody was seen using"));
          }
        }
      } else if (!peer(service).exposed().isEmpty() && !out.containsKey(service)) {
        notes.add(
            Note.attention(
                "service "
                    + service
                    + " publishes ports nobody was seen using: they get no network"));
      }
    }

    private Peer peer(String service) {
      Peer peer = project.services().get(service);
      return peer != null ? peer : Peer.named(PeerId.dockerService(project.name(), service));
    }

    /** Networks know no direction: only what was observed both ways may lose reach. */
    private boolean observed(String service) {
      return peer(service).observed().size() == Direction.values().length;
    }

    private void keepReach(String service) {
      Collection<String> own = original(service);
      String why =
          "service " + service + " was not observed in both directions: it keeps its reach";
      for (String other : services) {
        if (!other.equals(service) && original(other).stream().anyMatch(own::contains)) {
          add(pairs, Pair.of(service, other), why + " to " + other + " (granted, not observed)");
        }
      }
      if (file.isEmpty() || own.stream().anyMatch(file.get().open()::contains)) {
        add(out, service, why + " to the outside (granted, not observed)");
      }
      add(selves, service, why + " among its replicas (granted, not observed)");
      notes.add(Note.attention(why));
    }

    private Collection<String> original(String service) {
      if (file.isPresent()) {
        ComposeFile.Service found = file.get().services().get(service);
        return found == null ? List.of() : found.aliases().keySet();
      }
      return peer(service).networks();
    }

    private static <K> void add(Map<K, Set<String>> into, K key, String reason) {
      into.computeIfAbsent(key, k -> new TreeSet<>()).add(reason);
    }

    private static <K extends Comparable<K>>
        ImmutableSortedMap<K, ImmutableSortedSet<String>> frozen(Map<K, Set<String>> map) {
      ImmutableSortedMap.Builder<K, ImmutableSortedSet<String>> copy =
          ImmutableSortedMap.naturalOrder();
      map.forEach((key, reasons) -> copy.put(key, ImmutableSortedSet.copyOf(reasons)));
      return copy.buildOrThrow();
    }
  }

  /** What asks for a network of these members. */
  List<String> reasons(Collection<String> members) {
    List<String> reasons = new ArrayList<>();
    pairs.forEach(
        (pair, why) -> {
          if (members.contains(pair.first()) && members.contains(pair.second())) {
            reasons.addAll(why);
          }
        });
    selves.forEach(
        (service, why) -> {
          if (members.contains(service)) {
            reasons.addAll(why);
          }
        });
    return reasons;
  }
}
