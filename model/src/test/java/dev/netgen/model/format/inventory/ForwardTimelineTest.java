package dev.netgen.model.format.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.model.graph.Peer;
import dev.netgen.model.inventory.Forward;
import dev.netgen.model.inventory.Inventory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When Services, endpoints, ports of nodes and published ports lead where. */
final class ForwardTimelineTest {
  private static final String DAY = "2026-01-01T";

  private static final String PODS =
      """
      {kind: Pod, apiVersion: v1, metadata: {name: blue, namespace: shop, labels: {app: blue}},
       status: {podIP: 10.1.0.5}}
      ---
      {kind: Pod, apiVersion: v1, metadata: {name: green, namespace: shop, labels: {app: green}},
       status: {podIP: 10.1.0.6}}
      """;

  @TempDir private Path folder;

  private static Stream<String> lines(Inventory inventory) {
    return inventory.forwards().stream()
        .map(forward -> Written.forwards(only(forward)).findFirst().orElse("") + during(forward));
  }

  private static Inventory only(Forward forward) {
    return new dev.netgen.model.inventory.InventoryBuilder()
        .forwards(java.util.List.of(forward))
        .build();
  }

  private static String during(Forward forward) {
    return forward.isAlways()
        ? ""
        : " " + text(forward.from(), "ever") + ".." + text(forward.until(), "on");
  }

  private static String text(Instant time, String none) {
    boolean open = time.equals(Instant.EPOCH) || time.equals(Instant.MAX);
    return open ? none : time.toString().substring(11, 19);
  }

  private static String service(String name, String created, String more, String selector) {
    return """
    {kind: Service, apiVersion: v1, metadata: {name: %s, namespace: shop%s%s},
     spec: {clusterIP: 10.96.0.7, selector: {%s}, ports: [{port: 80, targetPort: 8080}]}}
    """
        .formatted(
            name,
            created.isEmpty() ? "" : ", creationTimestamp: '" + DAY + created + "Z'",
            more,
            selector);
  }

  private static String event(String type, String object) {
    return "---\n{type: " + type + ", object: " + object + "}\n";
  }

  /** Something else that the watch shows, and so a time. */
  private static String told(String time) {
    return event(
        "ADDED",
        "{kind: Pod, apiVersion: v1, metadata: {name: x"
            + time.replace(":", "")
            + ", namespace: shop, creationTimestamp: '"
            + DAY
            + time
            + "Z'}}");
  }

  private Stream<String> watched(String... events) throws IOException {
    return lines(new Written(folder).read(PODS + String.join("", events)));
  }

  @Test
  void aServiceLeadsFromItsCreationOn() throws IOException {
    assertThat(watched(event("ADDED", service("s", "09:00:00", "", "app: blue"))))
        .containsExactly(
            "service shop/s: 10.96.0.7 80/tcp -> k8s:shop/Pod/blue:8080/tcp 09:00:00..on");
  }

  @Test
  void aDeletedServiceLeadsNowhereAfterwards() throws IOException {
    String blue = service("s", "09:00:00", "", "app: blue");
    String until = "service shop/s: 10.96.0.7 80/tcp -> k8s:shop/Pod/blue:8080/tcp 09:00:00..";
    String dying =
        service("s", "09:00:00", ", deletionTimestamp: '2026-01-01T09:20:00Z'", "app: blue");
    assertThat(watched(event("ADDED", blue), event("DELETED", dying)))
        .containsExactly(until + "09:20:00");
    assertThat(watched(event("ADDED", blue), told("09:10:00"), event("DELETED", blue)))
        .as("nothing is known later")
        .containsExactly(until + "09:10:00");
    assertThat(
            watched(
                event("ADDED", blue), told("09:10:00"), event("DELETED", blue), told("09:30:00")))
        .as("gone by then at the latest")
        .containsExactly(until + "09:30:00");
  }

  @Test
  void anAddressGivenToAnotherServiceIsThatOnesFromThenOn() throws IOException {
    String green = service("t", "10:00:00", "", "app: green");
    assertThat(
            watched(
                event("ADDED", service("s", "09:00:00", "", "app: blue")), event("ADDED", green)))
        .containsExactly(
            "service shop/s: 10.96.0.7 80/tcp -> k8s:shop/Pod/blue:8080/tcp 09:00:00..10:00:00",
            "service shop/t: 10.96.0.7 80/tcp -> k8s:shop/Pod/green:8080/tcp 10:00:00..on");
  }

  @Test
  void aSelectorChangedInAWatchChangesWhatIsBehind() throws IOException {
    assertThat(
            watched(
                event("ADDED", service("s", "09:00:00", "", "app: blue")),
                told("09:40:00"),
                event("MODIFIED", service("s", "09:00:00", "", "app: green"))))
        .containsExactly(
            "service shop/s: 10.96.0.7 80/tcp -> k8s:shop/Pod/blue:8080/tcp 09:00:00..09:40:00",
            "service shop/s: 10.96.0.7 80/tcp -> k8s:shop/Pod/green:8080/tcp 09:40:00..on");
  }

