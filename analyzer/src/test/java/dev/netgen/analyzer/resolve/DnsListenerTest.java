package dev.netgen.analyzer.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.inventory.AddressClaim;
import dev.netgen.model.inventory.Backend;
import dev.netgen.model.inventory.Forward;
import dev.netgen.model.inventory.Inventory;
import dev.netgen.model.inventory.InventoryBuilder;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.net.Port;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which DNS responses name an address for whom, and how. */
final class DnsListenerTest {
  private static final String CLIENT = "10.1.0.5";
  private static final String OTHER = "10.1.0.6";
  private static final String RESOLVER = "10.1.0.53";
  private static final String SERVICE = "10.96.0.10";
  private static final String FOUND = "198.51.100.7";
  private static final CapturePoint POINT = CapturePoint.of("host:here");
  private static final long SECOND = 1_000_000_000L;

  private final Inventory inventory =
      new InventoryBuilder()
          .addresses(List.of(held("k8s:kube-system/Deployment/coredns", RESOLVER)))
          .addresses(List.of(held("k8s:shop/Deployment/cart", "10.1.0.9")))
          .forwards(
              List.of(
                  Forward.always(
                      "service kube-system/kube-dns",
                      Optional.of(IpAddress.parse(SERVICE)),
                      Port.parse("53/udp"),
                      ImmutableSortedSet.of(
                          new Backend(
                              PeerId.parse("k8s:kube-system/Deployment/coredns"),
                              Port.parse("53/udp"))))))
          .build();
  private final NameTable names = new NameTable(1000);
  private final DnsListener dns = new DnsListener(new Resolver(inventory), inventory, names);

  private static AddressClaim held(String owner, String address) {
    return held(owner, address, owner);
  }

  private static AddressClaim held(String owner, String address, String instance) {
    return AddressClaim.of(
        IpAddress.parse(address),
        AddressClaim.Kind.WORKLOAD,
        PeerId.parse(owner),
        instance,
        Instant.EPOCH,
        Instant.MAX);
  }

  private void asks(double at, String server, int id, String name) {
    byte[] query = DnsMessages.query(id, name);
    dns.heard(POINT, hop(CLIENT, 40_000, server, 53, at), query, 0, query.length);
  }

  private void answers(double at, String server, DnsMessages response) {
    byte[] bytes = response.bytes();
    dns.heard(POINT, hop(server, 53, CLIENT, 40_000, at), bytes, 0, bytes.length);
  }

  private static DnsHop hop(String from, int fromPort, String to, int toPort, double at) {
    IpAddress source = IpAddress.parse(from);
    return new DnsHop(0, 0, source, fromPort, IpAddress.parse(to), toPort, (long) (at * SECOND));
  }

  private static DnsMessages found(String name) {
    return DnsMessages.response(name, 30).address(name, FOUND);
  }

  private String named(String client, String address, double at) {
    return names
        .at("host:here " + client, IpAddress.parse(address), (long) (at * SECOND), "")
        .orElse("-");
  }

  private String named() {
    return named(CLIENT, FOUND, 3);
  }

  @Test
  void theAnswerToAQuestionNamesTheAddressForWhoAsked() {
    asks(1, RESOLVER, DnsMessages.ID, "A.Example.com");
    answers(1.01, RESOLVER, found("a.eXample.com"));
    assertThat(named()).isEqualTo("a.example.com");
    assertThat(named(OTHER, FOUND, 3)).isEqualTo("-");
    assertThat(dns.counts()).isEmpty();
  }

  /** Near misses of the question: another server, number, name, or too late. */
  @ParameterizedTest
  @CsvSource({
    "10.1.0.66, 4660, a.example.com, 1.01",
    "10.1.0.53, 4661, a.example.com, 1.01",
    "10.1.0.53, 4660, b.example.com, 1.01",
    "10.1.0.53, 4660, a.example.com, 31.5",
  })
  void aResponseToNoQuestionOfAClientThatAsksIsNotBelieved(
      String server, int id, String name, double at) {
    asks(1, RESOLVER, DnsMessages.ID, "a.example.com");
    answers(at, server, found(name).id(id));
    assertThat(names.ever("host:here " + CLIENT, IpAddress.parse(FOUND))).isEmpty();
    assertThat(dns.counts().toString()).isEqualTo("{dns answers not used, to no question seen=1}");
  }

