package dev.netgen.analyzer.scenarios;

import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.analyzer.Analysis;
import dev.netgen.analyzer.scenarios.Truth.Conversation;
import dev.netgen.analyzer.scenarios.Truth.Expected;
import dev.netgen.model.graph.Attempt;
import dev.netgen.model.graph.Link;
import dev.netgen.model.graph.LinkEvidence;
import dev.netgen.model.graph.LinkKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What an analysis made of a scenario, held against its truth.
 *
 * @param falseAllows links that are none
 * @param falseDenies links that were not found
 * @param otherFaults conversations counted wrongly, attempts not listed as what they were
 */
record Judgement(Set<LinkKey> falseAllows, Set<LinkKey> falseDenies, List<String> otherFaults) {

  static Judgement of(Truth truth, Analysis analysis) {
    return of(truth, truth.expected(), analysis);
  }

  /** The same, with these links instead of the truth's. */
  static Judgement of(Truth truth, List<Expected> links, Analysis analysis) {
    Set<LinkKey> found = new TreeSet<>(analysis.graph().links().keySet());
    List<String> faults = new ArrayList<>();
    for (Conversation tunnel : Truth.orEmpty(truth.tunnels())) {
      withoutTunnel(truth.key(tunnel), found, faults);
    }
    Set<LinkKey> said = new TreeSet<>();
    links.forEach(link -> said.add(link.key()));
    links.forEach(link -> count(link, analysis, faults));
    links.forEach(link -> spoken(link, analysis, faults));
    attempts(truth, analysis, faults);
    return new Judgement(without(found, said), without(said, found), List.copyOf(faults));
  }

  boolean right() {
    return falseAllows.isEmpty() && falseDenies.isEmpty() && otherFaults.isEmpty();
  }

  /** A tunnel may be a link, whichever of its ends is called the server, but only once. */
  private static void withoutTunnel(LinkKey tunnel, Set<LinkKey> found, List<String> faults) {
    LinkKey reverse = new LinkKey(tunnel.to(), tunnel.from(), tunnel.port());
    boolean forth = found.remove(tunnel);
    boolean back = found.remove(reverse);
    if (forth && back) {
      faults.add("twice: tunnel " + tunnel);
    }
  }

  private static Set<LinkKey> without(Set<LinkKey> all, Set<LinkKey> others) {
    Set<LinkKey> rest = new TreeSet<>(all);
    rest.removeAll(others);
    return rest;
  }

  private static void count(Expected link, Analysis analysis, List<String> faults) {
    LinkEvidence seen = analysis.evidence().links().get(link.key());
    if (seen != null) {
      differs("flows", link.flows(), seen.flows(), seen, faults);
      differs("bytes up", link.up(), seen.bytesUp(), seen, faults);
      differs("bytes down", link.down(), seen.bytesDown(), seen, faults);
    }
  }

  private static void spoken(Expected said, Analysis analysis, List<String> faults) {
    Link link = analysis.graph().links().get(said.key());
    LinkEvidence evidence = analysis.evidence().links().get(said.key());
    if (link == null || evidence == null) {
      return;
    }
    if (said.speaks() != null && !link.speaks().equals(Set.copyOf(said.speaks()))) {
      faults.add("speaks " + link.speaks() + " instead of " + said.speaks() + why(evidence));
    }
    if (said.encryption() != null && !link.encryption().word().equals(said.encryption())) {
      faults.add(link.encryption() + " instead of " + said.encryption() + why(evidence));
    }
    Set<String> notes = new TreeSet<>();
    link.notes().forEach(note -> notes.add(note.text()));
    if (said.notes() != null && !notes.equals(Set.copyOf(said.notes()))) {
      faults.add("notes " + notes + " instead of " + said.notes() + why(evidence));
    }
    facts(said, evidence, faults);
  }

  private static void facts(Expected said, LinkEvidence evidence, List<String> faults) {
    if (said.facts() == null) {
      return;
    }
    said.facts()
        .forEach(
            (name, value) -> {
              Set<String> seen = evidence.facts().getOrDefault(name, ImmutableSortedSet.of());
              if (!seen.contains(value)) {
                faults.add(name + " is " + seen + ", not " + value + ": " + evidence.key());
              }
            });
  }

  private static String why(LinkEvidence evidence) {
    return ": " + evidence.key() + " because " + evidence.encryptionBasis();
  }

  private static void differs(
      String what, @Nullable Long said, long counted, LinkEvidence seen, List<String> faults) {
    if (said != null && said != counted) {
      faults.add(counted + " " + what + " instead of " + said + ": " + seen.key());
    }
  }

  private static void attempts(Truth truth, Analysis analysis, List<String> faults) {
    TreeMap<LinkKey, TreeSet<String>> listed = new TreeMap<>();
    for (Attempt attempt : analysis.evidence().attempts()) {
      listed.computeIfAbsent(attempt.key(), key -> new TreeSet<>()).add(attempt.reason());
    }
    for (Conversation attempt : Truth.orEmpty(truth.attempts())) {
      LinkKey key = truth.key(attempt);
      Set<String> states = listed.getOrDefault(key, new TreeSet<>());
      if (!states.contains(attempt.state())) {
        faults.add("attempt " + key + " is " + states + ", not " + attempt.state());
      }
    }
  }
}