  /** Two files without times: which was true when is not known, the later version counts. */
  @Test
  void versionsInFilesWithoutTimesAreNotTakenApart() throws IOException {
    String old = service("s", "09:00:00", ", resourceVersion: '5'", "app: blue");
    String now = service("s", "09:00:00", ", resourceVersion: '6'", "app: green");
    String line = "service shop/s: 10.96.0.7 80/tcp -> k8s:shop/Pod/green:8080/tcp 09:00:00..on";
    assertThat(lines(new Written(folder).read(PODS, old, now))).containsExactly(line);
    assertThat(lines(new Written(folder).read(PODS, now, old))).containsExactly(line);
  }

  @Test
  void endpointsWithoutSelectorChangeWhenTheySay() throws IOException {
    String slice =
        """
        {kind: EndpointSlice, apiVersion: discovery.k8s.io/v1, metadata: {name: s-1,
          namespace: shop, labels: {kubernetes.io/service-name: s},
          annotations: {endpoints.kubernetes.io/last-change-trigger-time: '2026-01-01T%2$sZ'}},
         addressType: IPv4, endpoints: [{addresses: [%1$s]}], ports: [{port: 8080}]}
        """;
    String free = service("s", "", "", "").replace("selector: {}, ", "");
    assertThat(
            watched(
                event("ADDED", free),
                event("ADDED", slice.formatted("10.1.0.5", "09:00:00")),
                event("MODIFIED", slice.formatted("10.1.0.6", "09:50:00")),
                event(
                    "DELETED",
                    slice
                        .formatted("10.1.0.6", "09:50:00")
                        .replace("s-1,", "s-1, deletionTimestamp: '2026-01-01T11:00:00Z',"))))
        .containsExactly(
            "service shop/s: 10.96.0.7 80/tcp -> k8s:shop/Pod/blue:8080/tcp ever..09:50:00",
            "service shop/s: 10.96.0.7 80/tcp -> k8s:shop/Pod/green:8080/tcp 09:50:00..11:00:00");
  }

  @Test
  void aDeletedOrChangedIngressExposesNothingMore() throws IOException {
    String ingress =
        """
        {kind: Ingress, apiVersion: networking.k8s.io/v1, metadata: {name: i, namespace: shop},
         spec: {defaultBackend: {service: {name: %s, port: {number: 80}}}}}
        """;
    String both =
        PODS
            + "---\n"
            + service("s", "09:00:00", "", "app: blue")
            + "---\n"
            + service("t", "09:00:00", "", "app: green").replace("10.96.0.7", "10.96.0.8");
    String added = both + event("ADDED", ingress.formatted("s"));
    assertThat(exposed(added)).containsExactly("k8s:shop/Pod/blue");
    assertThat(exposed(added + event("DELETED", ingress.formatted("s")))).isEmpty();
    assertThat(exposed(added + event("MODIFIED", ingress.formatted("t"))))
        .containsExactly("k8s:shop/Pod/green");
  }

  /** Until it is gone, its clients are the internet's. */
  @Test
  void whatAnIngressLedToWasOpenUntilItWasDeletedOrChanged() throws IOException {
    String ingress =
        """
        {kind: Ingress, apiVersion: networking.k8s.io/v1, metadata: {name: i, namespace: shop},
         spec: {defaultBackend: {service: {name: %s, port: {number: 80}}}}}
        """;
    String both =
        PODS
            + "---\n"
            + service("s", "09:00:00", "", "app: blue")
            + "---\n"
            + service("t", "09:00:00", "", "app: green").replace("10.96.0.7", "10.96.0.8")
            + event("ADDED", ingress.formatted("s"))
            + told("09:30:00");
    assertThat(open(both)).containsExactly("k8s:shop/Pod/blue ever..on");
    assertThat(open(both + event("DELETED", ingress.formatted("s")) + told("10:00:00")))
        .containsExactly("k8s:shop/Pod/blue ever..10:00:00");
    assertThat(open(both + event("MODIFIED", ingress.formatted("t")) + told("10:00:00")))
        .containsExactly("k8s:shop/Pod/blue ever..09:30:00", "k8s:shop/Pod/green ever..on");
  }

  private Stream<String> open(String text) throws IOException {
    return new Written(folder)
        .read(text).exposures().stream()
            .map(
                each ->
                    each.backend().owner()
                        + " "
                        + text(each.from(), "ever")
                        + ".."
                        + text(each.until(), "on"));
  }

