package dev.netgen.generator.kubernetes;

import static dev.netgen.generator.kubernetes.KubernetesEmissionTest.emit;
import static dev.netgen.generator.kubernetes.KubernetesEmissionTest.rules;
import static dev.netgen.generator.kubernetes.KubernetesEmissionTest.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netgen.generator.GraphSketch;
import dev.netgen.generator.target.Emission;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.generator.target.Note;
import dev.netgen.model.enforcer.Enforcer;
import dev.netgen.model.enforcer.NamedPorts;
import dev.netgen.model.enforcer.Naming;
import dev.netgen.model.enforcer.ServiceView;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Facts that no enforcer of the list has in this combination, and workloads that are odd. */
class UnusualEnforcerTest {
  private static final String A = "k8s:shop/Deployment/a";
  private static final String B = "k8s:shop/Deployment/b";
  private static final String API = "k8s:default/Service/kubernetes";

  private static GraphSketch two() {
    return new GraphSketch().workload(A, "app=a").workload(B, "app=b");
  }

  private static Enforcer enforcer(Naming nodes, Naming apiServer, NamedPorts namedPorts) {
    return new Enforcer(
        "odd", ServiceView.POD_ADDRESS, nodes, apiServer, true, true, namedPorts, true, true);
  }

  @ParameterizedTest
  @CsvSource({
    "RANGE, RANGE, true, true",
    "RANGE, OWN_KIND, true, false",
    "OWN_KIND, RANGE, false, true",
    "OWN_KIND, OWN_KIND, false, false",
  })
  void nodesAndTheApiServerAreNamedEachInItsOwnWay(
      Naming nodes, Naming apiServer, boolean node, boolean api) {
    GraphSketch sketch =
        two()
            .onHost(API)
            .link(A, API, "6443/tcp")
            .link(B, "node:n1", "9100/tcp")
            .addresses(API, "172.18.0.3")
            .addresses("node:n1", "172.18.0.2");
    String all =
        text(
            new KubernetesTarget()
                .emit(
                    sketch.request().withEnforcer(enforcer(nodes, apiServer, NamedPorts.PER_POD))));
    assertThat(all.contains("172.18.0.2/32")).isEqualTo(node);
    assertThat(all.contains("172.18.0.3/32")).isEqualTo(api);
  }

  @ParameterizedTest
  @CsvSource({
    "PER_POD, app=b: http/TCP, app=a: http/TCP",
    "PER_CLUSTER, app=b: 80/TCP, app=a: http/TCP",
    "ALL_PORTS, app=b: 80/TCP, app=a: 80/TCP",
  })
  void portsHaveNamesWhereTheEnforcerReadsThem(NamedPorts named, String egress, String ingress) {
    GraphSketch sketch = two().ports(B, "http=80/tcp").link(A, B, "80/tcp");
    Enforcer enforcer = enforcer(Naming.RANGE, Naming.RANGE, named);
    Emission emission = new KubernetesTarget().emit(sketch.request().withEnforcer(enforcer));
    assertThat(rules(emission, "deployment-a", Direction.EGRESS)).containsExactly(egress);
    assertThat(rules(emission, "deployment-b", Direction.INGRESS)).containsExactly(ingress);
  }

  @Test
  void nobodyIsIsolatedWhoseTwinNeedsWhatNoRuleCanName() {
    String twin = "k8s:shop/Deployment/twin";
    Emission emission =
        emit(
            two()
                .workload(twin, "app=a")
                .link(twin, "node:n1", "9100/tcp")
                .addresses("node:n1", "172.18.0.2")
                .enforcer("cilium"));
    assertThat(emission.notes())
        .extracting(Note::text)
        .anyMatch(
            text ->
                text.startsWith(
                    A
                        + " is not isolated in egress: of a workload with its labels: no"
                        + " NetworkPolicy can name node:n1"));
  }

  @Test
  void portZeroIsRefused() {
    assertThatThrownBy(() -> emit(two().link(A, B, "0/tcp")))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("port 0 cannot be named");
  }

  @ParameterizedTest
  @CsvSource({"generic, true", "calico, true", "cilium, false"})
  void onlyLabelsThatTheEnforcerSeesAreSelectedBy(String enforcer, boolean seen) {
    Emission emission =
        emit(
            new GraphSketch()
                .workload(A, "app=a", "k8s.io/part=x")
                .workload(B, "app=a", "k8s.io/part=y")
                .link(A, B, "80/tcp")
                .enforcer(enforcer));
    assertThat(emission.files())
        .extracting(GeneratedFile::content)
        .filteredOn(text -> text.contains("k8s.io/part"))
        .hasSize(seen ? 2 : 0);
    assertThat(emission.notes())
        .extracting(Note::text)
        .filteredOn(text -> text.startsWith("no stable label separates"))
        .hasSize(seen ? 0 : 2);
  }

  /** Rules are made on all cores at once. */
  @Test
  void ofSeveralProblemsTheFirstInOrderIsTold() {
    GraphSketch sketch = new GraphSketch().workload(B, "app=b");
    for (int i = 199; i >= 100; i--) {
      String client = "k8s:shop-" + i + "/Deployment/a";
      sketch.workload(client, "app=a").link(client, B, "0/tcp");
    }
    for (int round = 0; round < 5; round++) {
      assertThatThrownBy(() -> emit(sketch))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("k8s:shop-100/Deployment/a -> " + B);
    }
  }

  @ParameterizedTest
  @CsvSource({"CronJob, true", "Job, true", "Deployment, false", "Pod, false"})
  void jobsAreToldHowToBeSelected(String kind, boolean advice) {
    String id = "k8s:shop/" + kind + "/x";
    assertThat(emit(two().workload(id, "job-name=x-1")).notes())
        .extracting(Note::text)
        .filteredOn(text -> text.startsWith(id + " has no label a selector could rest on"))
        .singleElement()
        .satisfies(text -> assertThat(text.contains("give its pod template")).isEqualTo(advice));
  }
}
