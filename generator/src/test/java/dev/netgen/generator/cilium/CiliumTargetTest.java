package dev.netgen.generator.cilium;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.generator.CrdSchemas;
import dev.netgen.generator.GraphSketch;
import dev.netgen.generator.target.Emission;
import dev.netgen.generator.target.GeneratedFile;
import dev.netgen.model.graph.Direction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What CiliumNetworkPolicies say that NetworkPolicies cannot, and what they must not say. */
class CiliumTargetTest {
  private static final String A = "k8s:shop/Deployment/a";
  private static final String B = "k8s:shop/Deployment/b";
  private static final String DNS = "k8s:kube-system/Deployment/coredns";

  private static GraphSketch sketch() {
    return new GraphSketch()
        .workload(A, "app=a")
        .workload(B, "app=b")
        .workload(DNS, "k8s-app=kube-dns");
  }

  @ParameterizedTest
  @CsvSource({
    "53/udp, dns, true",
    "5353/udp, dns, true",
    "53/tcp, dns, true",
    "53/tcp, , true",
    "53/udp, openvpn, false",
    "853/tcp, tls, false",
    "443/tcp, dns, false",
    "5353/tcp, dns, false"
  })
  void namesNeedAQuestionThatTheProxyCanRead(String port, String speaks, boolean named) {
    GraphSketch sketch = sketch().link(A, "outside:x.example.com", "443/tcp", "tls");
    sketch.addresses("outside:x.example.com", "192.0.2.1");
    if (speaks == null) {
      sketch.link(A, DNS, port);
    } else {
      sketch.link(A, DNS, port, speaks);
    }
    String text = text(emit(sketch), "deployment-a");
    assertThat(text.contains("toFQDNs:")).isEqualTo(named);
    assertThat(text.contains("- matchPattern: \"*\"")).isEqualTo(named);
    assertThat(text.contains("\"192.0.2.1/32\"")).isEqualTo(!named);
  }

  @Test
  void withoutNamesNoQuestionGoesThroughTheProxy() {
    GraphSketch sketch = sketch().link(A, DNS, "53/udp", "dns").link(A, B, "80/tcp");
    assertThat(text(emit(sketch), "deployment-a")).doesNotContain("rules:");
  }

  @Test
  void aResolverThatAsksOthersIsNotAskedThroughTheProxy() {
    GraphSketch sketch =
        sketch()
            .leftAlone()
            .link(A, DNS, "53/udp", "dns")
            .link(DNS, "outside:ns.example.com", "443/tcp", "tls")
            .link(DNS, "outside:192.0.2.53/32", "53/udp", "dns");
    String text = text(emit(sketch), "deployment-coredns");
    assertThat(text.indexOf("rules:")).isGreaterThan(text.indexOf("  egress:"));
    assertThat(text).containsOnlyOnce("rules:");
  }

  @ParameterizedTest
  @CsvSource({"*.example.com", "a..example.com", "a:b.example.com", "x@y"})
  void whatIsNoNameForCiliumStandsByAddress(String name) {
    GraphSketch sketch =
        sketch()
            .link(A, DNS, "53/udp", "dns")
            .link(A, "outside:" + name, "443/tcp")
            .addresses("outside:" + name, "192.0.2.1");
    assertThat(text(emit(sketch), "deployment-a"))
        .doesNotContain("toFQDNs:")
        .contains("not a name that toFQDNs takes");
  }

  @Test
  void labelsBeyondIdentitySelectNothing() {
    GraphSketch sketch =
        new GraphSketch()
            .workload(A, "app=a", "k8s.io/role=x", "kubernetes.io/y=z", "x.beta.kubernetes.io/u=v")
            .workload(B, "k8s.io/only=this", "app.kubernetes.io/name=b")
            .workload("k8s:shop/Deployment/c", "k8s.io/only=that");
    Emission emission = emit(sketch);
    assertThat(text(emission, "deployment-a")).contains("\"k8s:app\": \"a\"");
    assertThat(text(emission, "deployment-b")).contains("\"k8s:app.kubernetes.io/name\": \"b\"");
    assertThat(emission.files())
        .noneMatch(file -> file.content().contains("k8s.io/only") || file.path().contains("-c."))
        .noneMatch(file -> file.content().contains("k8s:k8s.io"));
    assertThat(emission.silent()).hasToString("[k8s:shop/Deployment/c]");
  }

  @Test
  void portsHaveNamesOnlyAtTheirServer() {
    GraphSketch sketch = sketch().ports(B, "http=8080/tcp").link(A, B, "8080/tcp");
    Emission emission = emit(sketch);
    assertThat(text(emission, "deployment-a")).contains("- port: \"8080\"");
    assertThat(text(emission, "deployment-b")).contains("- port: \"http\"");
  }

  @Test
  void longListsOfPortsAreSeveral() {
    GraphSketch sketch = sketch();
    for (int port = 1; port <= 41; port++) {
      sketch.link(A, B, port + "/tcp");
    }
    String text = text(emit(sketch), "deployment-a");
    assertThat(text.split("- ports:", -1)).hasSize(3);
  }

  @Test
  void directionsNobodyObservedStayOpen() {
    GraphSketch sketch = sketch().observed(A, Direction.EGRESS);
    String text = text(emit(sketch.link(A, B, "80/tcp")), "deployment-a");
    assertThat(text).contains("\n  egress:").doesNotContain("\n  ingress:");
  }

  @Test
  void hostileTextBreaksOutOfNothing() {
    String evil = "x\n---\nkind: Evil\n\u202E";
    GraphSketch sketch =
        new GraphSketch()
            .workload(A, "app=a", "evil=" + evil, evil + "=x", "reserved:host=")
            .workload(B, "app=b")
            .link(A, B, "80/tcp", evil);
    assertThat(emit(sketch).files()).hasSize(3);
    for (GeneratedFile file : emit(sketch).files()) {
      assertThat(file.content()).matches("[ -~\\n]*").doesNotContain("\nkind: Evil");
      CrdSchemas.check("cilium", file);
    }
  }

  private static Emission emit(GraphSketch sketch) {
    return new CiliumTarget().emit(sketch.request());
  }

  private static String text(Emission emission, String name) {
    return emission.files().stream()
        .filter(file -> file.path().endsWith("/" + name + ".yaml"))
        .map(GeneratedFile::content)
        .findFirst()
        .orElse("");
  }
}
