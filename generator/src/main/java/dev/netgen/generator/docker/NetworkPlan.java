package dev.netgen.generator.docker;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.hash.Hashing;
import dev.netgen.generator.docker.TalkGraph.Pair;
import dev.netgen.generator.target.DockerSettings;
import dev.netgen.generator.target.Note;
import dev.netgen.generator.target.ShortName;
import dev.netgen.model.net.Cidr;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.ToLongFunction;

/**
 * The networks a project gets: internal ones that services share exactly when they talk, and for
 * each service that publishes or needs the outside one of its own.
 *
 * @param networks sorted by name
 * @param byService the networks of each service, sorted by name
 */
public record NetworkPlan(
    ImmutableList<Network> networks, ImmutableListMultimap<String, Network> byService) {
  /** The option of the bridge driver that names the interface. */
  static final String BRIDGE_OPTION = "com.docker.network.bridge.name";

  private static final int NAME_LENGTH = 60;
  private static final int MOST_NAMED = 3;

  /** With its prefix as long as the name of an interface may be (IFNAMSIZ less one). */
  private static final int BRIDGE_HASH = 12;

  /**
   * A network.
   *
   * @param name its key in Compose files; the engine's name is {@code PROJECT_name}
   * @param bridge the interface of the host that it is (com.docker.network.bridge.name)
   * @param subnet its addresses; overlaps with no other network's
   * @param subnet6 its IPv6 addresses, where it has any
   * @param internal whether it leads nowhere else
   * @param masquerade whether what its members send leaves under the host's address, so that
   *     answers come back; no matter where it is internal
   * @param options further ones of the bridge driver
   * @param members services on it
   * @param reasons the links it is for and whatever else asks for it
   */
  public record Network(
      String name,
      String bridge,
      Cidr subnet,
      Optional<Cidr> subnet6,
      boolean internal,
      boolean masquerade,
      ImmutableSortedMap<String, String> options,
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

  /**
   * Plans them.
   *
   * @param project the Compose project
   * @param replicas how many containers a service has
   * @param taken names that no network may have, in lower case
   * @param ipv6 whether a network of these members has IPv6, internal or not
   * @param options the driver's further options for a network of these members, internal or not
   */
  static NetworkPlan of(
      String project,
      TalkGraph talk,
      ToLongFunction<String> replicas,
      ImmutableSet<String> taken,
      BiPredicate<Collection<String>, Boolean> ipv6,
      BiFunction<Collection<String>, Boolean, ImmutableSortedMap<String, String>> options,
      DockerSettings settings,
      List<Note> notes) {
    List<Draft> drafts = drafts(talk, notes);
    ImmutableMap<Draft, String> names =
        ShortName.assign(drafts, Draft::wantedName, taken, NAME_LENGTH);
    Map<Draft, Subnets.Wish> wishes = new LinkedHashMap<>();
    for (Draft draft : drafts) {
      long containers = draft.members().stream().mapToLong(replicas).sum();
      wishes.put(
          draft, new Subnets.Wish(project + "/" + names.get(draft), Subnets.prefixFor(containers)));
    }
    ImmutableMap<Subnets.Wish, Cidr> subnets =
        Subnets.assign(settings, ImmutableList.copyOf(wishes.values()));
    List<Network> networks = new ArrayList<>();
    wishes.forEach(
        (draft, wish) -> {
          Cidr subnet = Objects.requireNonNull(subnets.get(wish));
          boolean v6 = ipv6.test(draft.members(), draft.internal());
          networks.add(
              new Network(
                  Objects.requireNonNull(names.get(draft)),
                  bridge(wish.key()),
                  subnet,
                  v6 ? Optional.of(Subnets.ipv6(settings, project, subnet)) : Optional.empty(),
                  draft.internal(),
                  !draft.internal() && talk.callers().contains(draft.members().first()),
                  options.apply(draft.members(), draft.internal()),
                  draft.members(),
                  reasons(talk, draft)));
        });
    settings.most().ifPresent(most -> NetworkBudget.check(networks, most));
    return of(networks);
  }

  private static NetworkPlan of(List<Network> networks) {
    ImmutableList<Network> sorted =
        ImmutableList.sortedCopyOf(Comparator.comparing(Network::name), networks);
    ImmutableListMultimap.Builder<String, Network> byService = ImmutableListMultimap.builder();
    sorted.forEach(network -> network.members().forEach(m -> byService.put(m, network)));
    return new NetworkPlan(sorted, byService.build());
  }

  /**
   * Plans them for containers of no project, each of which is a service of its own.
   *
   * @param ipv6 whether a network of these members has IPv6, internal or not
   */
  public static NetworkPlan ofContainers(
      TalkGraph talk,
      BiPredicate<Collection<String>, Boolean> ipv6,
      DockerSettings settings,
      List<Note> notes) {
    return of(
        "",
        talk,
        container -> 1L,
        ImmutableSet.of(),
        ipv6,
        (members, internal) -> ImmutableSortedMap.of(),
        settings,
        notes);
  }

  private static List<Draft> drafts(TalkGraph talk, List<Note> notes) {
    List<Draft> drafts = shared(talk, notes);
    for (String service : talk.out().keySet()) {
      drafts.add(new Draft(false, ImmutableSortedSet.of(service)));
    }
    Set<String> served = new HashSet<>();
    drafts.forEach(draft -> served.addAll(draft.members()));
    for (String service : talk.services()) {
      if (!served.contains(service)) {
        drafts.add(new Draft(true, ImmutableSortedSet.of(service)));
      }
    }
    return drafts;
  }

  private static String bridge(String key) {
    return "ng-"
        + Hashing.sha256()
            .hashString(key, StandardCharsets.UTF_8)
            .toString()
            .substring(0, BRIDGE_HASH);
  }

  /** The networks of a service, sorted by name. */
  public ImmutableList<Network> of(String service) {
    return byService.get(service);
  }

  private static List<Draft> shared(TalkGraph talk, List<Note> notes) {
    ImmutableList<String> services = talk.services().asList();
    int[][] edges =
        talk.pairs().keySet().stream().map(pair -> edge(services, pair)).toArray(int[][]::new);
    List<BitSet> given = talk.groups().stream().map(group -> indexes(services, group)).toList();
    CliqueCover.Cover cover = CliqueCover.of(services.size(), edges, given);
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

  private static BitSet indexes(ImmutableList<String> services, Collection<String> group) {
    BitSet indexes = new BitSet();
    group.forEach(service -> indexes.set(services.indexOf(service)));
    return indexes;
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
