package dev.netgen.model.format.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import dev.netgen.model.inventory.Inventory;
import dev.netgen.model.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code netgen.yaml} among inventories, and inventories of clusters. */
class DecisionsFormatTest {
  private static final String HEAD = "apiVersion: netgen/v1\nkind: NetgenDecisions\n";
  private static final String POD =
      """
      {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web", "namespace": "shop"},
       "spec": {"nodeName": "n1", "containers": []},
       "status": {"podIP": "10.0.0.1", "startTime": "2026-01-01T00:00:00Z", "phase": "Running"}}
      """;

  @TempDir private Path directory;

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  @Test
  void machinesStandBesideOtherInventories() throws IOException {
    Path decided =
        write(
            "netgen.yaml",
            HEAD
                + "machines: [{name: db, addresses: [10.0.0.9], reason: r}]\n"
                + "namespaces: [{from: a, to: b, reason: r}]\n");
    Inventory inventory = InventoryReader.read(ImmutableList.of(write("pods.json", POD), decided));
    assertThat(inventory.addresses())
        .extracting(claim -> claim.address() + " " + claim.owner())
        .containsExactly("10.0.0.1 k8s:shop/Pod/web", "10.0.0.9 outside:db");
    assertThat(inventory.unused())
        .containsEntry("decision about another cluster, which needs --decisions", 1L);
  }

  @Test
  void strictnessIsNotLostInTheStream() throws IOException {
    Path wrong = write("netgen.yaml", HEAD + "links: []\n");
    assertThatThrownBy(() -> InventoryReader.read(wrong))
        .isInstanceOf(ProblemException.class)
        .hasMessageContainingAll("unknown section \"links\"", "netgen.yaml");
    Path reasonless = write("n.yaml", HEAD + "machines: [{name: a, addresses: [10.0.0.1]}]\n");
    assertThatThrownBy(() -> InventoryReader.read(reasonless))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("\"reason\" is missing");
  }

  @Test
  void aNamedClusterAppliesToItsOwnRecordingsAndToThoseWithoutAName() throws IOException {
    Path pods = write("pods.json", POD);
    Path decided =
        write("netgen.yaml", HEAD + "machines: [{name: db, addresses: [10.0.0.9], reason: r}]\n");
    InventoryFiles files =
        new InventoryFiles(ImmutableListMultimap.of("west", pods, "", decided, "", decided));
    assertThat(owners(files.read())).hasSize(2).contains("outside:db");
    assertThat(owners(files.readFor("west"))).isEqualTo(owners(files.read()));
    assertThat(owners(files.readFor("east"))).containsExactly("outside:db");
    assertThat(InventoryFiles.none().read()).isEqualTo(Inventory.empty());
  }

  private static ImmutableList<String> owners(Inventory inventory) {
    return inventory.addresses().stream()
        .map(claim -> claim.owner().toString())
        .collect(ImmutableList.toImmutableList());
  }
}
