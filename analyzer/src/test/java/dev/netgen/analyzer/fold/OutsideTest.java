package dev.netgen.analyzer.fold;

import static dev.netgen.analyzer.fold.FlowMaker.tcp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.ITERABLE;

import dev.netgen.analyzer.detect.Verdict;
import dev.netgen.analyzer.resolve.DnsMessages;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of outside servers: asked for, sent, or none. */
final class OutsideTest {
  private static final String CLIENT = "172.18.0.3";
  private static final String OTHER = "172.18.0.4";
  private static final String SERVER = "198.51.100.7";

  private static final byte[] ANSWER =
      DnsMessages.response("payments.example.com", 30)
          .alias("payments.example.com", "edge.cdn.example.net")
          .address("edge.cdn.example.net", SERVER)
          .bytes();

  private static Scene scene() {
    return Scene.of(
        new World().holds("docker:shop/backend", CLIENT).holds("docker:shop/batch", OTHER));
  }

  private static FlowMaker call(String client) {
    return tcp(client, SERVER + " 443");
  }

  private static String link(String name) {
    return "docker:shop/backend -> outside:" + name + " 443/tcp - opaque";
  }

  @Test
  void theNameTheClientAskedForNamesTheServer() {
    Folded folded = scene().answered(1, CLIENT, ANSWER).add(call(CLIENT).at(2)).fold();
    assertThat(folded.graph().links().keySet().toString())
        .isEqualTo("[docker:shop/backend -> outside:payments.example.com 443/tcp]");
    assertThat(folded.addresses().toString())
        .isEqualTo("{outside:payments.example.com=[198.51.100.7]}");
    assertThat(folded.links().firstEntry().getValue().facts().get("name.basis"))
        .containsExactly("dns answer before the flow");
  }

  @Test
  void aNameAnotherClientAskedForDoesNot() {
    assertThat(scene().answered(1, OTHER, ANSWER).add(call(CLIENT).at(2)).links())
        .containsExactly(link("198.51.100.7/32"));
  }

  /** Another container of the same service is another client. */
  @Test
  void aNameAnotherReplicaAskedForDoesNot() {
    World world =
        new World()
            .holds("docker:shop/backend", "shop-backend-1", CLIENT, -3600, 3600)
            .holds("docker:shop/backend", "shop-backend-2", OTHER, -3600, 3600);
    Scene scene = Scene.of(world).answered(1, OTHER, ANSWER);
    assertThat(scene.add(call(CLIENT).at(2), call(OTHER).at(2)).links())
        .containsExactly(link("198.51.100.7/32"), link("payments.example.com"));
  }

  /** Good from its packet for 30 seconds and 60 of grace: what begins outside that has no name. */
  @ParameterizedTest
  @CsvSource({
    "0.9, 198.51.100.7/32",
    "1, payments.example.com",
    "91, payments.example.com",
    "91.1, 198.51.100.7/32",
    "3000, 198.51.100.7/32"
  })
  void onlyAnAnswerBeforeTheFlowNamesIt(double at, String name) {
    assertThat(scene().answered(1, CLIENT, ANSWER).add(call(CLIENT).at(at)).links())
        .containsExactly(link(name));
  }

  /** It counts when a connection began, not when it ended. */
  @Test
  void aLongConnectionKeepsTheNameItBeganWith() {
    FlowMaker flow = call(CLIENT).at(2).lasting(7200);
    assertThat(scene().answered(1, CLIENT, ANSWER).add(flow).links())
        .containsExactly(link("payments.example.com"));
  }

  @Test
  void whatRanBeforeTheAnswerHasTheNameSentOrTheAddress() {
    FlowMaker flow = call(CLIENT).midStream().roles(Verdict.Side.B).lasting(600);
    assertThat(scene().answered(30, CLIENT, ANSWER).add(flow).links())
        .containsExactly(link("198.51.100.7/32"));
    assertThat(
            scene()
                .answered(30, CLIENT, ANSWER)
                .add(flow.fact("http.host", "api.example.com"))
                .links())
        .containsExactly(link("api.example.com"));
  }

  /** Flows whose direction only the rest of the recording tells: each by its own beginning. */
  @Test
  void lateDirectionChangesNothingOfThat() {
    FlowMaker before = tcp(CLIENT + " 5001", SERVER + " 9000").at(2).midStream();
    FlowMaker after = tcp(CLIENT + " 5002", SERVER + " 9000").at(31).midStream();
    FlowMaker listens = tcp(OTHER, SERVER + " 9000").at(32);
    List<String> links = scene().answered(30, CLIENT, ANSWER).add(before, after, listens).links();
    assertThat(links)
        .containsExactly(
            link("198.51.100.7/32").replace("443", "9000"),
            link("payments.example.com").replace("443", "9000"),
            "docker:shop/batch -> outside:198.51.100.7/32 9000/tcp - opaque");
  }

  /** An answer whose life is long over may be of a machine that had the address before. */
  @Test
  void theNameSentGoesBeforeOneOfAnotherTime() {
    for (String fact : new String[] {"tls.sni", "http.host"}) {
      FlowMaker flow = call(CLIENT).at(600).fact(fact, "new.example.com");
      Folded folded = scene().answered(1, CLIENT, ANSWER).add(flow).fold();
      assertThat(folded.graph().links().keySet().toString())
          .isEqualTo("[docker:shop/backend -> outside:new.example.com 443/tcp]");
    }
  }

