package dev.netgen.model.format.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.model.graph.PeerId;
import dev.netgen.model.inventory.Forward;
import dev.netgen.model.inventory.Inventory;
import dev.netgen.model.net.IpAddress;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hundredth of what benchmarks/inventory measures. */
class InventoryScaleTest {
  @TempDir Path folder;

  @Test
  void aLargeClusterKeepsItsNames() throws IOException {
    Path file = folder.resolve("cluster.json");
    try (OutputStream out = Files.newOutputStream(file)) {
      new SyntheticCluster(1000, 200, out).write();
    }
    Inventory inventory = InventoryReader.read(file);
    assertThat(inventory.workloads()).hasSize(100);
    assertThat(inventory.forwards()).hasSize(400);
    assertThat(inventory.unused()).isEmpty();
    assertThat(inventory.conflicts()).isEmpty();
    assertThat(inventory.toString()).doesNotContain("for-anybody").doesNotContain("for anybody");
    PeerId owner = PeerId.kubernetes("team-99", "Deployment", "app-99");
    IpAddress last = IpAddress.parse(SyntheticCluster.podAddress(999));
    assertThat(inventory.addresses())
        .anyMatch(claim -> claim.address().equals(last) && claim.owner().equals(owner));
    assertThat(
            inventory.forwards().stream()
                .filter(f -> f.name().equals("service team-99/service-199")))
        .extracting(Forward::backends)
        .allSatisfy(
            backends -> assertThat(backends).allMatch(b -> b.owner().equals(owner)).hasSize(1));
  }

  /** Files of one size describe one cluster, whatever was read before. */
  @Test
  void equalNumbersGiveEqualBytes() throws IOException {
    byte[][] twice = new byte[2][];
    for (int i = 0; i < 2; i++) {
      java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
      new SyntheticCluster(20, 5, out).write();
      twice[i] = out.toByteArray();
    }
    assertThat(twice[0]).isEqualTo(twice[1]);
  }
}
