package dev.netgen.capture.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AddressListTest {
  /** Every host has a loopback interface, and nothing of it is anybody else's business. */
  @Test
  void loopbackIsLeftOut() throws Exception {
    NetworkInterface loopback = NetworkInterface.getByName("lo");
    List<InterfaceAddress> all = loopback == null ? List.of() : loopback.getInterfaceAddresses();
    assertThat(all).isNotEmpty();
    assertThat(AddressList.addresses(all)).isEmpty();
    for (JsonNode each : AddressList.json()) {
      assertThat(each.path("ifname").asText()).isNotEqualTo("lo");
    }
  }

  @Test
  void eachAddressStandsAsIpPrintsIt() throws Exception {
    for (JsonNode each : AddressList.json()) {
      assertThat(each.path("addr_info")).isNotEmpty();
      for (JsonNode address : each.path("addr_info")) {
        assertThat(address.fieldNames())
            .toIterable()
            .containsExactly("family", "local", "prefixlen", "scope");
        boolean v6 = address.path("local").asText().contains(":");
        assertThat(address.path("family").asText()).isEqualTo(v6 ? "inet6" : "inet");
        assertThat(address.path("local").asText()).doesNotContain("%");
      }
    }
    assertThat(Collections.list(NetworkInterface.getNetworkInterfaces())).isNotEmpty();
  }
}