  /** Two questions of one number for the addresses of both families, answered in any order. */
  @ParameterizedTest
  @CsvSource({"1, 28", "28, 1"})
  void questionsForTwoTypesAreTwo(int one, int other) {
    for (int type : new int[] {1, 28}) {
      byte[] query =
          DnsMessages.response("a.example.com", 0).id(9).flags(0x0100).type(type).bytes();
      dns.heard(POINT, hop(CLIENT, 40_000, RESOLVER, 53, 1), query, 0, query.length);
    }
    for (int type : new int[] {one, other}) {
      String found = type == 1 ? FOUND : "2001:db8::7";
      answers(
          1.01,
          RESOLVER,
          DnsMessages.response("a.example.com", 30)
              .id(9)
              .type(type)
              .address("a.example.com", found));
    }
    assertThat(named()).isEqualTo("a.example.com");
    assertThat(named(CLIENT, "2001:db8::7", 3)).isEqualTo("a.example.com");
    answers(1.02, RESOLVER, found("a.example.com").id(9).type(65));
    assertThat(dns.counts()).hasSize(1);
  }

  @Test
  void whatComesBeforeTheClientsFirstQuestionIsNoLongerBelievedThen() {
    answers(1, "10.1.0.66", found("bank.example.com"));
    assertThat(named()).isEqualTo("bank.example.com");
    asks(2, RESOLVER, DnsMessages.ID, "a.example.com");
    assertThat(named()).isEqualTo("-");
    assertThat(names.ever("host:here " + CLIENT, IpAddress.parse(FOUND))).isEmpty();
  }

  @Test
  void whereNoQuestionIsSeenOnlyAResolversPortAnswers() {
    byte[] bytes = found("a.example.com").bytes();
    dns.heard(POINT, hop(RESOLVER, 5300, CLIENT, 40_000, 1), bytes, 0, bytes.length);
    assertThat(named()).isEqualTo("-");
  }

  @Test
  void theSecondAnswerToOneQuestionComesTooLate() {
    asks(1, RESOLVER, DnsMessages.ID, "a.example.com");
    answers(
        1.01, RESOLVER, DnsMessages.response("a.example.com", 30).address("a.example.com", FOUND));
    answers(
        1.02,
        RESOLVER,
        DnsMessages.response("a.example.com", 30).address("a.example.com", "203.0.113.66"));
    assertThat(named()).isEqualTo("a.example.com");
    assertThat(named(CLIENT, "203.0.113.66", 3)).isEqualTo("-");
  }

  /** The reply shows the pod that answers; only a Service's address may be answered so. */
  @ParameterizedTest
  @CsvSource({
    "10.96.0.10, 10.1.0.53, a.example.com",
    "10.96.0.10, 10.1.0.66, -",
    "10.1.0.54, 10.1.0.53, -"
  })
  void whoAnswersForAServiceIsAWorkload(String asked, String answering, String name) {
    asks(1, asked, DnsMessages.ID, "a.example.com");
    answers(1.01, answering, found("a.example.com"));
    assertThat(named()).isEqualTo(name);
  }

  /** An embedded resolver is asked on one port and answers from another. */
  @Test
  void theResolversPortsMayDiffer() {
    byte[] query = DnsMessages.query(DnsMessages.ID, "a.example.com");
    byte[] response = found("a.example.com").bytes();
    DnsHop there = hop("127.0.0.1", 40_000, "127.0.0.11", 38_211, 1);
    DnsHop back = hop("127.0.0.11", 53, "127.0.0.1", 40_000, 1.01);
    dns.heard(POINT, there, query, 0, query.length);
    dns.heard(POINT, back, response, 0, response.length);
    assertThat(names.at("host:here", IpAddress.parse(FOUND), 2 * SECOND, ""))
        .contains("a.example.com");
  }

  @Test
  void triedInVainWithSearchDomainsIsKeptAsAsked() {
    String[] tried = {
      "api.example.com.shop.svc.cluster.local", "api.example.com.svc.cluster.local", "other.example"
    };
    for (String name : tried) {
      asks(1, RESOLVER, 7, name);
      answers(1.01, RESOLVER, DnsMessages.response(name, 0).id(7).flags(0x8183));
    }
    asks(1.1, RESOLVER, 8, "api.example.com");
    answers(1.11, RESOLVER, found("api.example.com").id(8));
    assertThat(named()).isEqualTo("api.example.com");
    assertThat(names.raw("host:here " + CLIENT, "api.example.com"))
        .containsExactlyInAnyOrder(tried[0], tried[1]);
  }

  @Test
  void aShortNameIsCalledByTheOneThatWasFound() {
    for (String tried : new String[] {"payments", "payments.shop.svc.cluster.local", "p.corp.io"}) {
      asks(1, RESOLVER, 7, tried);
      answers(1.01, RESOLVER, DnsMessages.response(tried, 0).id(7).flags(0x8183));
    }
    asks(1.1, RESOLVER, 8, "payments.corp.example");
    answers(1.11, RESOLVER, found("payments.corp.example").id(8));
    assertThat(named()).isEqualTo("payments.corp.example");
    assertThat(names.raw("host:here " + CLIENT, "payments.corp.example"))
        .containsExactly("payments", "payments.shop.svc.cluster.local");
  }

