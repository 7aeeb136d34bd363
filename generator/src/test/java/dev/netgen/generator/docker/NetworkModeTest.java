package dev.netgen.generator.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.generator.GraphSketch;
import dev.netgen.generator.target.Emission;
import org.junit.jupiter.api.Test;

/** Services without a network namespace of their own, and those on the host's. */
class NetworkModeTest {
  private static final String FILE =
      """
      services:
        app: {image: a}
        side: {image: s, network_mode: "service:app"}
        third: {image: t, network_mode: "container:the-side"}
        agent: {image: h, network_mode: host}
        db: {image: d, container_name: the-db}
        off: {image: o, network_mode: none}
      """;

  @Test
  void aGuestsLinksAreItsOwners() {
    Emission emission =
        ComposeTargetTest.emit(
            sketch()
                .link("docker:p/side", "docker:p/db", "5432/tcp")
                .link("docker:p/side", "docker:p/app", "1/tcp")
                .link("docker:p/third", "outside:x.example", "443/tcp")
                .compose(FILE.replace("image: s,", "image: s, container_name: the-side,")));
    String text = emission.files().get(1).content();
    assertThat(text)
        .contains("  netgen-app-db:\n    internal: true\n", "  netgen-out-app:\n")
        .contains("    network_mode: \"service:app\"\n", " up -d --force-recreate\n")
        .doesNotContain("netgen-out-side", "netgen-only");
    assertThat(emission.notes().toString())
        .contains("service side lives in the network of service app")
        .contains("service third lives in the network of service app");
  }

  @Test
  void linksWithTheHostsNetworkNeedAWayOut() {
    Emission emission =
        ComposeTargetTest.emit(
            sketch()
                .link("docker:p/app", "docker:p/agent", "9100/tcp")
                .link("docker:p/agent", "docker:p/db", "5432/tcp")
                .link("docker:p/agent", "outside:x.example", "443/tcp")
                .compose(
                    FILE.replace("d, ", "d, ports: [\"5432:5432\", \"9:9\"], ")
                        .replace("container:the-side", "service:agent")));
    String text = emission.files().get(1).content();
    assertThat(text)
        .contains("  netgen-out-app:\n", "  netgen-out-db:\n", "\"5432:5432\"")
        .doesNotContain("netgen-out-agent", "\"9:9\"");
    assertThat(text.indexOf("enable_ip_masquerade", text.indexOf("  netgen-out-app:\n")))
        .isPositive();
    assertThat(emission.notes().toString())
        .contains("service agent is on the host's network")
        .contains("service third is on the host's network");
  }

  @Test
  void aSiblingCalledThroughTheHostStaysPublished() {
    Emission emission =
        ComposeTargetTest.emit(
            sketch()
                .link("docker:p/app", "docker:p/db", "5432/tcp")
                .called("docker:p/app", "docker:p/db", "5432/tcp", "192.0.2.7 15432/tcp")
                .compose(
                    "services:\n  app: {image: a}\n  db: {image: d, ports: [\"15432:5432\"]}\n"));
    assertThat(emission.files().get(1).content())
        .contains("\"15432:5432\"", "  netgen-out-app:\n", "  netgen-out-db:\n", "netgen-app-db:");
    assertThat(emission.notes().toString())
        .contains("service app called service db at an address of the host (192.0.2.7 15432/tcp)");
  }

  private static GraphSketch sketch() {
    GraphSketch sketch = new GraphSketch();
    for (String service : new String[] {"app", "side", "third", "agent", "db", "off"}) {
      sketch.service("docker:p/" + service, "p_default");
    }
    return sketch;
  }
}
