package dev.netgen.analyzer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import dev.netgen.model.format.RecordingYaml;
import dev.netgen.model.problem.ProblemException;
import dev.netgen.model.recording.RecordingManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which inventory applies to recordings of which cluster. */
final class InventoriesTest {
  @TempDir Path folder;
  private Inventories inventories = new Inventories(List.of());

  @BeforeEach
  void threeInventories() throws IOException {
    Path east = pod(folder.resolve("e.json"), "cart");
    Path west = pod(folder.resolve("w.json"), "web");
    Path all = pod(folder.resolve("all.json"), "shared");
    inventories = new Inventories(List.of(Path.of("east=" + east), Path.of("west=" + west), all));
  }

  private static Path pod(Path file, String name) throws IOException {
    String text =
        """
        {"apiVersion": "v1", "kind": "List", "items": [{"apiVersion": "v1", "kind": "Pod",
         "metadata": {"name": "NAME", "namespace": "shop"}, "spec": {"containers": []},
         "status": {"phase": "Running", "podIP": "10.244.1.7"}}]}
        """;
    return Files.writeString(file, text.replace("NAME", name));
  }

  private Optional<Path> recording(String cluster) throws IOException {
    Path directory = Files.createDirectories(folder.resolve("of-" + cluster));
    RecordingManifest manifest =
        new RecordingManifest(
            "host",
            Instant.EPOCH,
            Optional.empty(),
            "",
            "",
            cluster,
            Optional.empty(),
            ImmutableList.of());
    Files.writeString(
        directory.resolve(RecordingYaml.FILE_NAME), RecordingYaml.text(manifest, List.of()));
    return Optional.of(directory);
  }

  private List<String> known(Optional<Path> recording) {
    return inventories.of(recording).workloads().keySet().stream().map(Object::toString).toList();
  }

  @Test
  void aNamedOneAppliesToItsClusterAndToInputsWithoutOne() throws IOException {
    String shared = "k8s:shop/Pod/shared";
    String east = "k8s:east:shop/Pod/cart";
    String west = "k8s:west:shop/Pod/web";
    assertThat(known(recording("east"))).containsExactlyInAnyOrder(shared, east);
    assertThat(known(recording("west"))).containsExactlyInAnyOrder(shared, west);
    assertThat(known(recording("north"))).containsExactly(shared);
    assertThat(known(recording(""))).containsExactlyInAnyOrder(shared, east, west);
    assertThat(known(Optional.empty())).containsExactlyInAnyOrder(shared, east, west);
  }

  @Test
  void aRecordingsOwnHasTheNameOfItsCluster() throws IOException {
    Path inventory = Files.createDirectories(recording("east").orElseThrow().resolve("inventory"));
    pod(inventory.resolve("20260101T000000.000000Z-kubernetes.json"), "own");
    assertThat(known(recording("east"))).contains("k8s:east:shop/Pod/own");
  }

  @Test
  void aFileOfThatNameHasNoNameInFront() throws IOException {
    Path odd = pod(folder.resolve("x=y.json"), "odd");
    inventories = new Inventories(List.of(odd));
    assertThat(known(Optional.empty())).containsExactly("k8s:shop/Pod/odd");
    assertThatThrownBy(() -> new Inventories(List.of(Path.of("east=none.json"))))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("none.json");
  }
}
