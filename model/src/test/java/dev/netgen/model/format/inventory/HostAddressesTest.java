package dev.netgen.model.format.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ip -json address} prints. */
final class HostAddressesTest {
  /** As iproute2 6.1 prints it, shortened. */
  private static final String HOST =
      """
      [{"ifindex":1,"ifname":"lo","flags":["LOOPBACK","UP","LOWER_UP"],"mtu":65536,
        "link_type":"loopback","address":"00:00:00:00:00:00",
        "addr_info":[{"family":"inet","local":"127.0.0.1","prefixlen":8,"scope":"host","label":"lo",
          "valid_life_time":4294967295,"preferred_life_time":4294967295}]},
       {"ifindex":2,"ifname":"eth0","address":"52:54:00:12:34:56",
        "addr_info":[{"family":"inet","local":"203.0.113.1","prefixlen":24,"scope":"global"},
          {"family":"inet6","local":"2001:db8::1","prefixlen":64,"scope":"global"},
          {"family":"inet6","local":"fe80::5054:ff:fe12:3456","prefixlen":64,"scope":"link"}]},
       {"ifindex":4,"ifname":"br-1","addr_info":[
          {"family":"inet","local":"172.18.0.1","prefixlen":16,"scope":"global"},
          {"family":"inet","prefixlen":16},{"local":"nonsense"}]},
       {"ifindex":5,"ifname":"veth1","addr_info":[]}]
      """;

  private static final String NETWORK =
      """
      [{"Name": "n", "IPAM": {"Config": [{"Subnet": "172.18.0.0/16", "Gateway": "172.18.0.1"}]}}]
      """;

  private static final String NODE =
      """
      {kind: Node, apiVersion: v1, metadata: {name: n1},
       status: {addresses: [{type: InternalIP, address: 203.0.113.1}]}}
      """;

  @TempDir private Path folder;

  @Test
  void theEnginesHostIsOneWithItsGateways() throws IOException {
    for (String[] order : new String[][] {{HOST, NETWORK}, {NETWORK, HOST}}) {
      var inventory = new Written(folder).read(order);
      assertThat(Written.claims(inventory))
          .containsExactly(
              "172.18.0.1 GATEWAY node:docker-host",
              "203.0.113.1 NODE node:docker-host",
              "2001:db8::1 NODE node:docker-host");
      assertThat(inventory.unused()).containsEntry("host address that is none", 2L);
      assertThat(inventory.conflicts()).isEmpty();
    }
  }

  @Test
  void aClustersNodeHasAllAddressesOfItsHost() throws IOException {
    assertThat(Written.claims(new Written(folder).read(HOST, NODE)))
        .containsExactly(
            "172.18.0.1 NODE node:n1", "203.0.113.1 NODE node:n1", "2001:db8::1 NODE node:n1");
  }

  @Test
  void alone() throws IOException {
    assertThat(Written.claims(new Written(folder).read(HOST)))
        .contains("203.0.113.1 NODE node:host");
    new Written(folder).file("inventory/20260101T100000.000000Z-host-addresses.json", HOST);
    assertThat(Written.claims(InventoryReader.ofRecording(folder, "", "vm")))
        .contains("203.0.113.1 NODE node:vm");
    assertThat(Written.claims(InventoryReader.ofRecording(folder, "", "a b/c")))
        .as("a name that no peer can have")
        .contains("203.0.113.1 NODE node:host");
  }
}
