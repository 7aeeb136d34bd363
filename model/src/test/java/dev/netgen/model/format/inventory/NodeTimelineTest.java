package dev.netgen.model.format.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.model.inventory.Inventory;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When nodes held their addresses: from when they joined until they were deleted, as pods do. */
class NodeTimelineTest {
  private static final String EIGHT = "2026-01-01T08:00:00Z";
  private static final String NINE = "2026-01-01T09:00:00Z";
  private static final String TEN = "2026-01-01T10:00:00Z";

  @TempDir Path folder;

  private static String node(String name, String uid, String created, String status) {
    return """
        {kind: Node, apiVersion: v1, metadata: {name: %s, uid: %s, creationTimestamp: '%s'},
          spec: {}, status: {%s}}"""
        .formatted(name, uid, created, status);
  }

  private static String at(String... addresses) {
    StringBuilder text = new StringBuilder("addresses: [");
    for (String address : addresses) {
      text.append("{type: InternalIP, address: ").append(address).append("},");
    }
    return text.append(']').toString();
  }

  private static String alive(String time) {
    return ", conditions: [{type: Ready, status: 'True', lastHeartbeatTime: '" + time + "'}]";
  }

  private static String event(String type, String object) {
    return "---\n{type: " + type + ", object: " + object + "}\n";
  }

  private Inventory read(String... texts) throws IOException {
    return new Written(folder).read(texts);
  }

  /** Until it last told anything; of one that never did until something later is told. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-01-01T08:30:00Z || 2026-01-01T08:30:01Z",
        "2026-01-01T08:30:00Z | 2026-01-01T09:00:00Z | 2026-01-01T08:30:01Z",
        "| 2026-01-01T09:00:00Z | 2026-01-01T09:00:00Z"
      })
  void aDeletedNodeHasNoAddressAfterwards(String alive, String later, String until)
      throws IOException {
    String told = alive == null ? "" : alive(alive);
    String node = node("n1", "u1", EIGHT, at("192.168.0.9") + told);
    String rest = later == null ? "" : event("ADDED", node("n2", "u2", later, at("192.168.0.8")));
    Inventory inventory = read(event("ADDED", node) + event("DELETED", node) + rest);
    assertThat(Written.intervals(inventory))
        .contains("192.168.0.9 n1 2026-01-01T08:00:00Z " + until)
        .hasSize(later == null ? 1 : 2);
  }

  /** The node of the same name that came later is another one; between them it was nobody's. */
  @ParameterizedTest
  @CsvSource({"192.168.0.9", "192.168.0.7"})
  void twoNodesOfOneNameAreApart(String second) throws IOException {
    String first = node("n1", "u1", EIGHT, at("192.168.0.9") + alive(NINE));
    String other = node("n1", "u2", TEN, at(second) + alive(TEN));
    Inventory inventory =
        read(event("ADDED", first) + event("DELETED", first) + event("ADDED", other));
    assertThat(Written.intervals(inventory))
        .containsExactlyInAnyOrder(
            "192.168.0.9 n1 2026-01-01T08:00:00Z 2026-01-01T09:00:01Z",
            second + " n1 2026-01-01T10:00:00Z on");
    assertThat(inventory.conflicts()).isEmpty();
  }

  /** Where the deletion was not seen, the later object tells that the earlier one had ended. */
  @Test
  void aLaterNodeOfTheNameEndsTheOneBefore() throws IOException {
    String first = node("n1", "u1", EIGHT, at("192.168.0.9"));
    String other = node("n1", "u2", TEN, at("192.168.0.7"));
    for (String[] files : new String[][] {{first, other}, {other, first}}) {
      assertThat(Written.intervals(read(files)))
          .containsExactlyInAnyOrder(
              "192.168.0.9 n1 2026-01-01T08:00:00Z 2026-01-01T10:00:00Z",
              "192.168.0.7 n1 2026-01-01T10:00:00Z on");
    }
  }

