package dev.netgen.generator.docker;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSetMultimap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.generator.target.Note;
import dev.netgen.model.graph.Link;
import dev.netgen.model.graph.LinkEvidence;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Names of the form {@code NAME.NETWORK}, which an engine's resolver knows as well and which end
 * with the network: those a client was seen to say to a server go along as aliases.
 */
final class FullNames {
  /** What clients say of whom they mean (RFC 9110 section 7.2, RFC 6066 section 3). */
  private static final ImmutableList<String> SAID = ImmutableList.of("http.host", "tls.sni");

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,250}");

  private final ImmutableSetMultimap<Ends, String> byEnds;
  private final ImmutableSortedSet<String> all;

  /** A client's and a server's service. */
  private record Ends(String client, String server) {}

  private FullNames(ImmutableSetMultimap<Ends, String> byEnds) {
    this.byEnds = byEnds;
    this.all = ImmutableSortedSet.copyOf(byEnds.values());
  }

  /** Those of a plan's links. */
  static FullNames of(GenerationRequest request, DockerPlan plan) {
    ImmutableSetMultimap.Builder<Ends, String> found = ImmutableSetMultimap.builder();
    for (Link link : plan.project().inside()) {
      LinkEvidence seen = request.evidence().links().get(link.key());
      if (seen != null && !link.from().equals(link.to())) {
        SortedSet<String> networks = networks(request, plan, link.to());
        for (String fact : SAID) {
          for (String said : seen.facts().getOrDefault(fact, ImmutableSortedSet.of())) {
            String name = host(said);
            if (networks.stream().anyMatch(network -> isOn(name, network))) {
              String from = plan.owner(link.from().shortName());
              found.put(new Ends(from, plan.owner(link.to().shortName())), name);
            }
          }
        }
      }
    }
    return new FullNames(found.build());
  }

  private static SortedSet<String> networks(
      GenerationRequest request, DockerPlan plan, PeerId server) {
    Peer peer = request.graph().peers().get(server);
    TreeSet<String> networks = new TreeSet<>();
    if (peer != null) {
      networks.addAll(peer.networks());
    }
    plan.file()
        .map(file -> file.services().get(plan.owner(server.shortName())))
        .ifPresent(
            service ->
                service
                    .aliases()
                    .keySet()
                    .forEach(
                        key ->
                            networks.add(
                                plan.file()
                                    .orElseThrow()
                                    .networks()
                                    .carried()
                                    .engineName(plan.project().name(), key))));
    return networks;
  }

  /** What was said without the port. */
  private static String host(String said) {
    int colon = said.indexOf(':');
    return (colon < 0 ? said : said.substring(0, colon)).toLowerCase(Locale.ROOT);
  }

  private static boolean isOn(String name, String network) {
    String suffix = "." + network.toLowerCase(Locale.ROOT);
    return name.length() > suffix.length() && name.endsWith(suffix) && NAME.matcher(name).matches();
  }

  /** What this client calls that server, with a network's name in it. */
  ImmutableSortedSet<String> of(String client, String server) {
    return ImmutableSortedSet.copyOf(byEnds.get(new Ends(client, server)));
  }

  /** That they are kept. */
  List<Note> notes() {
    List<Note> notes = new ArrayList<>();
    if (!all.isEmpty()) {
      notes.add(
          Note.info(
              "names with a network's name in them were used and go along as aliases: "
                  + String.join(", ", all)));
    }
    return notes;
  }
}