  @Test
  void twoLaterNamesNameNothing() {
    byte[] second =
        DnsMessages.response("www.example.com", 30).address("www.example.com", SERVER).bytes();
    assertThat(
            scene()
                .answered(30, CLIENT, ANSWER)
                .answered(31, CLIENT, second)
                .add(call(CLIENT))
                .links())
        .containsExactly(link("198.51.100.7/32"));
  }

  @Test
  void ofTwoGoodNamesTheOneSentIsMeant() {
    byte[] second =
        DnsMessages.response("www.example.com", 30).address("www.example.com", SERVER).bytes();
    FlowMaker flow = call(CLIENT).at(3).fact("tls.sni", "payments.example.com");
    assertThat(scene().answered(1, CLIENT, ANSWER).answered(2, CLIENT, second).add(flow).links())
        .containsExactly(link("payments.example.com"));
  }

  @Test
  void withoutAnAnswerTheServerNameSentIsUsedAndSaid() {
    Folded folded = scene().add(call(CLIENT).fact("tls.sni", "Api.Example.com")).fold();
    assertThat(folded.graph().links().keySet().toString()).contains("outside:api.example.com");
    assertThat(folded.links().firstEntry().getValue().facts().get("name.basis"))
        .containsExactly("tls server name");
  }

  @Test
  void aHostHeaderNamesTheServerUnlessItIsAnAddress() {
    assertThat(scene().add(call(CLIENT).fact("http.host", "api.example.com:443")).links())
        .containsExactly(link("api.example.com"));
    assertThat(scene().add(call(CLIENT).fact("http.host", SERVER)).links())
        .containsExactly(link("198.51.100.7/32"));
  }

  @Test
  void theOuterNameOfAnEncryptedHelloNamesNothing() {
    FlowMaker flow = call(CLIENT).fact("tls.sni", "cover.example.com").fact("tls.ech", "yes");
    assertThat(scene().add(flow).links()).containsExactly(link("198.51.100.7/32"));
  }

  @Test
  void whatWasTriedBeforeStandsInTheEvidence() {
    byte[] inVain =
        DnsMessages.response("payments.example.com.shop.svc.cluster.local", 0)
            .flags(0x8183)
            .bytes();
    Folded folded =
        scene()
            .answered(0.5, CLIENT, inVain)
            .answered(1, CLIENT, ANSWER)
            .add(call(CLIENT).at(2))
            .fold();
    assertThat(folded.links().firstEntry().getValue().facts().get("name.asked"))
        .containsExactly("payments.example.com.shop.svc.cluster.local");
  }

  @Test
  void manyAddressesOfOneNameAreOnePeer() {
    DnsMessages answer = DnsMessages.response("cdn.example.com", 30);
    for (int i = 1; i <= 40; i++) {
      answer.address("cdn.example.com", "198.51.100." + i);
    }
    answer.https("cdn.example.com", 1, "", "2001:db8::1");
    Scene scene = scene().answered(1, CLIENT, answer.bytes());
    for (int i = 1; i <= 40; i++) {
      scene.add(tcp(CLIENT, "198.51.100." + i + " 443").at(2));
    }
    Folded folded = scene.add(tcp(CLIENT, "2001:db8::1 443").at(3)).fold();
    assertThat(folded.graph().links().keySet().toString())
        .isEqualTo("[docker:shop/backend -> outside:cdn.example.com 443/tcp]");
    assertThat(folded.addresses().values()).singleElement().asInstanceOf(ITERABLE).hasSize(41);
  }

  @Test
  void anAnswerWithAWorkloadsAddressNamesNoWorkload() {
    byte[] answer =
        DnsMessages.response("db.example.com", 30).address("db.example.com", OTHER).bytes();
    FlowMaker flow = tcp(CLIENT, OTHER + " 5432").at(2);
    assertThat(scene().answered(1, CLIENT, answer).add(flow).links())
        .containsExactly("docker:shop/backend -> docker:shop/batch 5432/tcp - opaque");
  }

  @Test
  void aNameInsideTheClusterNamesNothingOutside() {
    String name = "pay.shop.svc.cluster.local";
    byte[] answer = DnsMessages.response(name, 30).address(name, SERVER).bytes();
    FlowMaker flow = call(CLIENT).at(2).fact("tls.sni", "pay.shop.svc.cluster.local");
    assertThat(scene().answered(1, CLIENT, answer).add(flow).links())
        .containsExactly(link("198.51.100.7/32"));
  }

  @Test
  void aPrivateAddressIsUnresolvedWhateverItIsCalled() {
    FlowMaker flow = tcp(CLIENT, "10.9.8.7 443").fact("tls.sni", "db.example.com");
    assertThat(scene().add(flow).links())
        .containsExactly("docker:shop/backend -> unresolved:10.9.8.7 443/tcp - opaque");
  }

  @Test
  void theMetadataAddressIsAPeer() {
    assertThat(scene().add(tcp(CLIENT, "169.254.169.254 80")).links())
        .containsExactly("docker:shop/backend -> outside:169.254.169.254/32 80/tcp - opaque");
  }
}
