package dev.netgen.model.format.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ip -json route} prints, and a recording's file of routes, tell no peer. */
final class HostRoutesTest {
  private static final String ROUTES =
      """
      [{"dst":"default","gateway":"192.0.2.1","dev":"eth0","protocol":"dhcp","flags":[]},
       {"dst":"10.0.0.0/8","dev":"tun0","scope":"link","flags":[]},
       {"dst":"172.18.0.0/16","dev":"br-1","network":"n"}]
      """;

  private static final String NETWORK =
      """
      [{"Name": "n", "IPAM": {"Config": [{"Subnet": "172.18.0.0/16", "Gateway": "172.18.0.1"}]}}]
      """;

  @TempDir private Path folder;

  @Test
  void theyTellNoPeerAndAreNoMistake() throws IOException {
    var with = new Written(folder).read(ROUTES, NETWORK);
    assertThat(Written.claims(with)).containsExactly("172.18.0.1 GATEWAY node:docker-host");
    assertThat(with.unused()).isEmpty();
    assertThat(Written.claims(new Written(folder).read(ROUTES))).isEmpty();
  }
}
