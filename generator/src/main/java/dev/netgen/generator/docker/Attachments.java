package dev.netgen.generator.docker;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.generator.docker.NetworkPlan.Network;
import dev.netgen.generator.docker.YamlTree.Entry;
import dev.netgen.generator.docker.YamlTree.Mapping;
import dev.netgen.generator.docker.YamlTree.Scalar;
import dev.netgen.generator.docker.YamlTree.Sequence;
import dev.netgen.generator.target.Note;
import dev.netgen.model.net.IpAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What each service gets in place of its networks: the planned ones with the names it is known by,
 * and no forwarding between them.
 *
 * <p>Implementation note: a new network namespace inherits {@code net.ipv4.ip_forward} from the
 * host (where an engine sets it), but starts with IPv6 forwarding off; setting the IPv6 key would
 * keep a container from starting on a host without IPv6.
 */
final class Attachments {
  private static final String FORWARD = "net.ipv4.ip_forward";

  private final Optional<ComposeFile> file;
  private final NetworkPlan plan;
  private final boolean fixed;
  private final FullNames names;

  /**
   * Of this plan, with addresses that never change or without.
   *
   * @param names names with a network's in them that were used
   */
  Attachments(Optional<ComposeFile> file, NetworkPlan plan, boolean fixed, FullNames names) {
    this.file = file;
    this.plan = plan;
    this.fixed = fixed;
    this.names = names;
  }

  /** The value of the service's {@code networks}. */
  YamlTree networks(String service) {
    List<Entry> entries = new ArrayList<>();
    for (Network network : plan.of(service)) {
      List<Entry> settings = settings(service, network);
      YamlTree value = settings.isEmpty() ? new Scalar("null", true) : Mapping.of(settings);
      entries.add(new Entry(new Scalar(network.name(), true), value));
    }
    return Mapping.of(entries);
  }

  private List<Entry> settings(String service, Network network) {
    List<Entry> settings = new ArrayList<>();
    ImmutableSortedSet<String> aliases = aliases(service, network);
    if (!aliases.isEmpty()) {
      settings.add(new Entry(new Scalar("aliases", true), sequence(aliases)));
    }
    if (fixed) {
      for (IpAddress address : FixedAddresses.of(network, service)) {
        String key = address.v6() ? "ipv6_address" : "ipv4_address";
        settings.add(new Entry(new Scalar(key, true), new Scalar(address.toString(), false)));
      }
    }
    return settings;
  }

  /** The {@code sysctls} to add; none where it is on one network or the user has set it. */
  Optional<Entry> sysctls(String service) {
    YamlTree own = find(service).map(found -> found.node().get("sysctls")).orElse(null);
    if (plan.of(service).size() < 2 || forwarding(own).isPresent()) {
      return Optional.empty();
    }
    if (own instanceof Sequence list) {
      List<YamlTree> items = new ArrayList<>(list.items());
      items.add(new Scalar(FORWARD + "=0", true));
      return Optional.of(sysctls(Sequence.of(items)));
    }
    List<Entry> entries = new ArrayList<>();
    if (own instanceof Mapping map) {
      entries.addAll(map.entries().values());
    }
    entries.add(new Entry(new Scalar(FORWARD, true), new Scalar("0", true)));
    return Optional.of(sysctls(Mapping.of(entries)));
  }

  /** What could not be carried over. */
  List<Note> notes() {
    List<Note> notes = new ArrayList<>();
    for (ComposeFile.Service service :
        file.map(f -> (Collection<ComposeFile.Service>) f.services().values()).orElse(List.of())) {
      if (!service.lost().isEmpty()) {
        notes.add(
            Note.attention(
                "service "
                    + service.name()
                    + " loses "
                    + String.join(", ", service.lost())
                    + " with its networks"));
      }
      boolean mayForward =
          forwarding(service.node().get("sysctls")).filter(to -> !to.equals("0")).isPresent();
      if (mayForward && plan.of(service.name()).size() > 1) {
        notes.add(
            Note.attention(
                "service "
                    + service.name()
                    + " keeps its own "
                    + FORWARD
                    + ": unless that is 0 it can forward between its networks"));
      }
    }
    return notes;
  }

  /**
   * Names are known per network: those it had on a network shared with another member go along, so
   * that each client finds the names it used and no others.
   */
  private ImmutableSortedSet<String> aliases(String service, Network network) {
    TreeSet<String> aliases = new TreeSet<>();
    find(service)
        .map(ComposeFile.Service::aliases)
        .orElse(ImmutableSortedMap.of())
        .forEach(
            (original, names) -> {
              if (network.members().stream()
                  .anyMatch(other -> sharedOn(original, service, other))) {
                aliases.addAll(names);
              }
            });
    network.members().forEach(client -> aliases.addAll(this.names.of(client, service)));
    return ImmutableSortedSet.copyOf(aliases);
  }

  private Optional<ComposeFile.Service> find(String service) {
    return file.flatMap(found -> Optional.ofNullable(found.services().get(service)));
  }

  private boolean sharedOn(String original, String service, String other) {
    return !other.equals(service)
        && find(other).filter(found -> found.aliases().containsKey(original)).isPresent();
  }

  private static Entry sysctls(YamlTree value) {
    return new Entry(new Scalar("sysctls", true), value);
  }

  /** What the user has set it to. */
  private static Optional<String> forwarding(@Nullable YamlTree sysctls) {
    if (sysctls instanceof Mapping map) {
      Entry entry = map.entries().get(FORWARD);
      return entry == null
          ? Optional.empty()
          : Optional.of(entry.value() instanceof Scalar value ? value.text().strip() : "");
    }
    return sysctls instanceof Sequence list
        ? list.items().stream()
            .flatMap(item -> item instanceof Scalar each ? Stream.of(each.text()) : Stream.empty())
            .filter(text -> text.startsWith(FORWARD + "="))
            .map(text -> text.substring(FORWARD.length() + 1).strip())
            .reduce((one, other) -> other)
        : Optional.empty();
  }

  private static Sequence sequence(Collection<String> words) {
    return Sequence.of(words.stream().map(word -> new Scalar(word, false)).toList());
  }
}