  /** The name asked for, what its alias leads to, and what the graph calls it. */
  @ParameterizedTest
  @CsvSource({
    "api.example.com, edge.cdn.example.net, api.example.com",
    "api.example.com.shop.svc.cluster.local, api.example.com, api.example.com",
    "api.example.com.corp.example, api.example.com, api.example.com",
    "api.example.com.corp.example, api.example.co, api.example.com.corp.example",
    "payments.corp.example, payments, payments.corp.example",
    "pay.shop.svc.cluster.local, payments.example.com, payments.example.com",
    "a.shop.svc.cluster.local, b.shop.svc.cluster.local, -",
    "www.example.com, www.example.com.edgekey.example, www.example.com",
    "_8443._https.api.example.com, api.example.com, api.example.com",
    "_https.api.example.com, svc.example.net, api.example.com",
    "internet, edge.example.com, -",
    "198.51.100.1, edge.example.com, -",
  })
  void theNameOfTheGraph(String asked, String alias, String called) {
    asks(1, RESOLVER, DnsMessages.ID, asked);
    answers(
        1.01, RESOLVER, DnsMessages.response(asked, 30).alias(asked, alias).address(alias, FOUND));
    assertThat(named()).isEqualTo(called);
  }

  @ParameterizedTest
  @CsvSource({
    "backend.shop.svc.cluster.local, -",
    "backend.shop.svc, -",
    "db-0.db.shop.svc.cluster.local, -",
    "10-1-0-9.shop.pod.cluster.local, -",
    "backend.shop.svc.prod.internal, backend.shop.svc.prod.internal",
    "cluster.local.example.com, cluster.local.example.com"
  })
  void namesOfTheClusterNameNothingOutside(String name, String called) {
    asks(1, RESOLVER, DnsMessages.ID, name);
    answers(1.01, RESOLVER, found(name));
    assertThat(named()).isEqualTo(called);
  }

  @Test
  void theClustersDomainIsLearntFromAnAddressOfItsOwn() {
    asks(1, RESOLVER, 1, "cart.shop.svc.prod.internal");
    answers(
        1.01,
        RESOLVER,
        DnsMessages.response("cart.shop.svc.prod.internal", 30)
            .id(1)
            .address("cart.shop.svc.prod.internal", "10.1.0.9"));
    asks(1.2, RESOLVER, DnsMessages.ID, "legacy.shop.svc.prod.internal");
    answers(1.21, RESOLVER, found("legacy.shop.svc.prod.internal"));
    assertThat(named()).isEqualTo("-");
    assertThat(dns.counts().toString())
        .isEqualTo("{dns answers not used, for a name inside the cluster=1}");
  }

  @Test
  void ofANameWithAndWithoutASearchDomainTheShorterIsMeant() {
    asks(1, RESOLVER, 1, "api.example.com");
    answers(1.01, RESOLVER, found("api.example.com").id(1));
    asks(1.1, RESOLVER, 2, "api.example.com.corp.example");
    answers(1.11, RESOLVER, found("api.example.com.corp.example").id(2));
    assertThat(named()).isEqualTo("api.example.com");
  }

  /**
   * On lo inside a container both ends are loopback; whose it is the recording's host name tells:
   * one container's, or of its owner's any.
   */
  @ParameterizedTest
  @CsvSource({
    "host:w1, docker:shop/web",
    "host:shop_web_1, docker:shop/web shop_web_1",
    "container:shop_web_1, docker:shop/web shop_web_1",
    "host:api-7d9f, k8s:shop/Deployment/api shop/api-7d9f",
    "host:d9f, host:d9f",
    "host:shared, host:shared",
    "file:lo.pcap, file:lo.pcap",
  })
  void insideAContainerTheClientIsTheContainer(String scope, String client) {
    Inventory containers =
        new InventoryBuilder()
            .addresses(
                List.of(
                    held("docker:shop/web", "172.18.0.2", "shop_web_1"),
                    held("k8s:shop/Deployment/api", "10.1.0.7", "shop/api-7d9f")))
            .hostName("w1", PeerId.parse("docker:shop/web"))
            .hostName("shared", PeerId.parse("docker:shop/web"))
            .hostName("shared", PeerId.parse("docker:shop/db"))
            .build();
    NameTable table = new NameTable(10);
    DnsListener inside = new DnsListener(new Resolver(containers), containers, table);
    CapturePoint lo = new CapturePoint(scope, "", ImmutableSortedSet.of(), true);
    byte[] query = DnsMessages.query(DnsMessages.ID, "a.example.com");
    byte[] answer = found("a.example.com").bytes();
    inside.heard(lo, hop("127.0.0.1", 40_000, "127.0.0.11", 43_935, 1), query, 0, query.length);
    inside.heard(lo, hop("127.0.0.11", 53, "127.0.0.1", 40_000, 1.1), answer, 0, answer.length);
    assertThat(table.ever(client, IpAddress.parse(FOUND))).containsExactly("a.example.com");
  }
}
