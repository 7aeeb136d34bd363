package dev.netgen.analyzer.scenarios;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.netgen.model.graph.LinkKey;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Port;
import dev.netgen.model.net.Transport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The content of a scenario's truth.yaml; samples/scenarios/README.md describes the fields.
 *
 * <p>Either {@code links}, by address, or {@code graph}, by peer, tells exactly the links there
 * are.
 *
 * @param links exactly the links there are, between addresses
 * @param graph exactly the links there are, between the peers that the inventory names
 * @param attempts some of what must be listed as an attempt, in this state
 * @param tunnels tunnels between nodes, each of which may appear as one link of its own
 * @param peers who holds an address, where an inventory says so; any other is unresolved
 */
record Truth(
    @Nullable List<Conversation> links,
    @Nullable List<Line> graph,
    @Nullable List<Conversation> attempts,
    @Nullable List<Conversation> tunnels,
    @Nullable List<Holder> peers) {
  private static final ObjectMapper YAML =
      YAMLMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /**
   * Who talked to whom.
   *
   * @param scope where the addresses are meant, where the recording has several
   * @param flows how many conversations it was, where that is judged
   * @param up payload bytes of the client, where they are judged
   * @param down payload bytes of the server
   * @param state of an attempt
   * @param speaks what the link speaks, where that is judged
   * @param encryption the link's verdict, where that is judged
   * @param notes those that the link must carry, and no other, where that is judged
   * @param facts some that the evidence must hold, by name
   */
  record Conversation(
      String client,
      String server,
      String transport,
      int port,
      @Nullable String scope,
      @Nullable Long flows,
      @Nullable Long up,
      @Nullable Long down,
      @Nullable String state,
      @Nullable List<String> speaks,
      @Nullable String encryption,
      @Nullable List<String> notes,
      @Nullable Map<String, String> facts) {}

  /**
   * A line of the graph.
   *
   * @param port as the graph writes it, such as {@code 8080/tcp}
   * @param flows and what follows: as in {@link Conversation}
   */
  record Line(
      String from,
      String to,
      String port,
      @Nullable Long flows,
      @Nullable List<String> speaks,
      @Nullable String encryption,
      @Nullable List<String> notes,
      @Nullable Map<String, String> facts) {
    private Expected expected() {
      LinkKey key = new LinkKey(PeerId.parse(from), PeerId.parse(to), Port.parse(port));
      return new Expected(key, flows, null, null, speaks, encryption, notes, facts);
    }
  }

  /** A link that there is, and what of it is judged. */
  record Expected(
      LinkKey key,
      @Nullable Long flows,
      @Nullable Long up,
      @Nullable Long down,
      @Nullable List<String> speaks,
      @Nullable String encryption,
      @Nullable List<String> notes,
      @Nullable Map<String, String> facts) {
    /** The same, said of another link. */
    Expected of(LinkKey other) {
      return new Expected(other, flows, up, down, speaks, encryption, notes, facts);
    }
  }

  /** An address in a scope, and the peer that holds it. */
  record Holder(@Nullable String scope, String address, String peer) {}

  /** Checks that there is something to judge. */
  Truth {
    if (orEmpty(links).isEmpty() == orEmpty(graph).isEmpty()) {
      throw new IllegalArgumentException("either links or graph");
    }
  }

  static Truth read(Path file) throws IOException {
    return YAML.readValue(file.toFile(), Truth.class);
  }

  /** Exactly the links there are. */
  List<Expected> expected() {
    return Stream.concat(
            orEmpty(links).stream().map(this::expected),
            orEmpty(graph).stream().map(Line::expected))
        .toList();
  }

  private Expected expected(Conversation said) {
    return new Expected(
        key(said),
        said.flows(),
        said.up(),
        said.down(),
        said.speaks(),
        said.encryption(),
        said.notes(),
        said.facts());
  }

  /** The graph's name for the link that this conversation is. */
  LinkKey key(Conversation said) {
    Port port = new Port(said.port(), Transport.parse(said.transport()));
    return new LinkKey(peer(said.client(), said.scope()), peer(said.server(), said.scope()), port);
  }

  private PeerId peer(String address, @Nullable String scope) {
    return orEmpty(peers).stream()
        .filter(holder -> holder.address().equals(address))
        .filter(holder -> holder.scope() == null || holder.scope().equals(scope))
        .map(holder -> PeerId.parse(holder.peer()))
        .findFirst()
        .orElseGet(() -> PeerId.unresolved(IpAddress.parse(address)));
  }

  static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
