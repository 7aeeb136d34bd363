package dev.netgen.generator.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSet;
import dev.netgen.generator.GraphSketch;
import dev.netgen.model.proof.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which rules could be left out: each row a rule beside another, with its near miss. */
class RuleFindingsTest {
  private static final String WEB = "{podSelector: {matchLabels: {app: web}}}";
  private static final String JOB = "{podSelector: {matchLabels: {app: job}}}";

  @TempDir private Path folder;

  private Verification verify(String... specs) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < specs.length; i++) {
      text.append("---\n{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {")
          .append("namespace: shop, name: p")
          .append(i)
          .append("}, spec: ")
          .append(specs[i].replace("WEB", WEB).replace("JOB", JOB))
          .append("}\n");
    }
    Path file = Files.writeString(folder.resolve("p.yaml"), text);
    GraphSketch sketch =
        new GraphSketch()
            .workload("k8s:shop/Deployment/web", "app=web", "tier=front")
            .workload("k8s:shop/Deployment/api", "app=api", "tier=back")
            .ports("k8s:shop/Deployment/api", "http=80/tcp")
            .workload("k8s:shop/Deployment/job", "app=job", "tier=front")
            .link("k8s:shop/Deployment/web", "k8s:shop/Deployment/api", "80/tcp")
            .link("outside:10.0.0.0/8", "k8s:shop/Deployment/api", "81/tcp");
    GivenPolicies given = GivenPolicies.read(List.of(file));
    assertThat(given.broken()).isEmpty();
    return new PolicyVerification(sketch.request(), given).verify(Optional.empty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "{from: [WEB], ports: [{port: 80}]} | -",
        "{from: [WEB], ports: [{port: 80}]}, {from: [WEB], ports: [{port: 80}]} | 2 shadowed",
        "{from: [WEB]}, {from: [WEB], ports: [{port: 80}]} | 2 shadowed",
        "{from: [WEB], ports: [{port: 80}]}, {from: [WEB]} | 1 shadowed",
        "{from: [{podSelector: {}}], ports: [{port: 80}]}, {from: [WEB], ports: [{port: 80}]} |"
            + " 2 shadowed",
        "{ports: [{port: 80}]}, {from: [WEB], ports: [{port: 80}]} | 2 shadowed",
        "{ports: [{port: 80, endPort: 90}]}, {from: [WEB], ports: [{port: 80}]} | 2 shadowed",
        "{ports: [{port: 80, endPort: 90}]}, {from: [WEB], ports: [{port: 80}, {port: 91}]} | -",
        "{ports: [{port: 80}]}, {from: [WEB], ports: [{port: 80, protocol: SCTP}]} | 2 never used",
        "{from: [WEB], ports: [{port: 80}]}, {from: [JOB], ports: [{port: 80}]} | 2 never used",
        "{from: [WEB], ports: [{port: 80}]}, {from: [{podSelector: {matchLabels: {a: b}}}]} |"
            + " 2 never used",
        "{from: [{podSelector: {matchLabels: {tier: front}}}], ports: [{port: 80}]}, {from: [WEB],"
            + " ports: [{port: 80}]} | 2 redundant",
        "{from: [{podSelector: {matchLabels: {tier: front}}}], ports: [{port: 80}]}, {from: [WEB,"
            + " {ipBlock: {cidr: 10.0.0.0/8}}], ports: [{port: 80}]} | -",
        "{from: [{ipBlock: {cidr: 10.0.0.0/9}}]}, {from: [{ipBlock: {cidr: 10.128.0.0/9}}]}, {from:"
            + " [{ipBlock: {cidr: 10.0.0.0/8}}]} | 1 shadowed, 2 shadowed",
        "{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}]}, {from: [{ipBlock: {cidr:"
            + " 10.0.0.0/8}}]} | 1 shadowed",
        "{from: [{ipBlock: {cidr: 10.0.0.0/7, except: [11.0.0.0/8]}}]}, {from: [{ipBlock: {cidr:"
            + " 10.0.0.0/8}}]} | 2 shadowed",
        "{from: [{ipBlock: {cidr: 10.0.0.0/7, except: [10.0.0.0/8]}}]}, {from: [{ipBlock: {cidr:"
            + " 10.0.0.0/8}}]} | 1 never used",
        "{from: [{ipBlock: {cidr: 10.0.0.0/8}}], ports: [{port: http}]}, {from: [{ipBlock: {cidr:"
            + " 10.1.0.0/16}}], ports: [{port: 80}]} | 2 redundant",
        "{ports: [{port: http}]}, {ports: [{port: 80}]} | 2 redundant",
      })
  void rulesOfOnePolicy(String rules, String expected) throws IOException {
    assertThat(
            verify("{podSelector: {matchLabels: {app: api}}, ingress: [" + rules + "]}")
                .rules()
                .stream()
                .map(
                    each ->
                        each.rule().replace("shop/p0 ingress rule ", "")
                            + " "
                            + each.oddity().word())
                .filter(
                    each -> expected == null || !each.endsWith("used") || expected.contains(each))
                .toList())
        .isEqualTo(expected == null ? List.of() : List.of(expected.split(", ", -1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{podSelector: {}, ingress: [{from: [WEB]}]} |"
            + " {podSelector: {matchLabels: {app: api}}, ingress: [{from: [WEB]}]} | true",
        "{podSelector: {matchLabels: {app: api}}, ingress: [{from: [WEB]}]} |"
            + " {podSelector: {}, ingress: [{from: [WEB]}]} | false",
        "{podSelector: {matchExpressions: [{key: app, operator: Exists}]}, ingress: [{from:"
            + " [WEB]}]} | {podSelector: {matchLabels: {app: api}}, ingress: [{from: [WEB]}]} |"
            + " true",
        "{podSelector: {}, policyTypes: [Egress], egress: [{to: [WEB]}]} |"
            + " {podSelector: {matchLabels: {app: api}}, ingress: [{from: [WEB]}]} | false",
      })
  void aRuleOfAnotherPolicyShadowsWhereThatSelectsAllPodsToo(
      String wide, String narrow, boolean shadowed) throws IOException {
    assertThat(
            verify(wide, narrow).rules().stream()
                .filter(each -> each.oddity() == Verification.Oddity.SHADOWED)
                .filter(each -> each.rule().startsWith("shop/p1"))
                .toList()
                .isEmpty())
        .isEqualTo(!shadowed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "{to: [{podSelector: {}}], ports: [{port: 80}]}, {to: [{podSelector: {matchLabels: {tier:"
            + " back}}}], ports: [{port: 80}]} | 2 shadowed",
        "{to: [{podSelector: {matchLabels: {tier: back}}}], ports: [{port: 80}]}, {to:"
            + " [{podSelector: {matchLabels: {app: api}}}], ports: [{port: http}]} | 2 redundant",
        "{to: [{podSelector: {matchLabels: {tier: back}}}], ports: [{port: 81}]}, {to:"
            + " [{podSelector: {matchLabels: {app: api}}}], ports: [{port: http}]} | -",
        "{to: [{ipBlock: {cidr: 10.0.0.0/9}}, {ipBlock: {cidr: 10.128.0.0/9}}]}, {to: [{ipBlock:"
            + " {cidr: 10.0.0.0/8}}], ports: [{port: 443}]} | 2 redundant",
        "{to: [{ipBlock: {cidr: 10.0.0.0/9}}, {ipBlock: {cidr: 10.192.0.0/10}}]}, {to: [{ipBlock:"
            + " {cidr: 10.0.0.0/8}}], ports: [{port: 443}]} | -",
        "{ports: [{port: 1, endPort: 9}]}, {ports: [{port: 9, endPort: 20}]}, {ports: [{port: 5,"
            + " endPort: 15}]} | 3 redundant",
        "{ports: [{port: 1, endPort: 9}]}, {ports: [{port: 11, endPort: 20}]}, {ports: [{port: 5,"
            + " endPort: 15}]} | -",
        "{ports: [{port: 1, endPort: 65535}]}, {ports: [{port: http}]} | 2 shadowed",
        "{ports: [{port: 1, endPort: 65534}]}, {ports: [{port: http}]} | 2 redundant",
        "{}, {ports: [{port: http}]} | 2 shadowed",
        "{ports: [{port: http}]}, {ports: [{port: http}]} | 2 shadowed",
        "{ports: [{protocol: TCP}, {protocol: UDP}, {protocol: SCTP}]}, {} | 2 shadowed",
        "{ports: [{protocol: TCP}, {protocol: UDP}]}, {} | 1 shadowed",
      })
  void rulesOfTheClientsSide(String rules, String expected) throws IOException {
    assertThat(
            verify(
                    "{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: ["
                        + rules
                        + "]}")
                .rules()
                .stream()
                .filter(each -> each.oddity() != Verification.Oddity.NEVER_USED)
                .map(
                    each ->
                        each.rule().replace("shop/p0 egress rule ", "")
                            + " "
                            + each.oddity().word()))
        .isEqualTo(expected == null ? List.of() : List.of(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{from: [JOB], ports: [{port: 80}]} | nothing observed needs it",
        "{from: [{podSelector: {matchLabels: {a: b}}}]} | it names no workload known",
        "{from: [{ipBlock: {cidr: 192.0.2.0/24}}]} | nothing observed needs it",
        "{ports: [{port: 9}]} | nothing observed needs it",
      })
  void whyARuleIsNeverUsed(String rule, String why) throws IOException {
    assertThat(verify("{podSelector: {matchLabels: {app: api}}, ingress: [" + rule + "]}").rules())
        .singleElement()
        .satisfies(each -> assertThat(each.detail()).isEqualTo(why));
  }

  @Test
  void aShadowIsNamed() throws IOException {
    assertThat(
            verify(
                    "{podSelector: {matchLabels: {app: api}}, ingress: [{from: [WEB]}]}",
                    "{podSelector: {matchLabels: {app: api}}, ingress: [{from: [WEB]}]}")
                .rules())
        .filteredOn(each -> each.oddity() == Verification.Oddity.SHADOWED)
        .singleElement()
        .satisfies(each -> assertThat(each.detail()).isEqualTo("by shop/p0 ingress rule 1"));
  }

  @ParameterizedTest
  @CsvSource({
    "'{podSelector: {matchLabels: {app: gone}}}', shop/p0",
    "'{podSelector: {matchLabels: {app: api}}}', ''"
  })
  void policiesThatSelectNobody(String spec, String idle) throws IOException {
    assertThat(verify(spec).idle())
        .isEqualTo(idle.isEmpty() ? ImmutableSet.of() : ImmutableSet.of(idle));
  }
}