  /** A list without pods, though of the same namespace, tells nothing of pods. */
  @Test
  void aLaterListOfServicesAloneEndsNoPods() throws IOException {
    Written recording = new Written(folder);
    String blue = service("s", "09:00:00", "", "app: blue");
    String name = "inventory/20260101T%s.000000Z-kubernetes.json";
    recording.file(name.formatted("100000"), Written.jsonList(PODS + "---\n" + blue));
    recording.file(name.formatted("101000"), Written.jsonList(blue));
    assertThat(InventoryReader.ofRecording(folder).addresses())
        .extracting(claim -> claim.owner() + " " + text(claim.until(), "on"))
        .containsExactly("k8s:shop/Pod/blue on", "k8s:shop/Pod/green on");
  }

  private Stream<String> exposed(String text) throws IOException {
    return new Written(folder)
        .read(text).workloads().values().stream()
            .filter(peer -> !peer.exposed().isEmpty())
            .map(Peer::id)
            .map(Object::toString);
  }

  @Test
  void aSnapshotThatShowsAServiceNoMoreEndsIt() throws IOException {
    Written recording = new Written(folder);
    String blue = service("s", "09:00:00", "", "app: blue");
    String other = service("t", "", "", "app: green").replace("10.96.0.7", "10.96.0.8");
    String name = "inventory/20260101T%s.000000Z-kubernetes.json";
    recording.file(name.formatted("100000"), Written.jsonList(PODS + "---\n" + blue));
    recording.file(name.formatted("100500"), Written.jsonList(PODS));
    recording.file(name.formatted("101000"), Written.jsonList(PODS + "---\n" + other));
    assertThat(lines(InventoryReader.ofRecording(folder)))
        .as("a list without any Service tells nothing of them")
        .containsExactly(
            "service shop/s: 10.96.0.7 80/tcp -> k8s:shop/Pod/blue:8080/tcp 09:00:00..10:10:00",
            "service shop/t: 10.96.0.8 80/tcp -> k8s:shop/Pod/green:8080/tcp");
  }

  @Test
  void portsOfNodesLeadToAPodWhileItIsThere() throws IOException {
    String pod =
        """
        {kind: Pod, apiVersion: v1, metadata: {name: %1$s, namespace: shop%4$s},
         spec: {nodeName: n1, containers: [{ports: [{containerPort: 80, hostPort: 8080}]}]},
         status: {podIP: 10.1.0.%2$s, hostIP: 192.168.7.1, startTime: '2026-01-01T%3$sZ'}}
        """;
    assertThat(
            lines(
                new Written(folder)
                    .read(
                        pod.formatted(
                                "a", 5, "09:00:00", ", deletionTimestamp: '2026-01-01T09:30:00Z'")
                            + "---\n"
                            + pod.formatted("b", 6, "09:40:00", ""))))
        .containsExactly(
            "host port of shop/a: 192.168.7.1 8080/tcp -> k8s:shop/Pod/a:80/tcp 09:00:00..09:30:01",
            "host port of shop/b: 192.168.7.1 8080/tcp -> k8s:shop/Pod/b:80/tcp 09:40:00..on");
  }

  private static String container(String name, String started, String finished, boolean runs) {
    return """
    {"Id": "id-%1$s", "Name": "/%1$s",
     "State": {"StartedAt": "%2$s", "FinishedAt": "%3$s"},
     "HostConfig": {"PortBindings": {"80/tcp": [{"HostIp": "", "HostPort": "8080"}]}},
     "NetworkSettings": {"Networks": {"n": {"IPAddress": "%4$s"}}}}
    """
        .formatted(
            name,
            started.isEmpty() ? "0001-01-01T00:00:00Z" : DAY + started + "Z",
            finished.isEmpty() ? "0001-01-01T00:00:00Z" : DAY + finished + "Z",
            runs ? "172.18.0." + (name.charAt(0) - 'a' + 2) : "");
  }

  private void containers(String time, String... containers) throws IOException {
    new Written(folder)
        .file(
            "inventory/20260101T" + time + ".000000Z-docker-containers.json",
            "[" + String.join(",", containers) + "]");
  }

  @Test
  void aPublishedPortIsWhoseContainerRuns() throws IOException {
    containers("100000", container("a", "09:00:00", "", true), container("c", "", "", false));
    containers("101000", container("a", "09:00:00", "10:02:00", false));
    containers("102000", container("b", "10:15:00", "", true));
    assertThat(lines(InventoryReader.ofRecording(folder)))
        .containsExactly(
            "published by docker:a: any 8080/tcp -> docker:a:80/tcp 09:00:00..10:02:00",
            "published by docker:b: any 8080/tcp -> docker:b:80/tcp 10:15:00..on");
  }

  @Test
  void aPublishedPortIsOfTheNextContainerOnceTheFirstIsGone() throws IOException {
    containers("100000", container("a", "09:00:00", "", true));
    containers("101000", container("b", "10:05:00", "", true));
    assertThat(lines(InventoryReader.ofRecording(folder)))
        .containsExactly(
            "published by docker:a: any 8080/tcp -> docker:a:80/tcp 09:00:00..10:05:00",
            "published by docker:b: any 8080/tcp -> docker:b:80/tcp 10:05:00..on");
  }
}