  /** A snapshot that lists nodes, but not this one, shows that it is gone. */
  @Test
  void aLaterListWithoutTheNodeEndsIt() throws IOException {
    String first = node("n1", "u1", EIGHT, at("192.168.0.9")).replace("\n", " ");
    String other = node("n2", "u2", EIGHT, at("192.168.0.8")).replace("\n", " ");
    Written written = new Written(folder);
    written.file(
        "inventory/20260101T090000.000000Z-kubernetes.json",
        Written.jsonList("---\n" + first + "\n---\n" + other));
    written.file(
        "inventory/20260101T100000.000000Z-kubernetes.json", Written.jsonList("---\n" + other));
    assertThat(Written.intervals(InventoryReader.ofRecording(folder)))
        .containsExactlyInAnyOrder(
            "192.168.0.9 n1 2026-01-01T08:00:00Z 2026-01-01T10:00:00Z",
            "192.168.0.8 n2 2026-01-01T08:00:00Z on");
  }

  /** What is only told later was the node's all the time; what is told no more was, until then. */
  @Test
  void addressesComeAndGo() throws IOException {
    String early = node("n1", "u1", EIGHT, "");
    String both = node("n1", "u1", EIGHT, at("192.168.0.9", "192.168.7.9"));
    String one = node("n1", "u1", EIGHT, at("192.168.0.9") + alive(NINE));
    Inventory inventory =
        read(event("ADDED", early) + event("MODIFIED", both) + event("MODIFIED", one));
    assertThat(Written.intervals(inventory))
        .containsExactlyInAnyOrder(
            "192.168.0.9 n1 2026-01-01T08:00:00Z on",
            "192.168.7.9 n1 2026-01-01T08:00:00Z 2026-01-01T09:00:00Z");
  }

  /** A range of pods that is given to the next node gives it the addresses of the bridge, too. */
  @Test
  void aPodRangeIsHandedOver() throws IOException {
    String first =
        node("n1", "u1", EIGHT, alive(NINE).substring(2))
            .replace("spec: {}", "spec: {podCIDR: 10.1.3.0/24}");
    String other = node("n2", "u2", TEN, "").replace("spec: {}", "spec: {podCIDR: 10.1.3.0/24}");
    Inventory inventory =
        read(event("ADDED", first) + event("DELETED", first) + event("ADDED", other));
    assertThat(Written.intervals(inventory))
        .contains(
            "10.1.3.1 n1 2026-01-01T08:00:00Z 2026-01-01T09:00:01Z",
            "10.1.3.1 n2 2026-01-01T10:00:00Z on");
  }

  /** Where nodes are not listed, their pods tell: one address, two nodes after one another. */
  @Test
  void podsOfNodesAfterOneAnotherTell() throws IOException {
    String pod =
        """
        ---
        {kind: Pod, apiVersion: v1, metadata: {name: %s, namespace: shop, uid: %s},
         spec: {nodeName: %s}, status: {hostIP: 192.168.0.9, podIP: %s, startTime: '%s'}}
        """;
    Inventory inventory =
        read(
            pod.formatted("a", "a", "n1", "10.1.0.5", EIGHT)
                + pod.formatted("b", "b", "n2", "10.1.0.6", TEN));
    assertThat(Written.intervals(inventory))
        .contains(
            "192.168.0.9 n1 1970-01-01T00:00:00Z 2026-01-01T10:00:00Z",
            "192.168.0.9 n2 2026-01-01T10:00:00Z on");
  }

  /** One time that cannot be read is counted; the node is known. */
  @Test
  void aBadTimeLeavesTheNode() throws IOException {
    Inventory inventory = read(node("n1", "u1", EIGHT, at("192.168.0.9") + alive("never")));
    assertThat(Written.intervals(inventory))
        .containsExactly("192.168.0.9 n1 2026-01-01T08:00:00Z on");
    assertThat(inventory.unused().keySet().toString())
        .contains("kubernetes node condition not used");
  }
}
