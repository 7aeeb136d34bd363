package dev.netgen.analyzer.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.model.graph.CommunicationGraph;
import dev.netgen.model.graph.Encryption;
import dev.netgen.model.graph.GraphDiff;
import dev.netgen.model.graph.Link;
import dev.netgen.model.graph.LinkNote;
import dev.netgen.model.graph.Peer;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.net.Port;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class DifferTest {
  private static final PeerId A = PeerId.parse("docker:shop/a");
  private static final PeerId B = PeerId.parse("docker:shop/b");

  private static Link link(int port, Encryption encryption, LinkNote... notes) {
    return Link.of(A, B, Port.parse(port + "/tcp"), Set.of(), encryption, Set.of(notes));
  }

  private static CommunicationGraph graph(Link... links) {
    return CommunicationGraph.of(List.of(Peer.named(A), Peer.named(B)), List.of(links));
  }

  private static List<Integer> ports(List<Link> links) {
    return links.stream().map(link -> link.port().number()).toList();
  }

  @Test
  void addedLinksComeRiskiestFirstThenByKey() {
    GraphDiff diff =
        Differ.diff(
            graph(),
            graph(
                link(1, Encryption.ENCRYPTED),
                link(2, Encryption.OPAQUE),
                link(3, Encryption.PLAINTEXT),
                link(4, Encryption.PLAINTEXT, LinkNote.CREDENTIALS_IN_CLEAR),
                link(5, Encryption.MIXED),
                link(6, Encryption.PLAINTEXT),
                link(7, Encryption.UPGRADED)));
    assertThat(ports(diff.linksAdded())).containsExactly(4, 3, 6, 2, 5, 1, 7);
    assertThat(diff.linksRemoved()).isEmpty();
    assertThat(diff.linksChanged()).isEmpty();
  }

  @Test
  void changedLinksAreRankedByWhatGotWorse() {
    GraphDiff diff =
        Differ.diff(
            graph(
                link(1, Encryption.PLAINTEXT),
                link(2, Encryption.ENCRYPTED),
                link(3, Encryption.ENCRYPTED),
                link(4, Encryption.PLAINTEXT),
                link(5, Encryption.ENCRYPTED),
                link(6, Encryption.PLAINTEXT)),
            graph(
                link(1, Encryption.ENCRYPTED),
                link(2, Encryption.UPGRADED),
                link(3, Encryption.PLAINTEXT),
                link(4, Encryption.PLAINTEXT, LinkNote.CREDENTIALS_IN_CLEAR),
                link(5, Encryption.MIXED),
                link(6, Encryption.PLAINTEXT)));
    assertThat(ports(diff.linksChanged().stream().map(GraphDiff.LinkChange::after).toList()))
        .containsExactly(4, 3, 5, 2, 1);
  }

  @Test
  void equalGraphsDoNotDiffer() {
    CommunicationGraph graph = graph(link(1, Encryption.PLAINTEXT));
    assertThat(Differ.diff(graph, graph).isEmpty()).isTrue();
  }

  @Test
  void peersAreCompared() {
    CommunicationGraph base = graph();
    CommunicationGraph head =
        CommunicationGraph.of(
            List.of(Peer.named(A).withNetworks(Set.of("back")), Peer.named(PeerId.node("n1"))),
            List.of());
    GraphDiff diff = Differ.diff(base, head);
    assertThat(diff.peersAdded()).containsExactly(Peer.named(PeerId.node("n1")));
    assertThat(diff.peersRemoved()).containsExactly(Peer.named(B));
    assertThat(diff.peersChanged()).hasSize(1);
  }
}
