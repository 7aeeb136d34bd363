package dev.netgen.analyzer.settle;

import static dev.netgen.analyzer.settle.FlowDraft.tcp;
import static dev.netgen.analyzer.settle.FlowDraft.udp;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.analyzer.detect.Verdict;
import dev.netgen.analyzer.flow.Flow;
import dev.netgen.analyzer.flow.FlowContext;
import dev.netgen.analyzer.flow.FlowState;
import dev.netgen.analyzer.resolve.CapturePoint;
import dev.netgen.analyzer.resolve.NameTable;
import dev.netgen.analyzer.resolve.OutsideNames;
import dev.netgen.analyzer.resolve.Resolver;
import dev.netgen.model.graph.Encryption;
import dev.netgen.model.graph.LinkNote;
import dev.netgen.model.inventory.Inventory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which ends and which direction a conversation is given, without any inventory. */
final class SettlerTest {
  private static final String CLIENT = "10.1.0.2 40000";
  private static final String SERVICE = "10.96.0.10 80";
  private static final String BACKEND = "10.2.0.3 8080";
  private static final String NODE = "192.168.7.1 61000";
  private static final String BETWEEN = "10.1.0.2 40000 -> 10.2.0.3 8080 handshake";
  private static final int[] SENT = {11, 12, 13};
  private static final int[] GOT = {21, 22, 23};

