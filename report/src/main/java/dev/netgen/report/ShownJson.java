package dev.netgen.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.netgen.model.format.Documents;
import dev.netgen.model.format.GraphYaml;
import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.inventory.AddressClaim;
import dev.netgen.model.inventory.AddressStory;
import dev.netgen.model.inventory.Backend;
import dev.netgen.model.inventory.Inventory;
import dev.netgen.model.inventory.Unowned;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * What {@code netgen show} tells, as one JSON object with a field for each kind of thing shown:
 * {@code inventory}, {@code graph}, {@code unowned}, {@code explained}.
 */
public final class ShownJson {
  private final ObjectNode root = Json.object();

  /** The document, ended by a line feed. */
  public String text() {
    return Json.text(root);
  }

  /** Adds a graph, in the form of its file. */
  public ShownJson graph(CommunicationGraph graph) {
    JsonNode document = Documents.yaml("graph", GraphYaml.write(graph));
    root.set("graph", document);
    return this;
  }

  /** Adds addresses that are no workload's, most traffic first. */
  public ShownJson unowned(Collection<Unowned> unowned) {
    ArrayNode all = root.putArray("unowned");
    for (Unowned address : unowned) {
      all.addObject()
          .put("address", address.address().toString())
          .put("reason", address.reason())
          .put("resolved", address.resolved())
          .put("flows", address.flows())
          .put("packets", address.packets())
          .put("bytes", address.bytes())
          .put("firstSeen", address.first().toString())
          .put("lastSeen", address.last().toString());
    }
    return this;
  }

  /** Adds how an address is resolved. */
  public ShownJson explained(String asked, List<AddressStory> stories) {
    ArrayNode all = root.putArray("explained");
    for (AddressStory story : stories) {
      ObjectNode one = all.addObject().put("asked", asked).put("where", story.where());
      one.set("steps", Json.strings(story.steps()));
      one.set("names", Json.strings(story.names()));
      one.set("traffic", Json.strings(story.traffic()));
      one.put("outcome", story.outcome());
    }
    return this;
  }

  /** Adds an inventory. */
  public ShownJson inventory(Inventory inventory) {
    ObjectNode all = root.putObject("inventory");
    ArrayNode workloads = all.putArray("workloads");
    inventory
        .workloads()
        .values()
        .forEach(
            peer -> {
              ObjectNode one = workloads.addObject().put("id", peer.id().toString());
              PeerWords.fields(peer).forEach(one::put);
            });
    ArrayNode addresses = all.putArray("addresses");
    inventory.addresses().forEach(claim -> claim(addresses.addObject(), claim));
    ArrayNode forwards = all.putArray("translations");
    inventory
        .forwards()
        .forEach(
            forward -> {
              ObjectNode one = forwards.addObject().put("name", forward.name());
              forward.address().ifPresent(address -> one.put("address", address.toString()));
              one.put("port", forward.port().toString());
              backends(one.putArray("to"), forward.backends());
              interval(one, forward.from(), forward.until());
            });
    backends(all.putArray("probes"), inventory.probes());
    backends(all.putArray("callbacks"), inventory.callbacks());
    rest(all, inventory);
    return this;
  }

  private static void rest(ObjectNode all, Inventory inventory) {
    ArrayNode ranges = all.putArray("ranges");
    inventory
        .ranges()
        .forEach(
            known ->
                ranges
                    .addObject()
                    .put("range", known.range().toString())
                    .put("kind", known.kind().name().toLowerCase(Locale.ROOT))
                    .put("name", known.name()));
    ArrayNode conflicts = all.putArray("conflicts");
    inventory
        .conflicts()
        .forEach(
            conflict ->
                conflicts
                    .addObject()
                    .put("about", conflict.about())
                    .put("one", conflict.one())
                    .put("other", conflict.other()));
    ObjectNode unused = all.putObject("unused");
    inventory.unused().forEach(unused::put);
  }

  private static void claim(ObjectNode one, AddressClaim claim) {
    one.put("address", claim.address().toString())
        .put("kind", claim.kind().name().toLowerCase(Locale.ROOT))
        .put("owner", claim.owner().toString())
        .put("instance", claim.instance())
        .put("node", claim.node());
    interval(one, claim.from(), claim.until());
    one.put("origin", claim.origin());
  }

  private static void interval(ObjectNode one, Instant from, Instant until) {
    if (!from.equals(Instant.EPOCH)) {
      one.put("from", from.toString());
    }
    if (!until.equals(Instant.MAX)) {
      one.put("until", until.toString());
    }
  }

  private static void backends(ArrayNode all, Iterable<Backend> backends) {
    backends.forEach(
        end ->
            all.addObject()
                .put("owner", end.owner().toString())
                .put("port", end.port().toString()));
  }
}
