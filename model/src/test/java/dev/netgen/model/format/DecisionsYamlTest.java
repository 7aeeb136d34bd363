package dev.netgen.model.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netgen.model.decision.Decisions;
import dev.netgen.model.decision.Machine;
import dev.netgen.model.decision.SharedNetwork;
import dev.netgen.model.decision.Silence;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.graph.PeerId;
import dev.netgen.model.inventory.AddressClaim;
import dev.netgen.model.inventory.Inventory;
import dev.netgen.model.inventory.KnownRange;
import dev.netgen.model.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionsYamlTest {
  private static final String HEAD = "apiVersion: netgen/v1\nkind: NetgenDecisions\n";

  private static Decisions read(String text) {
    return DecisionsYaml.read(Documents.yaml("conf/netgen.yaml", HEAD + text), "conf/netgen.yaml");
  }

  private static void refuses(String text, String... says) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(ProblemException.class)
        .hasMessageContainingAll(says)
        .hasMessageContaining("conf/netgen.yaml")
        .hasMessageNotContaining("\n");
  }

  @Test
  void everySection() {
    Decisions decisions =
        read(
            """
            machines:
              - {name: Billing-DB, addresses: [192.0.2.10, 198.51.100.0/24, "2001:db8::1"], reason: the mainframe}
              - {name: build-1, kind: node, addresses: [10.0.0.9], reason: "not in the cluster's list"}
            namespaces:
              - {from: shop-staging, to: shop, reason: naming rule 4}
            resolvers:
              - {from: "k8s:kube-system/Deployment/coredns", to: "outside:169.254.20.10/32", reason: node-local}
            peers:
              - {from: "unresolved:10.1.2.3", to: "k8s:shop/StatefulSet/cart", reason: a set there}
            """);
    assertThat(decisions.machines())
        .extracting(m -> m.id().toString())
        .containsExactly("outside:billing-db", "node:build-1");
    assertThat(decisions.machines().get(0).kind()).isEqualTo(Machine.Kind.OUTSIDE);
    assertThat(decisions.machines().get(0).why()).isEqualTo("netgen.yaml: the mainframe");
    assertThat(decisions.namespaces().get(0).to()).isEqualTo("shop");
    assertThat(decisions.resolvers().get(0).to()).hasToString("outside:169.254.20.10/32");
    assertThat(decisions.peers().get(0).from()).hasToString("unresolved:10.1.2.3");
  }

  @Test
  void silentWorkloads() {
    Decisions decisions =
        read(
            """
            silent:
              - {peer: "k8s:shop/CronJob/nightly", direction: ingress, reason: nobody calls it}
              - {peer: "k8s:shop/CronJob/nightly", direction: [egress], reason: it calls nobody}
              - {namespace: lab, reason: an experiment}
            """);
    PeerId nightly = PeerId.parse("k8s:shop/CronJob/nightly");
    PeerId other = PeerId.parse("k8s:lab/Deployment/x");
    Silence first = decisions.silent().get(0);
    assertThat(first.covers(nightly, Direction.INGRESS)).isTrue();
    assertThat(first.covers(nightly, Direction.EGRESS)).isFalse();
    assertThat(first.covers(other, Direction.INGRESS)).isFalse();
    assertThat(first.why()).isEqualTo("netgen.yaml: nobody calls it");
    Silence third = decisions.silent().get(2);
    assertThat(third.covers(other, Direction.INGRESS)).isTrue();
    assertThat(third.covers(other, Direction.EGRESS)).isTrue();
    assertThat(third.covers(nightly, Direction.EGRESS)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{namespace: lab}                                                | \"reason\" is missing",
        "{reason: r}                                                     | one of \"peer\" and"
            + " \"namespace\"",
        "{peer: 'k8s:a/b/c', namespace: a, reason: r}                    | one of \"peer\" and"
            + " \"namespace\"",
        "{peer: 'docker:a/b', reason: r}                                 | not a workload",
        "{namespace: 'A B', reason: r}                                   | not a namespace",
        "{namespace: a, direction: both, reason: r}                      | unknown direction",
        "{namespace: a, direction: [], reason: r}                        | no direction",
        "{namespace: a, directions: egress, reason: r}                   | unknown field",
        "{namespace: a, reason: r}, {namespace: a, direction: egress, reason: s} | decided twice",
      })
  void silentEntriesThatAreRefused(String entries, String says) {
    refuses("silent: [" + entries + "]\n", says);
  }

  @Test
  void sharedNetworks() {
    SharedNetwork shared =
        read("networks:\n  - {services: [stock, cart], reason: few}\n").networks().get(0);
    assertThat(shared.services()).containsExactly("cart", "stock");
    assertThat(shared.why()).isEqualTo("netgen.yaml: few");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{services: [a, b]}                       | \"reason\" is missing",
        "{services: [a, b], reason: }             | is empty",
        "{services: [a, b], reason: \"\"}             | should be one line",
        "{services: [a], reason: r}               | two or more, each once",
        "{services: [a, a], reason: r}            | two or more, each once",
        "{services: [a, 'b c'], reason: r}        | not a service's name",
        "{services: [a, b], reason: r}, {services: [b, a], reason: s} | decided twice",
      })
  void sharedNetworksThatAreRefused(String entries, String says) {
    refuses("networks: [" + entries + "]\n", says);
  }

  @Test
  void nothingIsDecidedByAnEmptyFile() {
    assertThat(read("")).isEqualTo(Decisions.none());
    assertThat(read("machines: []\n")).isEqualTo(Decisions.none());
  }

  @Test
  void machinesAreAnInventory() {
    Inventory inventory =
        DecisionsInventory.of(
            read(
                """
                machines:
                  - {name: db, addresses: [192.0.2.10, 198.51.100.0/24], reason: r}
                  - {name: n, kind: node, addresses: [10.0.0.9/32], reason: r}
                """));
    assertThat(inventory.addresses())
        .extracting(c -> c.address() + " " + c.kind() + " " + c.owner() + " " + c.origin())
        .containsExactly(
            "10.0.0.9 NODE node:n netgen.yaml: r", "192.0.2.10 OUTSIDE outside:db netgen.yaml: r");
    assertThat(inventory.addresses()).extracting(AddressClaim::until).isNotEmpty();
    assertThat(inventory.ranges())
        .extracting(r -> r.range() + " " + r.kind() + " " + r.name())
        .containsExactly("198.51.100.0/24 " + KnownRange.Kind.OUTSIDE + " db");
    assertThat(inventory.workloads().values())
        .allMatch(peer -> peer.why().equals("netgen.yaml: r"))
        .hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name: db, addresses: [192.0.2.10]",
        "name: db, addresses: [192.0.2.10], reason: ''",
        "name: db, addresses: [192.0.2.10], reason: '  '",
        "name: db, addresses: [192.0.2.10], reason: \"a\\nb\"",
        "name: db, addresses: [192.0.2.10], reason: \"a\\e[31mb\"",
        "name: db, addresses: [192.0.2.10], reason: \"a\\u202eb\"",
        "name: db, addresses: [192.0.2.10], reason: {a: b}",
      })
  void aReasonIsMandatoryAndOneLine(String machine) {
    refuses("machines:\n  - {" + machine + "}\n", "\"reason\"", "machines[0]");
    String longer = "name: db, addresses: [192.0.2.10], reason: " + "x".repeat(501);
    refuses("machines:\n  - {" + longer + "}\n", "\"reason\"", "machines[0]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name: db, addresses: [], reason: r | without addresses",
        "name: db, reason: r | without addresses",
        "name: db, addresses: [10.0.0.300], reason: r | 10.0.0.300",
        "name: db, addresses: [10.0.0.1/33], reason: r | /33",
        "name: db, addresses: [10.0.0.1/24], reason: r | is 10.0.0.0/24 meant",
        "name: db, addresses: [0.0.0.0/0], reason: r | too wide",
        "name: db, addresses: [128.0.0.0/1], reason: r | too wide",
        "name: db, addresses: ['2000::/3'], reason: r | too wide",
        "name: db, addresses: [127.0.0.1], reason: r | no machine's own",
        "name: db, addresses: [224.0.0.251], reason: r | no machine's own",
        "name: db, addresses: 10.0.0.1, reason: r | should be a list",
        "name: n, kind: node, addresses: [10.0.0.0/24], reason: r | a node has addresses",
        "name: n, kind: router, addresses: [10.0.0.1], reason: r | router",
        "name: internet, addresses: [10.0.0.1], reason: r | not a name",
        "name: Internet, addresses: [10.0.0.1], reason: r | not a name",
        "name: 192.0.2.7, addresses: [10.0.0.1], reason: r | not a name",
        "name: 'a/b', addresses: [10.0.0.1], reason: r | not a name",
        "name: 'a b', addresses: [10.0.0.1], reason: r | not a name",
        "name: db, addresses: [10.0.0.1], reason: r, owner: me | unknown field \"owner\"",
      })
  void machinesThatAreRefused(String machine, String says) {
    refuses("machines:\n  - {" + machine + "}\n", says);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "links: [] | unknown section \"links\"",
        "suppressions: [] | unknown section",
        "gateway: x | unknown section",
        "\"a\\e[31m\": x | unknown section \"a?[31m\"",
        "namespaces: {a: b} | should be a list",
        "namespaces: [{from: a, to: b}] | \"reason\" is missing",
        "namespaces: [{from: A, to: b, reason: r}] | not a namespace",
        "namespaces: [{from: a, reason: r}] | \"to\" is missing",
        "namespaces: [{from: a, to: b, reason: r}, {from: a, to: c, reason: r}] | decided twice",
        "peers: [{from: x, to: 'k8s:a/B/c', reason: r}] | not a peer id",
        "peers: [{from: 'k8s:a/B/c', to: 'unresolved:10.0.0.1', reason: r}] | is nobody",
        "resolvers: [{from: 'k8s:a/B/c', to: 'k8s:a/b', reason: r}] | not a name of a peer",
        "resolvers: 5 | should be a list",
        "machines: [5] | expected an object",
        "machines: [{name: a, addresses: [10.0.0.1], reason: r}, {name: b, addresses:"
            + " [10.0.0.1/32], reason: r}] | address 10.0.0.1/32 is decided twice",
      })
  void documentsThatAreRefused(String text, String says) {
    refuses(text + "\n", says);
  }

  @Test
  void oneOfResolversAndPeersDecides() {
    refuses(
        """
        resolvers: [{from: 'k8s:a/B/c', to: 'k8s:a/B/d', reason: r}]
        peers: [{from: 'k8s:a/B/c', to: 'k8s:a/B/e', reason: r}]
        """,
        "k8s:a/B/c is decided twice");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kind: NetgenDecisions\n",
        "apiVersion: netgen/v2\nkind: NetgenDecisions\n",
        "apiVersion: netgen/v1\nkind: CommunicationGraph\n",
        "apiVersion: netgen/v1\n"
      })
  void otherDocumentsAreRefused(String text) {
    assertThatThrownBy(() -> DecisionsYaml.read(Documents.yaml("n.yaml", text), "n.yaml"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContainingAll(
            "not NetgenDecisions of netgen/v1: n.yaml", "kind: NetgenDecisions");
  }
}
