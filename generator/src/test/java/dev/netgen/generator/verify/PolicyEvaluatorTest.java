package dev.netgen.generator.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.Port;
import dev.netgen.model.problem.ProblemException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What labelled cases by others lack: each row is a sentence of the API's documentation. */
class PolicyEvaluatorTest {
  private static final ObjectMapper YAML = new YAMLMapper();
  private static final ImmutableSet<Map.Entry<String, Port>> PORTS =
      ImmutableSet.of(
          Map.entry("http", Port.parse("8080/tcp")),
          Map.entry("http", Port.parse("9090/tcp")),
          Map.entry("dns", Port.parse("53/udp")),
          Map.entry("dns", Port.parse("5353/tcp")),
          Map.entry("sig", Port.parse("3868/sctp")));

  private static final Endpoint WEB = pod("shop", "app=web");
  private static final Endpoint DB = pod("shop", "app=db");
  private static final Endpoint OTHER = pod("ops", "app=web");

  private static Endpoint pod(String namespace, String label) {
    List<String> parts = Splitter.on('=').splitToList(label);
    return new Endpoint(
        Optional.of(
            new Endpoint.Pod(
                namespace,
                ImmutableMap.of("kubernetes.io/metadata.name", namespace, "team", namespace),
                ImmutableMap.of(parts.get(0), parts.get(1)),
                PORTS)),
        ImmutableSet.of());
  }

  private static Endpoint outside(String ranges) {
    return Endpoint.outside(
        Splitter.on(' ')
            .splitToStream(ranges)
            .map(Cidr::parse)
            .collect(ImmutableSet.toImmutableSet()));
  }

  private static PolicyEvaluator evaluator(String... specs) {
    ImmutableList.Builder<IsolationPolicy> policies = ImmutableList.builder();
    for (int i = 0; i < specs.length; i++) {
      String text =
          "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {namespace: shop,"
              + " name: p"
              + i
              + "}, spec: "
              + specs[i]
              + "}";
      try {
        policies.add(
            PolicyCompiler.compile(PolicyReader.policy(YAML.readTree(text), "test"), "test"));
      } catch (IOException e) {
        throw new IllegalStateException(text, e);
      }
    }
    return new PolicyEvaluator(policies.build());
  }

  private static boolean in(String spec, Endpoint from, String port) {
    return evaluator(spec).direction(Direction.INGRESS, DB, from, DB, Port.parse(port)).allowed();
  }

