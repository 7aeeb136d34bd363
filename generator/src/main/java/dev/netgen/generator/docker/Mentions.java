package dev.netgen.generator.docker;

import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.generator.docker.YamlTree.Mapping;
import dev.netgen.generator.docker.YamlTree.Scalar;
import dev.netgen.generator.docker.YamlTree.Sequence;
import dev.netgen.generator.target.Note;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What services' programs are told by labels, commands and environments of networks and addresses
 * that go: a gateway that is to look for its backends on a network of that name, for instance.
 */
final class Mentions {
  private final ComposeFile file;
  private final String project;

  Mentions(ComposeFile file, String project) {
    this.file = file;
    this.project = project;
  }

  /** One line for each service that names what goes. */
  List<Note> notes() {
    TreeSet<String> gone = new TreeSet<>();
    for (ComposeFile.Service service : file.services().values()) {
      gone.addAll(addresses(service));
      service.aliases().keySet().stream()
          .map(network -> file.networks().carried().engineName(project, network))
          .forEach(gone::add);
    }
    List<Note> notes = new ArrayList<>();
    for (ComposeFile.Service service : file.services().values()) {
      List<String> texts = texts(service.node()).toList();
      List<String> named =
          gone.stream().filter(word -> texts.stream().anyMatch(text -> has(text, word))).toList();
      if (!named.isEmpty()) {
        notes.add(
            Note.attention(
                "service "
                    + service.name()
                    + " is told of "
                    + String.join(", ", named)
                    + " by its labels, command or environment, and networks and addresses of the"
                    + " file go: correct it there"));
      }
    }
    return notes;
  }

  /** Addresses a service was given for good on its networks. */
  static ImmutableSortedSet<String> addresses(ComposeFile.Service service) {
    TreeSet<String> addresses = new TreeSet<>();
    if (service.node().get("networks") instanceof Mapping networks) {
      for (YamlTree.Entry network : networks.entries().values()) {
        if (network.value() instanceof Mapping settings) {
          for (String key : List.of("ipv4_address", "ipv6_address")) {
            if (settings.get(key) instanceof Scalar address) {
              addresses.add(address.text());
            }
          }
        }
      }
    }
    return ImmutableSortedSet.copyOf(addresses);
  }

  /** Addresses that stand in a service's hosts file. */
  static ImmutableSortedSet<String> hosts(ComposeFile.Service service) {
    YamlTree hosts = service.node().get("extra_hosts");
    if (hosts instanceof Sequence list) {
      return list.items().stream()
          .flatMap(Mentions::scalars)
          .map(text -> text.substring(1 + text.indexOf(text.indexOf('=') < 0 ? ':' : '=')))
          .collect(ImmutableSortedSet.toImmutableSortedSet(String::compareTo));
    }
    return hosts == null
        ? ImmutableSortedSet.of()
        : scalars(hosts).collect(ImmutableSortedSet.toImmutableSortedSet(String::compareTo));
  }

  private static Stream<String> texts(Mapping service) {
    return Stream.of("labels", "command", "entrypoint", "environment")
        .flatMap(key -> Stream.ofNullable(service.get(key)))
        .flatMap(Mentions::scalars);
  }

  private static Stream<String> scalars(YamlTree tree) {
    if (tree instanceof Mapping mapping) {
      return mapping.entries().values().stream().flatMap(entry -> scalars(entry.value()));
    }
    return tree instanceof Sequence list
        ? list.items().stream().flatMap(Mentions::scalars)
        : Stream.of(((Scalar) tree).text());
  }

  /** Whether a text has it as a word of its own. */
  private static boolean has(String text, String word) {
    for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      int end = at + word.length();
      boolean begins = at == 0 || !isPart(text.charAt(at - 1)) || endsName(text, at, word);
      if (begins && (end == text.length() || !isPart(text.charAt(end)))) {
        return true;
      }
    }
    return false;
  }

  /** A container is known as {@code NAME.NETWORK} too. */
  private static boolean endsName(String text, int at, String network) {
    return text.charAt(at - 1) == '.' && !Character.isDigit(network.charAt(0));
  }

  private static boolean isPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
  }
}
