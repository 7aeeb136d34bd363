package dev.netgen.model.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.decision.Decisions;
import dev.netgen.model.decision.Machine;
import dev.netgen.model.decision.NamespaceBinding;
import dev.netgen.model.decision.PeerBinding;
import dev.netgen.model.decision.SharedNetwork;
import dev.netgen.model.decision.Silence;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.graph.PeerKind;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.problem.ProblemException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * {@code netgen.yaml}: what people decided. The form is published as {@code
 * docs/netgen.schema.json}. Read strictly: an unknown section or field, an entry without a reason
 * and two entries about one thing are refused.
 */
public final class DecisionsYaml {
  /** The {@code kind} of such a file. */
  public static final String KIND = "NetgenDecisions";

  /** Wider ranges, or two halves of all there is, would name everybody. */
  private static final int WIDEST_V4 = 8;

  private static final int WIDEST_V6 = 16;

  private static final String MACHINES = "machines";
  private static final String NAMESPACES = "namespaces";
  private static final String RESOLVERS = "resolvers";
  private static final String PEERS = "peers";
  private static final String SILENT = "silent";
  private static final String NETWORKS = "networks";
  private static final ImmutableSet<String> SECTIONS =
      ImmutableSet.of(MACHINES, NAMESPACES, RESOLVERS, PEERS, SILENT, NETWORKS);
  private static final ImmutableSet<String> MACHINE =
      ImmutableSet.of("name", "kind", "addresses", "reason");
  private static final ImmutableSet<String> BINDING = ImmutableSet.of("from", "to", "reason");
  private static final Pattern MACHINE_NAME =
      Pattern.compile("[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,251}[A-Za-z0-9])?");
  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9](?:[-a-z0-9_]{0,61}[a-z0-9])?");
  private static final int MOST_REASON = 500;

  private DecisionsYaml() {}

  /** Whether a document says it holds decisions. */
  public static boolean isDecisions(JsonNode document) {
    return KIND.equals(document.path("kind").asText());
  }

  /** The decisions in a file; a {@link ProblemException} names what is wrong where. */
  public static Decisions read(Path file) {
    return read(Documents.yaml(file), file.toString());
  }

  /** The decisions in a document; {@code name} is the file's, for messages and reasons. */
  public static Decisions read(JsonNode document, String name) {
    Fields fields = Fields.of(document, name);
    refuseOtherKinds(fields);
    refuseUnknownSections(fields);
    refuseEmpty(fields);
    Function<Fields, String> why = entry -> fileName(name) + ": " + reason(entry);
    ImmutableList<Machine> machines = entries(fields, MACHINES, e -> machine(e, why.apply(e)));
    ImmutableList<NamespaceBinding> namespaces =
        entries(fields, NAMESPACES, e -> namespace(e, why.apply(e)));
    ImmutableList<PeerBinding> resolvers = entries(fields, RESOLVERS, e -> peer(e, why.apply(e)));
    ImmutableList<PeerBinding> peers = entries(fields, PEERS, e -> peer(e, why.apply(e)));
    ImmutableList<Silence> silent = entries(fields, SILENT, e -> SilentEntry.read(e, why.apply(e)));
    ImmutableList<SharedNetwork> networks =
        entries(fields, NETWORKS, e -> SharedNetworkEntry.read(e, why.apply(e)));
    Decisions decisions = new Decisions(machines, namespaces, resolvers, peers, silent, networks);
    refuseTwice(decisions, name);
    return decisions;
  }

  private static void refuseOtherKinds(Fields fields) {
    boolean version = fields.optionalText("apiVersion").orElse("").equals(GraphYaml.API_VERSION);
    if (!version || !isDecisions(fields.node())) {
      throw ProblemException.input(
          "not " + KIND + " of " + GraphYaml.API_VERSION,
          fields.where(),
          "begin it with apiVersion: " + GraphYaml.API_VERSION + " and kind: " + KIND);
    }
  }

  private static void refuseUnknownSections(Fields fields) {
    Set<String> known = new HashSet<>(SECTIONS);
    known.add("apiVersion");
    known.add("kind");
    fields
        .node()
        .fieldNames()
        .forEachRemaining(
            section -> {
              if (!known.contains(section)) {
                throw ProblemException.input(
                    "unknown section \"" + Fields.printable(section) + "\"",
                    fields.where(),
                    "this netgen knows " + String.join(", ", SECTIONS));
              }
            });
  }

  private static <T> ImmutableList<T> entries(
      Fields fields, String section, Function<Fields, T> reader) {
    ImmutableList.Builder<T> entries = ImmutableList.builder();
    int index = 0;
    for (JsonNode node : fields.list(section)) {
      Fields entry = Fields.of(node, fields.where() + " " + section + "[" + index++ + "]");
      refuseEmpty(entry);
      entries.add(reader.apply(entry));
    }
    return entries.build();
  }

  /** What is left empty was forgotten, or should not be there. */
  private static void refuseEmpty(Fields fields) {
    for (Map.Entry<String, JsonNode> field : fields.node().properties()) {
      if (field.getValue().isNull()) {
        throw ProblemException.input(
            "field \"" + Fields.printable(field.getKey()) + "\" is empty",
            fields.where(),
            "give a value, or take it out");
      }
    }
  }

  private static String reason(Fields entry) {
    String reason = entry.text("reason").strip();
    boolean shown = reason.codePoints().noneMatch(DecisionsYaml::isUnprintable);
    boolean empty = reason.codePoints().allMatch(Character::isSpaceChar);
    if (empty || reason.length() > MOST_REASON || !shown) {
      throw ProblemException.input(
          "field \"reason\" should be one line of 1 to " + MOST_REASON + " printable characters",
          entry.where(),
          "say why in a sentence: it is printed into what it changes");
    }
    return reason;
  }

  /** What could break out of the line it is printed in, or change how that reads. */
  private static boolean isUnprintable(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }

  private static Machine machine(Fields entry, String why) {
    entry.only(MACHINE);
    String name = entry.parsed("name", DecisionsYaml::machineName);
    Machine.Kind kind =
        entry
            .optionalText("kind")
            .map(word -> entry.convert("kind", word, DecisionsYaml::machineKind))
            .orElse(Machine.Kind.OUTSIDE);
    ImmutableSortedSet.Builder<Cidr> addresses = ImmutableSortedSet.naturalOrder();
    for (String text : entry.texts("addresses")) {
      Cidr range = entry.convert("addresses", text, t -> range(t, kind));
      addresses.add(range);
    }
    Machine machine = new Machine(name, kind, addresses.build(), why);
    if (machine.addresses().isEmpty()) {
      throw ProblemException.input(
          "a machine without addresses", entry.where(), "give it addresses: [192.0.2.10]");
    }
    return machine;
  }

  private static String machineName(String text) {
    if (!MACHINE_NAME.matcher(text).matches()
        || text.toLowerCase(Locale.ROOT).equals(PeerId.INTERNET.rest())
        || text.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'))) {
      throw new IllegalArgumentException("\"" + text + "\" is not a name like billing-db");
    }
    return text;
  }

  private static Machine.Kind machineKind(String word) {
    return switch (word) {
      case "outside" -> Machine.Kind.OUTSIDE;
      case "node" -> Machine.Kind.NODE;
      default -> throw new IllegalArgumentException("\"" + word + "\" is not outside or node");
    };
  }

  private static Cidr range(String text, Machine.Kind kind) {
    if (text.indexOf('/') < 0) {
      return Cidr.of(single(text));
    }
    Cidr range = Cidr.parse(text);
    if (!IpAddress.parse(text.substring(0, text.indexOf('/'))).equals(range.base())) {
      throw new IllegalArgumentException(
          "\"" + text + "\" has bits beyond its prefix: is " + range + " meant");
    }
    if (range.prefix() < (range.base().v6() ? WIDEST_V6 : WIDEST_V4)) {
      throw new IllegalArgumentException("\"" + text + "\" is too wide for one machine or site");
    }
    if (kind == Machine.Kind.NODE && range.prefix() < range.base().bits()) {
      throw new IllegalArgumentException("\"" + text + "\" is a range: a node has addresses");
    }
    single(range.base().toString());
    return range;
  }

  /** Loopback, multicast and such mean something else on every machine: nobody's name. */
  private static IpAddress single(String text) {
    IpAddress address = IpAddress.parse(text);
    if (address.isLoopback()
        || address.isMulticast()
        || address.isBroadcast()
        || address.isUnspecified()) {
      throw new IllegalArgumentException("\"" + text + "\" is no machine's own address");
    }
    return address;
  }

  private static NamespaceBinding namespace(Fields entry, String why) {
    entry.only(BINDING);
    return new NamespaceBinding(
        entry.parsed("from", DecisionsYaml::namespaceName),
        entry.parsed("to", DecisionsYaml::namespaceName),
        why);
  }

  static String namespaceName(String text) {
    if (!NAMESPACE.matcher(text).matches()) {
      throw new IllegalArgumentException("\"" + text + "\" is not a namespace");
    }
    return text;
  }

  private static PeerBinding peer(Fields entry, String why) {
    entry.only(BINDING);
    return new PeerBinding(
        entry.parsed("from", PeerId::parse), entry.parsed("to", DecisionsYaml::knownPeer), why);
  }

  private static PeerId knownPeer(String text) {
    PeerId id = PeerId.parse(text);
    if (id.kind() == PeerKind.UNRESOLVED) {
      throw new IllegalArgumentException("\"" + text + "\" is nobody: name who it is");
    }
    return id;
  }

  private static void refuseTwice(Decisions decisions, String name) {
    Set<Object> seen = new HashSet<>();
    for (Machine machine : decisions.machines()) {
      refuseSecond(seen, "machine " + machine.id(), name);
      machine.addresses().forEach(range -> refuseSecond(seen, "address " + range, name));
    }
    decisions.namespaces().forEach(n -> refuseSecond(seen, "namespace " + n.from(), name));
    decisions.resolvers().forEach(p -> refuseSecond(seen, "peer " + p.from(), name));
    decisions.peers().forEach(p -> refuseSecond(seen, "peer " + p.from(), name));
    decisions.networks().forEach(n -> refuseSecond(seen, "network of " + n.services(), name));
    for (Silence silence : decisions.silent()) {
      for (Direction direction : silence.directions()) {
        refuseSecond(seen, SilentEntry.subject(silence) + " " + direction.word(), name);
      }
    }
  }

  private static void refuseSecond(Set<Object> seen, String thing, String name) {
    if (!seen.add(thing)) {
      throw ProblemException.input(thing + " is decided twice", name, "keep one of them");
    }
  }

  private static String fileName(String path) {
    return Fields.printable(path.substring(path.lastIndexOf('/') + 1));
  }
}
