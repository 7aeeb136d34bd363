package dev.netgen.generator.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.generator.GraphSketch;
import org.junit.jupiter.api.Test;

/** What is open at all addresses of the host and was used by the host alone is told. */
class BoundPortsTest {
  private static final String FILE =
      """
      services:
        web: {image: w, ports: ["8080:80", "127.0.0.1:82:82", {target: 81, published: 8081}]}
        db: {image: d}
        agent: {image: a, network_mode: host}
      """;
  private static final String WEB = "docker:p/web";

  private static GraphSketch sketch() {
    return new GraphSketch()
        .service(WEB)
        .service("docker:p/db")
        .service("docker:p/agent")
        .link(WEB, "docker:p/db", "5432/tcp")
        .link("node:docker-host", WEB, "80/tcp")
        .link("node:docker-host", WEB, "82/tcp")
        .link("docker:p/agent", WEB, "81/tcp");
  }

  private static String notes(GraphSketch sketch, String file) {
    return ComposeTargetTest.emit(sketch.compose(file)).notes().toString();
  }

  @Test
  void whatTheHostAloneUsesIsTold() {
    assertThat(notes(sketch(), FILE))
        .contains(
            "service web: used by the Docker host alone, and open at all its addresses: 80/tcp,"
                + " 81/tcp;");
    assertThat(notes(sketch().link("outside:internet", WEB, "80/tcp"), FILE))
        .contains("addresses: 81/tcp;");
  }

  @Test
  void notWhereANetworkBindsIt() {
    String file =
        FILE
            + "networks: {default: {driver_opts: {com.docker.network.bridge.host_binding_ipv4:"
            + " 127.0.0.2}}}\n";
    assertThat(notes(sketch(), file)).doesNotContain("used by the Docker host alone");
  }
}
