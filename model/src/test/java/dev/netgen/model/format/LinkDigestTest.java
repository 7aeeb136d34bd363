package dev.netgen.model.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.model.graph.Encryption;
import dev.netgen.model.graph.Link;
import dev.netgen.model.graph.LinkNote;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.net.Port;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LinkDigestTest {
  @Test
  void itIsOfTheLineInTheGraph() {
    Link link = link("dns");
    assertThat(GraphYaml.line(link))
        .isEqualTo(
            "{from: \"k8s:a/Deployment/b\", to: \"node:n\", port: 53/udp, speaks: dns,"
                + " encryption: plaintext, note: [one-way]}");
    assertThat(LinkDigest.of(link)).isEqualTo("b8c9ea2b3aec");
  }

  @Test
  void anythingTheGraphSaysOtherwiseChangesIt() {
    assertThat(LinkDigest.of(link("dns"))).isEqualTo(LinkDigest.of(link("dns")));
    assertThat(LinkDigest.of(link("dns"))).isNotEqualTo(LinkDigest.of(link("mdns")));
  }

  private static Link link(String speaks) {
    return Link.of(
        PeerId.parse("k8s:a/Deployment/b"),
        PeerId.parse("node:n"),
        Port.parse("53/udp"),
        Set.of(speaks),
        Encryption.PLAINTEXT,
        Set.of(LinkNote.ONE_WAY));
  }
}