  static Stream<Arguments> ends() {
    return Stream.of(
        Arguments.of(
            "a translated destination",
            BETWEEN,
            List.of(
                tcp(CLIENT, SERVICE).sequences(7, 9), tcp(CLIENT, BACKEND).sequences(7, 9).at(3))),
        Arguments.of(
            "a translated source",
            BETWEEN,
            List.of(
                tcp(CLIENT, BACKEND).sequences(7, 9), tcp(NODE, BACKEND).sequences(7, 9).at(3))),
        Arguments.of(
            "both, with a point between",
            BETWEEN,
            List.of(
                tcp(CLIENT, SERVICE).sequences(7, 9),
                tcp(CLIENT, BACKEND).sequences(7, 9).at(2).by(1),
                tcp(NODE, BACKEND).sequences(7, 9).at(3).by(2))),
        Arguments.of(
            "the answer seen first, from where it was not yet translated back",
            BETWEEN,
            List.of(
                udp(BACKEND, CLIENT).marks(GOT, SENT).opened(Flow.Initiator.B_BY_HANDSHAKE),
                udp(SERVICE, CLIENT)
                    .marks(GOT, SENT)
                    .opened(Flow.Initiator.B_BY_HANDSHAKE)
                    .at(3))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void ends(String name, String expected, List<FlowDraft> flows) {
    assertThat(settle(flows.toArray(FlowDraft[]::new)).stream().map(SettlerTest::text))
        .as(name)
        .containsExactly(expected);
  }

  @Test
  void trafficIsTheGreatestViewsNeverASum() {
    Settled settled =
        settle(
                tcp(CLIENT, BACKEND).sequences(7, 9).packets(5, 6).bytes(50, 60),
                tcp(BACKEND, CLIENT).sequences(9, 7).packets(7, 5).bytes(70, 50).by(1).at(2))
            .get(0);
    assertThat(settled.traffic()).isEqualTo(new Traffic(5, 7, 50, 70));
    assertThat(Sighting.of(settled).orElseThrow().traffic())
        .isEqualTo(
            ImmutableSortedMap.of(0, new Traffic(5, 6, 50, 60), 1, new Traffic(5, 7, 50, 70)));
  }

  @Test
  void theStrongestStateAndDirectionOfAnyViewCount() {
    Settled settled =
        settle(
                udp(BACKEND, CLIENT).marks(GOT, SENT).state(FlowState.ONE_WAY),
                udp(CLIENT, BACKEND)
                    .marks(SENT, GOT)
                    .opened(Flow.Initiator.A_BY_FIRST_PACKET)
                    .by(1)
                    .at(3))
            .get(0);
    assertThat(text(settled))
        .isEqualTo("10.1.0.2 40000 -> 10.2.0.3 8080 " + Basis.FIRST_PACKET.text());
    assertThat(settled.state()).isEqualTo(FlowState.ESTABLISHED);
  }

  @Test
  void aTunnelIsOneLinkWhicheverEndIsSeenFirst() {
    for (FlowDraft tunnel :
        List.of(
            udp("172.30.0.2 0", "172.30.0.1 4789").tunnel("vxlan"),
            udp("172.30.0.1 0", "172.30.0.2 4789").tunnel("vxlan"))) {
      Settled settled = settle(tunnel).get(0);
      assertThat(text(settled)).isEqualTo("172.30.0.1 0 -> 172.30.0.2 4789 tunnel ends are alike");
      Verdict verdict = Sighting.of(settled).orElseThrow().verdict();
      assertThat(verdict.protocol()).isEqualTo("vxlan");
      assertThat(verdict.encryption()).isEqualTo(Encryption.PLAINTEXT);
    }
  }

  @Test
  void protocolsWithoutPortsAreListedAndNoLinks() {
    Settled settled = settle(FlowDraft.ip(1, "10.1.0.2 0", "10.2.0.3 0")).get(0);
    assertThat(settled.transport()).isEmpty();
    assertThat(settled.betweenPeers()).isTrue();
    assertThat(Sighting.of(settled)).isEmpty();
  }

  @Test
  void loopbackAndMulticastAreListedAndNoLinks() {
    for (String to : List.of("127.0.0.1 80", "224.0.0.251 5353")) {
      Settled settled = settle(udp(CLIENT, to)).get(0);
      assertThat(settled.betweenPeers()).isFalse();
      assertThat(Sighting.of(settled))
          .hasValueSatisfying(s -> assertThat(s.betweenPeers()).isFalse());
    }
  }

  @Test
  void aTransferBelongsToTheRequestThatAnnouncedIt() {
    Settled settled =
        settle(
                udp("10.2.0.3 50001", CLIENT)
                    .opened(Flow.Initiator.A_BY_FIRST_PACKET)
                    .announced("tftp", "10.2.0.3 69"))
            .get(0);
    assertThat(text(settled))
        .isEqualTo("10.1.0.2 40000 -> 10.2.0.3 50001 announced by another conversation");
    Sighting sighting = Sighting.of(settled).orElseThrow();
    assertThat(sighting.client().party().peer()).hasToString("unresolved:10.1.0.2");
    assertThat(sighting.server().port()).isEqualTo(69);
    assertThat(sighting.counts()).isTrue();
    assertThat(sighting.verdict().notes()).containsExactly(LinkNote.DYNAMIC_PORTS);
    assertThat(sighting.verdict().encryption()).isEqualTo(Encryption.PLAINTEXT);
  }

  @Test
  void aDataConnectionOpenedByTheServerStillBelongsToTheClientsLink() {
    Settled settled =
        settle(
                tcp("10.2.0.3 20", CLIENT)
                    .sequences(7, 9)
                    .bytes(5000, 0)
                    .announced("ftp-data", "10.2.0.3 21"))
            .get(0);
    assertThat(text(settled)).isEqualTo("10.2.0.3 20 -> 10.1.0.2 40000 handshake");
    Sighting sighting = Sighting.of(settled).orElseThrow();
    assertThat(sighting.client().party().peer()).hasToString("unresolved:10.1.0.2");
    assertThat(sighting.server().port()).isEqualTo(21);
    assertThat(sighting.counts()).isFalse();
    assertThat(sighting.traffic().get(0)).isEqualTo(new Traffic(3, 3, 0, 5000));
  }

  /** Joined after its handshake, it goes to whom the control connection announced as listening. */
  @ParameterizedTest
  @CsvSource({
    "B, 10.1.0.2 40000 -> 10.2.0.3 50001 announced by another conversation",
    "A, 10.2.0.3 50001 -> 10.1.0.2 40000 announced by another conversation"
  })
  void aDataConnectionGoesToTheEndThatWasAnnounced(FlowContext.Listener listener, String text) {
    Settled settled =
        settle(
                tcp(CLIENT, "10.2.0.3 50001")
                    .opened(Flow.Initiator.UNKNOWN)
                    .announced("ftp-data", "10.2.0.3 21", listener))
            .get(0);
    assertThat(text(settled)).isEqualTo(text);
  }

  /** Media of a call is part of the call's link, whichever side sends first. */
  @ParameterizedTest
  @CsvSource({"rtp, PLAINTEXT", "srtp, OPAQUE"})
  void mediaBelongsToTheCallThatAnnouncedIt(String word, Encryption encryption) {
    for (FlowDraft media :
        List.of(
            udp("10.2.0.3 7000", CLIENT)
                .announced(word, "10.2.0.3 5060", FlowContext.Listener.B, CLIENT),
            udp(CLIENT, "10.2.0.3 7000")
                .announced(word, "10.2.0.3 5060", FlowContext.Listener.A, CLIENT))) {
      Settled settled = settle(media).get(0);
      assertThat(text(settled))
          .isEqualTo("10.1.0.2 40000 -> 10.2.0.3 7000 announced by another conversation");
      Sighting sighting = Sighting.of(settled).orElseThrow();
      assertThat(sighting.server().port()).isEqualTo(5060);
      assertThat(sighting.counts()).isFalse();
      assertThat(sighting.verdict().encryption()).isEqualTo(encryption);
      assertThat(sighting.verdict().facts()).containsEntry("dynamic.ports", word);
    }
  }

  /** Who was only named as the other end of media called nobody. */
  @Test
  void mediaOfAThirdPartyIsALinkOfItsOwn() {
    Settled settled =
        settle(
                udp(CLIENT, "10.2.0.3 7000")
                    .announced("rtp", "10.2.0.3 5060", FlowContext.Listener.B, "10.1.0.9 5060"))
            .get(0);
    assertThat(settled.announced()).isEmpty();
    assertThat(Sighting.of(settled).orElseThrow().server().port()).isEqualTo(7000);
  }

  @Test
  void whatAThirdPartyAnnouncedIsALinkOfItsOwn() {
    Settled settled =
        settle(tcp(CLIENT, BACKEND).sequences(7, 9).announced("ftp-data", "10.9.9.9 21")).get(0);
    assertThat(settled.announced()).isEmpty();
    assertThat(Sighting.of(settled).orElseThrow().server().port()).isEqualTo(8080);
  }

  private static String text(Settled settled) {
    return settled.clientAddress()
        + " "
        + settled.clientPort()
        + " -> "
        + settled.serverAddress()
        + " "
        + settled.serverPort()
        + " "
        + settled.basis().text();
  }

  private static List<Settled> settle(FlowDraft... flows) {
    NameTable table = new NameTable(100);
    Resolver resolver = new Resolver(Inventory.empty());
    List<Settled> out = new ArrayList<>();
    Settler settler =
        new Settler(
            observer ->
                new Vantage(
                    CapturePoint.of("file:" + observer), resolver, new Exposure(Inventory.empty())),
            new OutsideNames(table),
            out::add);
    ConversationJoin join = new ConversationJoin(flow -> verdict(), Joins.UNKNOWN, 100, settler);
    for (FlowDraft flow : flows) {
      join.accept(flow.flow());
    }
    join.finish();
    return out;
  }

  private static Verdict verdict() {
    return new Verdict(
        "",
        Encryption.OPAQUE,
        "by hand",
        Verdict.Side.UNKNOWN,
        ImmutableSortedSet.of(),
        ImmutableSortedMap.of());
  }
}