  private static boolean out(String spec, Endpoint to, String port) {
    return evaluator(spec).direction(Direction.EGRESS, WEB, to, to, Port.parse(port)).allowed();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{podSelector: {}} | true | false",
        "{} | true | false",
        "{podSelector: {}, egress: []} | true | false",
        "{podSelector: {}, egress: [{}]} | true | true",
        "{podSelector: {}, ingress: [{}]} | true | false",
        "{podSelector: {}, policyTypes: []} | true | false",
        "{podSelector: {}, policyTypes: [Egress]} | false | true",
        "{podSelector: {}, policyTypes: [Ingress], egress: [{}]} | true | false",
        "{podSelector: {}, policyTypes: [Egress, Ingress]} | true | true",
        "{podSelector: {matchLabels: {app: none}}, policyTypes: [Egress, Ingress]} | false | false",
      })
  void policyTypesHaveDefaults(String spec, boolean ingress, boolean egress) {
    assertThat(evaluator(spec).isolated(DB, Direction.INGRESS)).isEqualTo(ingress);
    assertThat(evaluator(spec).isolated(DB, Direction.EGRESS)).isEqualTo(egress);
    assertThat(evaluator(spec).isolated(OTHER, Direction.INGRESS)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{podSelector: {}} | none", // no rules
        "{podSelector: {}, ingress: []} | none", // no rules
        "{podSelector: {}, ingress: [{}]} | all", // a rule for everybody
        "{podSelector: {}, ingress: [{from: [], ports: []}]} | all", // empty is as missing
        "{podSelector: {}, ingress: [{from: [{podSelector: {}}]}]} | here", // empty picks all
        "{podSelector: {}, ingress: [{from: [{namespaceSelector: {}}]}]} | pods",
        "{podSelector: {}, ingress: [{from: [{namespaceSelector: {}, podSelector: {}}]}]} | pods",
        "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: ops}}}]}]} |"
            + " ops",
        "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: ops}},"
            + " podSelector: {matchLabels: {app: db}}}]}]} | none", // both must hold
        "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: ops}}},"
            + " {podSelector: {matchLabels: {app: web}}}]}]} | pods", // one of two
      })
  void emptyAndMissingDiffer(String spec, String who) {
    assertThat(in(spec, WEB, "8080/tcp"))
        .isEqualTo(who.equals("all") || who.equals("pods") || who.equals("here"));
    assertThat(in(spec, OTHER, "8080/tcp"))
        .isEqualTo(who.equals("all") || who.equals("pods") || who.equals("ops"));
    assertThat(in(spec, outside("203.0.113.1/32"), "8080/tcp")).isEqualTo(who.equals("all"));
    assertThat(in(spec, outside("2001:db8::1/128"), "8080/tcp")).isEqualTo(who.equals("all"));
  }

  @ParameterizedTest
  @CsvSource({
    "{port: http}, 8080/tcp, true",
    "{port: http}, 9090/tcp, true", // both pods of that name, each by its own
    "{port: http}, 80/tcp, false",
    "'{port: http, protocol: UDP}', 8080/tcp, false",
    "'{port: dns, protocol: UDP}', 53/udp, true",
    "{port: dns}, 53/udp, false",
    "{port: dns}, 5353/tcp, true",
    "'{port: sig, protocol: SCTP}', 3868/sctp, true",
    "'{port: 3868, protocol: SCTP}', 3868/sctp, true",
    "{port: 3868}, 3868/sctp, false",
    "{protocol: SCTP}, 1/sctp, true",
    "{protocol: SCTP}, 1/tcp, false",
    "'{port: 80, endPort: 90}', 80/tcp, true",
    "'{port: 80, endPort: 90}', 90/tcp, true",
    "'{port: 80, endPort: 90}', 91/tcp, false",
    "'{port: 80, endPort: 90}', 79/tcp, false",
    "'{port: 80, endPort: 80}', 80/tcp, true",
    "'{port: 80, endPort: 90}', 85/udp, false",
    "{port: 1}, 1/tcp, true",
    "{port: 65535}, 65535/tcp, true",
    "'{port: 65534, endPort: 65535}', 65535/tcp, true",
  })
  void ports(String port, String asked, boolean allowed) {
    assertThat(in("{podSelector: {}, ingress: [{ports: [" + port + "]}]}", WEB, asked))
        .isEqualTo(allowed);
  }

  /** Who has neither labels nor a known address is allowed by rules for everybody alone. */
  @Test
  void whoHasNoKnownAddress() {
    Endpoint nobody = Endpoint.outside(ImmutableSet.of());
    assertThat(in("{podSelector: {}, ingress: [{ports: [{port: 5432}]}]}", nobody, "5432/tcp"))
        .isTrue();
    assertThat(in("{podSelector: {}, ingress: [{ports: [{port: 5432}]}]}", nobody, "80/tcp"))
        .isFalse();
    assertThat(
            in(
                "{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 0.0.0.0/0}}]}]}",
                nobody,
                "5432/tcp"))
        .isFalse();
  }

  @Test
  void addressesOutsideHaveNoNamedPorts() {
    String spec = "{podSelector: {}, policyTypes: [Egress], egress: [{ports: [{port: http}]}]}";
    assertThat(out(spec, outside("203.0.113.1/32"), "8080/tcp")).isFalse();
    assertThat(out(spec, DB, "8080/tcp")).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{cidr: 10.0.0.0/8} | 10.1.2.3/32 | true",
        "{cidr: 10.0.0.0/8} | 11.0.0.0/32 | false",
        "{cidr: 10.0.0.0/8} | 10.0.0.0/7 | false", // only half of it
        "{cidr: 10.0.0.0/8, except: [10.1.0.0/16]} | 10.1.2.3/32 | false",
        "{cidr: 10.0.0.0/8, except: [10.1.0.0/16]} | 10.2.0.0/16 | true",
        "{cidr: 10.0.0.0/8, except: [10.1.0.0/16]} | 10.0.0.0/15 | false", // half excepted
        "{cidr: 10.0.0.0/8, except: [10.1.0.0/16]} | 10.1.4.0/24 | false",
        "{cidr: 10.0.0.0/9}, {cidr: 10.128.0.0/9} | 10.0.0.0/8 | true", // together
        "{cidr: 10.0.0.0/8, except: [10.1.0.0/16]}, {cidr: 10.1.0.0/16} | 10.0.0.0/8 | true",
        "{cidr: 10.0.0.0/8, except: [10.1.0.0/16]}, {cidr: 10.1.0.0/17} | 10.0.0.0/8 | false",
        "{cidr: 0.0.0.0/1}, {cidr: 128.0.0.0/1} | 0.0.0.0/0 | true",
        "{cidr: 0.0.0.0/0} | 2001:db8::1/128 | false", // families are apart
        "{cidr: '::/0'} | 10.0.0.1/32 | false",
        "{cidr: '::/0'} | ::/0 | true",
        "{cidr: '::/1'}, {cidr: '8000::/1'} | ::/0 | true",
        "{cidr: '::/1'}, {cidr: '8000::/2'} | ::/0 | false",
        "{cidr: '2001:db8::/32', except: ['2001:db8:1::/48']} | 2001:db8:1::5/128 | false",
        "{cidr: '2001:db8::/32', except: ['2001:db8:1::/48']} | 2001:db8:2::5/128 | true",
        "{cidr: '2001:db8::/32', except: ['2001:db8:1::/48']} | 2001:db8::/47 | false",
        "{cidr: '2001:db8::/64'}, {cidr: '2001:db8:0:1::/64'} | 2001:db8::/63 | true",
        "{cidr: '2001:db8::/64'} | 2001:db8::/63 | false",
        "{cidr: '2001:db8::/65'}, {cidr: '2001:db8:0:0:8000::/65'} | 2001:db8::/63 | false",
        "{cidr: '2001:db8::/65'}, {cidr: '2001:db8:0:0:8000::/65'} | 2001:db8::/64 | true",
        "{cidr: '2001:db8::1/128'} | 2001:db8::1/128 | true",
        "{cidr: '2001:db8::1/128'} | 2001:db8::/127 | false",
        "{cidr: '2001:db8::/128'}, {cidr: '2001:db8::1/128'} | 2001:db8::/127 | true",
        "{cidr: 10.0.0.5/8} | 10.9.9.9/32 | true", // bits of the host count nothing
        "{cidr: 10.0.0.0/8} | 10.1.1.1/32 2001:db8::1/128 | false", // every address of a peer
      })
  void ipBlocks(String blocks, String peer, boolean allowed) {
    String list = "[{ipBlock: " + blocks.replace("}, {", "}}, {ipBlock: {") + "}]";
    assertThat(in("{podSelector: {}, ingress: [{from: " + list + "}]}", outside(peer), "1/tcp"))
        .isEqualTo(allowed);
    assertThat(
            out(
                "{podSelector: {}, policyTypes: [Egress], egress: [{to: " + list + "}]}",
                outside(peer),
                "1/tcp"))
        .isEqualTo(allowed);
  }

  @Test
  void aBlockAndAPortOfDifferentRulesDoNotAddUp() {
    String spec =
        "{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/9}}], ports: [{port: 1}]},"
            + " {from: [{ipBlock: {cidr: 10.128.0.0/9}}], ports: [{port: 2}]}]}";
    assertThat(in(spec, outside("10.0.0.0/8"), "1/tcp")).isFalse();
    assertThat(in(spec, outside("10.0.0.0/9"), "1/tcp")).isTrue();
    assertThat(in(spec, outside("10.128.0.0/9"), "1/tcp")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{key: app, operator: In, values: [web, x]} | true",
        "{key: app, operator: In, values: [x]} | false",
        "{key: app, operator: NotIn, values: [x]} | true",
        "{key: app, operator: NotIn, values: [web]} | false",
        "{key: none, operator: NotIn, values: [web]} | true", // missing is not in
        "{key: none, operator: In, values: [web]} | false",
        "{key: app, operator: Exists} | true",
        "{key: none, operator: Exists} | false",
        "{key: none, operator: DoesNotExist} | true",
        "{key: app, operator: DoesNotExist} | false",
        "{key: app, operator: Exists}, {key: none, operator: Exists} | false", // all of them
      })
  void matchExpressions(String expressions, boolean allowed) {
    String selector = "{matchExpressions: [" + expressions + "]}";
    assertThat(
            in("{podSelector: {}, ingress: [{from: [{podSelector: " + selector + "}]}]}", WEB, "1"))
        .isEqualTo(allowed);
    assertThat(
            evaluator("{podSelector: " + selector + ", policyTypes: [Ingress]}")
                .isolated(WEB, Direction.INGRESS))
        .isEqualTo(allowed);
  }

  @Test
  void policiesAddUpAndBothSidesMustAgree() {
    PolicyEvaluator both =
        evaluator(
            "{podSelector: {matchLabels: {app: db}}, policyTypes: [Ingress]}",
            "{podSelector: {}, ingress: [{from: [{podSelector: {}}], ports: [{port: 1}]}]}",
            "{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{ports:"
                + " [{port: 1}, {port: 2}]}]}");
    assertThat(both.connection(WEB, DB, Port.parse("1")).allowed()).isTrue();
    assertThat(both.connection(WEB, DB, Port.parse("1")).reason())
        .isEqualTo("shop/p1 ingress rule 1");
    assertThat(both.connection(WEB, DB, Port.parse("2")).reason())
        .isEqualTo("no ingress rule of shop/p0, shop/p1");
    assertThat(both.connection(WEB, DB, Port.parse("3")).reason())
        .isEqualTo("no egress rule of shop/p2");
  }

  /** Rules that only name a part of what one rule names whole are not said to be needed. */
  @Test
  void aBlockThatHoldsAllOfARangeAnswersAlone() {
    String spec =
        "{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}, {from: [{ipBlock:"
            + " {cidr: 10.1.0.0/16}}]}]}";
    assertThat(
            evaluator(spec)
                .direction(Direction.INGRESS, DB, outside("10.0.0.0/8"), DB, Port.parse("1"))
                .reason())
        .isEqualTo("shop/p0 ingress rule 1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{podSelector: {}, ingress: [{from: [{}]}]} | a peer names nobody",
        "{podSelector: {}, ingress: [{from: [{podSelector: {}, ipBlock: {cidr: 10.0.0.0/8}}]}]} |"
            + " a peer has both ipBlock and a selector",
        "{podSelector: {}, ingress: [{ports: [{port: 65536}]}]} | ports 65536 to 65536 are none",
        "{podSelector: {}, ingress: [{ports: [{port: 9, endPort: 65536}]}]} |"
            + " ports 9 to 65536 are none",
      })
  void refusalsSayWhatIsWrong(String spec, String says) {
    assertThatThrownBy(() -> evaluator(spec)).hasMessageContaining(says);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{podSelector: {}, ingress: [{ports: [{port: http, endPort: 90}]}]}",
        "{podSelector: {}, ingress: [{ports: [{endPort: 90}]}]}",
        "{podSelector: {}, ingress: [{ports: [{port: 90, endPort: 80}]}]}",
        "{podSelector: {}, ingress: [{ports: [{port: 0}]}]}",
        "{podSelector: {}, ingress: [{ports: [{port: 70000}]}]}",
        "{podSelector: {}, ingress: [{ports: [{port: '80'}]}]}",
        "{podSelector: {}, ingress: [{ports: [{port: 80, protocol: tcp}]}]}",
        "{podSelector: {}, ingress: [{ports: [{port: 80, protocol: ICMP}]}]}",
        "{podSelector: {}, ingress: [{from: [{}]}]}",
        "{podSelector: {}, ingress: [{from: [{podSelector: {}, ipBlock: {cidr: 10.0.0.0/8}}]}]}",
        "{podSelector: {}, ingress: [{from: [{ipBlock: {}}]}]}",
        "{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.1}}]}]}",
        "{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8, except:"
            + " [11.0.0.0/9]}}]}]}",
        "{podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8, except:"
            + " [10.0.0.0/8]}}]}]}",
        "{podSelector: {}, policyTypes: [ingress]}",
        "{podSelector: {matchExpressions: [{key: a, operator: In}]}}",
        "{podSelector: {matchExpressions: [{key: a, operator: Exists, values: [b]}]}}",
        "{podSelector: {matchExpressions: [{key: a, operator: Like, values: [b]}]}}",
        "{podSelector: {}, ingres: []}",
        "{podSelector: {}, ingress: [{form: []}]}",
        "{podSelector: {}, ingress: [{ports: [{ports: 1}]}]}",
        "{podSelector: {matchLabel: {}}}",
        "{podSelector: [], ingress: []}",
      })
  void whatTheServerRefusesOrWouldDropIsNoPolicy(String spec) {
    assertThatThrownBy(() -> evaluator(spec)).isInstanceOf(ProblemException.class);
  }
}
