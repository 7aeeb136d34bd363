package dev.netgen.generator.docker;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.generator.docker.TalkGraph.Pair;
import dev.netgen.generator.target.Note;
import dev.netgen.generator.target.ShortName;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The networks a project gets: internal ones that services share exactly when they talk, and for
 * each service that publishes or needs the outside one of its own.
 *
 * @param networks sorted by name
 */
record NetworkPlan(ImmutableList<Network> networks) {
  private static final int NAME_LENGTH = 60;
  private static final int MOST_NAMED = 3;
  private static final int DEFAULT_POOLS = 30;

  /**
   * A network.
   *
   * @param internal whether it leads nowhere else
   * @param members services on it
   * @param reasons the links it is for and whatever else asks for it
   */
  record Network(
      String name,
      boolean internal,
      ImmutableSortedSet<String> members,
      ImmutableList<String> reasons) {}

  /** A network before it has a name. */
  private record Draft(boolean internal, ImmutableSortedSet<String> members) {
    String wantedName() {
      if (!internal) {
        return "netgen-out-" + members.first();
      }
      if (members.size() == 1) {
        return "netgen-only-" + members.first();
      }
      return members.size() <= MOST_NAMED
          ? "netgen-" + String.join("-", members)
          : "netgen-" + members.first() + "-and-" + (members.size() - 1) + "-more";
    }
  }

  /** Plans them. */
  static NetworkPlan of(TalkGraph talk, List<Note> notes) {
    List<Draft> drafts = shared(talk, notes);
    for (String service : talk.out().keySet()) {
      drafts.add(new Draft(false, ImmutableSortedSet.of(service)));
    }
    for (String service : talk.services()) {
      if (drafts.stream().noneMatch(draft -> draft.members().contains(service))) {
        drafts.add(new Draft(true, ImmutableSortedSet.of(service)));
      }
    }
    ImmutableMap<Draft, String> names =
        ShortName.assign(drafts, Draft::wantedName, ImmutableSet.of(), NAME_LENGTH);
    List<Network> networks = new ArrayList<>();
    for (Map.Entry<Draft, String> named : names.entrySet()) {
      Draft draft = named.getKey();
      networks.add(
          new Network(named.getValue(), draft.internal(), draft.members(), reasons(talk, draft)));
    }
    if (networks.size() > DEFAULT_POOLS) {
      notes.add(
          Note.attention(
              networks.size()
                  + " networks are more than an engine's default address pools hold: give it more"
                  + " (default-address-pools in daemon.json)"));
    }
    networks.sort(Comparator.comparing(Network::name));
    return new NetworkPlan(ImmutableList.copyOf(networks));
  }

  /** The networks of a service, sorted by name. */
  ImmutableList<Network> of(String service) {
    return networks.stream()
        .filter(network -> network.members().contains(service))
        .collect(ImmutableList.toImmutableList());
  }

  private static List<Draft> shared(TalkGraph talk, List<Note> notes) {
    ImmutableList<String> services = talk.services().asList();
    int[][] edges =
        talk.pairs().keySet().stream().map(pair -> edge(services, pair)).toArray(int[][]::new);
    CliqueCover.Cover cover = CliqueCover.of(services.size(), edges);
    if (cover.atLeast() < cover.cliques().size()) {
      notes.add(
          Note.info(
              cover.cliques().size()
                  + " shared networks were found where "
                  + cover.atLeast()
                  + " or more are needed: fewer might do"));
    }
    List<Draft> drafts = new ArrayList<>();
    for (BitSet clique : cover.cliques()) {
      drafts.add(
          new Draft(
              true,
              clique.stream()
                  .mapToObj(services::get)
                  .collect(ImmutableSortedSet.toImmutableSortedSet(String::compareTo))));
    }
    return drafts;
  }

  private static int[] edge(ImmutableList<String> services, Pair pair) {
    return new int[] {services.indexOf(pair.first()), services.indexOf(pair.second())};
  }

  private static ImmutableList<String> reasons(TalkGraph talk, Draft draft) {
    if (!draft.internal()) {
      return talk.out().getOrDefault(draft.members().first(), ImmutableSortedSet.of()).asList();
    }
    List<String> reasons = talk.reasons(draft.members());
    if (reasons.isEmpty()) {
      reasons.add("service " + draft.members().first() + " talked to nobody: alone here");
    }
    return ImmutableList.copyOf(reasons);
  }
}
