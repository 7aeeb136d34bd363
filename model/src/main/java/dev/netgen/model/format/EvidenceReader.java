package dev.netgen.model.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Lists;
import dev.netgen.model.graph.Attempt;
import dev.netgen.model.graph.Encryption;
import dev.netgen.model.graph.GraphEvidence;
import dev.netgen.model.graph.LinkEvidence;
import dev.netgen.model.graph.LinkKey;
import dev.netgen.model.graph.PacketPointer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.graph.VerdictEvidence;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.problem.ProblemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads an evidence file. What it says of links is taken link by link, so that the file's whole
 * tree is never in memory. One file each.
 */
final class EvidenceReader {
  private static final String LINKS = "links";

  private final Path file;
  private final ParsedNames names = new ParsedNames();

  /** Counts of one name alone, by it and the number. */
  private final Map<String, Map<Long, ImmutableSortedMap<String, Long>>> known = new HashMap<>();

  /** The links that stand behind smaller ones, as in every file that netgen wrote; and others. */
  private final List<LinkEvidence> ascending = new ArrayList<>();

  private final TreeMap<LinkKey, LinkEvidence> others = new TreeMap<>();
  private int index;

  EvidenceReader(Path file) {
    this.file = file;
  }

  /** The evidence; a {@link ProblemException} names what is wrong where. */
  GraphEvidence read() {
    JsonNode document =
        Documents.json(
            file,
            (name, before) -> name.equals(LINKS) && isEvidence(before),
            this::addLink,
            this::forget);
    Fields fields = Fields.of(document, file.toString());
    if (!isEvidence(document)) {
      throw ProblemException.input(
          "not a " + EvidenceJson.KIND + " of " + GraphYaml.API_VERSION,
          file.toString(),
          "make one with netgen analyze");
    }
    fields.list(LINKS).forEach(this::addLink);
    ImmutableList.Builder<Attempt> attempts = ImmutableList.builder();
    index = 0;
    for (JsonNode node : fields.list("attempts")) {
      attempts.add(attempt(Fields.of(node, file + " attempts[" + index++ + "]")));
    }
    return new GraphEvidence(
        links(),
        attempts.build(),
        addresses(fields.object("addresses")),
        counts(fields.object("account")),
        counts(fields.object("notes")));
  }

  private static boolean isEvidence(JsonNode document) {
    return EvidenceJson.KIND.equals(document.path("kind").asText())
        && GraphYaml.API_VERSION.equals(document.path("apiVersion").asText());
  }

  private void forget() {
    ascending.clear();
    others.clear();
    index = 0;
  }

  private void addLink(JsonNode node) {
    LinkEvidence link = link(Fields.of(node, file + " links[" + index++ + "]"));
    if (ascending.isEmpty()
        || ascending.get(ascending.size() - 1).key().compareTo(link.key()) < 0) {
      ascending.add(link);
    } else if (isAscending(link.key()) || others.put(link.key(), link) != null) {
      throw ProblemException.input(
          link.key() + " is given twice", file.toString(), "make the file anew");
    }
  }

  private boolean isAscending(LinkKey key) {
    return Collections.binarySearch(Lists.transform(ascending, LinkEvidence::key), key) >= 0;
  }

  private ImmutableSortedMap<LinkKey, LinkEvidence> links() {
    ImmutableSortedMap.Builder<LinkKey, LinkEvidence> links = ImmutableSortedMap.naturalOrder();
    ascending.forEach(link -> links.put(link.key(), link));
    return links.putAll(others).buildOrThrow();
  }

  private LinkKey key(Fields fields) {
    return new LinkKey(
        fields.parsed("from", names::peer),
        fields.parsed("to", names::peer),
        fields.parsed("port", names::port));
  }

  private LinkEvidence link(Fields fields) {
    ImmutableSortedMap.Builder<String, ImmutableSortedSet<String>> facts =
        ImmutableSortedMap.naturalOrder();
    Fields factFields = fields.object("facts");
    factFields
        .node()
        .fieldNames()
        .forEachRemaining(
            name -> facts.put(name, ImmutableSortedSet.copyOf(factFields.texts(name))));
    ImmutableList.Builder<PacketPointer> packets = ImmutableList.builder();
    for (JsonNode node : fields.list("packets")) {
      packets.add(pointer(Fields.of(node, fields.where() + ".packets")));
    }
    return new LinkEvidence(
        key(fields),
        fields.parsed("firstSeen", Instants::parse),
        fields.parsed("lastSeen", Instants::parse),
        fields.number("flows"),
        fields.number("packetsUp"),
        fields.number("packetsDown"),
        fields.number("bytesUp"),
        fields.number("bytesDown"),
        counts(fields.object("states")),
        counts(fields.object("directionBasis")),
        counts(fields.object("encryptionBasis")),
        verdicts(fields),
        facts.buildOrThrow(),
        packets.build());
  }

  private ImmutableList<VerdictEvidence> verdicts(Fields link) {
    ImmutableList.Builder<VerdictEvidence> verdicts = ImmutableList.builder();
    for (JsonNode node : link.list("verdicts")) {
      Fields fields = Fields.of(node, link.where() + ".verdicts");
      verdicts.add(
          new VerdictEvidence(
              fields.parsed("encryption", Encryption::parse),
              names.text(fields.text("speaks")),
              fields.number("flows"),
              names.text(fields.text("reason")),
              pointer(fields.object("packet"))));
    }
    return verdicts.build();
  }

  private Attempt attempt(Fields fields) {
    return new Attempt(
        key(fields),
        names.text(fields.text("reason")),
        fields.number("flows"),
        fields.parsed("firstSeen", Instants::parse),
        fields.parsed("lastSeen", Instants::parse),
        pointer(fields.object("packet")));
  }

  private PacketPointer pointer(Fields fields) {
    return new PacketPointer(
        names.text(fields.text("file")), names.text(fields.text("digest")), fields.number("frame"));
  }

  private ImmutableSortedMap<PeerId, ImmutableSortedSet<IpAddress>> addresses(Fields fields) {
    ImmutableSortedMap.Builder<PeerId, ImmutableSortedSet<IpAddress>> map =
        ImmutableSortedMap.naturalOrder();
    fields
        .node()
        .fieldNames()
        .forEachRemaining(
            name -> {
              ImmutableSortedSet.Builder<IpAddress> set = ImmutableSortedSet.naturalOrder();
              for (String text : fields.texts(name)) {
                set.add(fields.<IpAddress>convert(name, text, IpAddress::parse));
              }
              map.put(fields.convert(name, name, names::peer), set.build());
            });
    return map.buildOrThrow();
  }

  private ImmutableSortedMap<String, Long> counts(Fields fields) {
    if (fields.node().size() == 1) {
      String name = fields.node().fieldNames().next();
      return known
          .computeIfAbsent(name, absent -> new HashMap<>())
          .computeIfAbsent(fields.number(name), number -> ImmutableSortedMap.of(name, number));
    }
    ImmutableSortedMap.Builder<String, Long> counts = ImmutableSortedMap.naturalOrder();
    fields.node().fieldNames().forEachRemaining(n -> counts.put(n, fields.number(n)));
    return counts.buildOrThrow();
  }
}
