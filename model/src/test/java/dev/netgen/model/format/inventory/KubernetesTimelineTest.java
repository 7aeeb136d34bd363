package dev.netgen.model.format.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.model.inventory.Conflict;
import dev.netgen.model.inventory.Inventory;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When pods held their addresses: by their own times, by watches and by snapshots. */
class KubernetesTimelineTest {
  @TempDir Path folder;

  private static String pod(String name, String address, String status) {
    return pod(name, address, "", status);
  }

  private static String pod(String name, String address, String metadata, String status) {
    return """
        ---
        {kind: Pod, apiVersion: v1, metadata: {name: %s, namespace: shop, uid: u-%s%s},
         status: {podIP: %s, phase: Running%s}}
        """
        .formatted(name, name, metadata, address, status);
  }

  private static String list(String... pods) throws IOException {
    return pods.length == 0
        ? "{\"apiVersion\":\"v1\",\"items\":[],\"kind\":\"List\"}"
        : Written.jsonList(String.join("", pods));
  }

  private void snapshot(String time, String... pods) throws IOException {
    new Written(folder).file("inventory/20260101T" + time + ".000000Z-kubernetes.json", list(pods));
  }

  private static String started(String time) {
    return ", startTime: '2026-01-01T" + time + "Z'";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "||1970-01-01T00:00:00Z on",
        ", creationTimestamp: '2026-01-01T09:00:00Z'||2026-01-01T09:00:00Z on",
        ", creationTimestamp: '2026-01-01T09:00:00Z'|, startTime: '2026-01-01T09:00:02Z'|2026-01-01T09:00:02Z on",
        "|, phase: Succeeded, startTime: '2026-01-01T09:00:00Z', containerStatuses: [{state: {terminated: {finishedAt:"
            + " '2026-01-01T09:00:05Z'}}}, {state: {terminated: {finishedAt: '2026-01-01T09:00:07Z'}}}]"
            + "|2026-01-01T09:00:00Z 2026-01-01T09:00:08Z",
        "|, phase: Failed, startTime: '2026-01-01T09:00:00Z', conditions: [{type: Ready, status: 'False',"
            + " lastTransitionTime: '2026-01-01T09:10:00Z'}]|2026-01-01T09:00:00Z 2026-01-01T09:10:01Z",
        "|, phase: Running, startTime: '2026-01-01T09:00:00Z', containerStatuses: [{state: {terminated: {finishedAt:"
            + " '2026-01-01T09:00:05Z'}}}]|2026-01-01T09:00:00Z on",
        ", deletionTimestamp: '2026-01-01T09:30:30Z'|, startTime: '2026-01-01T09:00:00Z'"
            + "|2026-01-01T09:00:00Z 2026-01-01T09:30:31Z",
        ", deletionTimestamp: '2026-01-01T09:30:30Z', deletionGracePeriodSeconds: 30|, startTime:"
            + " '2026-01-01T09:00:00Z', containerStatuses: [{state: {terminated: {finishedAt:"
            + " '2026-01-01T09:30:05Z'}}}]|2026-01-01T09:00:00Z 2026-01-01T09:30:06Z",
        ", deletionTimestamp: '2026-01-01T09:30:00Z', deletionGracePeriodSeconds: 0|, startTime:"
            + " '2026-01-01T09:00:00Z', containerStatuses: [{state: {terminated: {finishedAt:"
            + " '2026-01-01T09:30:25Z'}}}]|2026-01-01T09:00:00Z 2026-01-01T09:30:26Z",
        ", deletionTimestamp: '2026-01-01T09:30:30Z', deletionGracePeriodSeconds: 30|, startTime:"
            + " '2026-01-01T09:00:00Z', containerStatuses: [{state: {terminated: {finishedAt:"
            + " '2026-01-01T09:30:05Z'}}}, {state: {running: {startedAt: '2026-01-01T09:00:01Z'}}}]"
            + "|2026-01-01T09:00:00Z 2026-01-01T09:30:31Z"
      })
  void aPodTellsItsOwnTimes(String metadata, String status, String interval) throws IOException {
    String text =
        pod("a", "10.1.0.5", metadata == null ? "" : metadata, status == null ? "" : status);
    String once =
        text.contains(", phase: Running, phase") || text.contains(", phase: ")
            ? text.replace("phase: Running, phase", "phase")
            : text;
    Inventory inventory = new Written(folder).read(once);
    assertThat(Written.intervals(inventory)).containsExactly("10.1.0.5 shop/a " + interval);
  }

  @Test
  void snapshotsEndWhatTheyShowNoMore() throws IOException {
    snapshot("100000", pod("a", "10.1.0.5", started("09:00:00")), pod("b", "10.1.0.6", ""));
    snapshot("100500", pod("b", "10.1.0.6", ""));
    snapshot("101000", pod("b", "10.1.0.6", ""), pod("c", "10.1.0.5", started("10:07:00")));
    assertThat(Written.intervals(InventoryReader.ofRecording(folder)))
        .containsExactly(
            "10.1.0.5 shop/a 2026-01-01T09:00:00Z 2026-01-01T10:05:00Z",
            "10.1.0.5 shop/c 2026-01-01T10:07:00Z on",
            "10.1.0.6 shop/b 1970-01-01T00:00:00Z on");
  }

  /** Another file of Services, or of other namespaces, says nothing of these pods. */
  @Test
  void listsOfOtherThingsEndNothing() throws IOException {
    snapshot("100000", pod("a", "10.1.0.5", ""));
    snapshot("100500");
    snapshot("100600", pod("z", "10.1.0.9", "").replace("namespace: shop", "namespace: other"));
    assertThat(Written.intervals(InventoryReader.ofRecording(folder)))
        .containsExactly(
            "10.1.0.5 shop/a 1970-01-01T00:00:00Z on", "10.1.0.9 other/z 1970-01-01T00:00:00Z on");
  }

  @Test
  void aPodWhoseAddressChangesHoldsThemAfterOneAnother() throws IOException {
    String restarted =
        started("09:00:00")
            + ", containerStatuses: [{state: {running: {startedAt: '2026-01-01T10:02:00Z'}}}]";
    snapshot("100000", pod("a", "10.1.0.5", started("09:00:00")));
    snapshot("100500", pod("a", "10.1.0.6", restarted));
    assertThat(Written.intervals(InventoryReader.ofRecording(folder)))
        .containsExactly(
            "10.1.0.5 shop/a 2026-01-01T09:00:00Z 2026-01-01T10:02:00Z",
            "10.1.0.6 shop/a 2026-01-01T10:02:00Z on");
  }

  private static String event(String type, String pod) throws IOException {
    return "{\"type\":\"" + type + "\",\"object\":" + Written.documents(pod).get(0) + "}\n";
  }

  @Test
  void watchesTellDeletionsByTheObjectsOwnTimes() throws IOException {
    String ended =
        started("09:00:00")
            + ", containerStatuses: [{state: {terminated: {finishedAt: '2026-01-01T09:30:05Z'}}}]";
    String doomed = ", deletionTimestamp: '2026-01-01T09:30:30Z'";
    String text =
        event("ADDED", pod("a", "10.1.0.5", started("09:00:00")))
            + event("MODIFIED", pod("a", "10.1.0.5", doomed, started("09:00:00")))
            + event("DELETED", pod("a", "10.1.0.5", doomed, ended))
            + event("ADDED", pod("b", "10.1.0.5", started("09:30:40")));
    assertThat(Written.intervals(new Written(folder).read(text)))
        .containsExactly(
            "10.1.0.5 shop/a 2026-01-01T09:00:00Z 2026-01-01T09:30:31Z",
            "10.1.0.5 shop/b 2026-01-01T09:30:40Z on");
  }

  /** Pods are taken on by their node before they get their address. */
  @Test
  void anAddressIsHandedOverWhenTheFormerPodEnded() throws IOException {
    String done =
        ", phase: Succeeded, startTime: '2026-01-01T09:00:00Z', containerStatuses: [{state: {terminated: {finishedAt:"
            + " '2026-01-01T09:00:20Z'}}}]";
    String next =
        started("09:00:10")
            + ", containerStatuses: [{state: {running: {startedAt: '2026-01-01T09:00:30Z'}}}]";
    String text =
        pod("a", "10.1.0.5", done).replace("phase: Running, ", "") + pod("b", "10.1.0.5", next);
    Inventory inventory = new Written(folder).read(text);
    assertThat(Written.intervals(inventory))
        .containsExactly(
            "10.1.0.5 shop/a 2026-01-01T09:00:00Z 2026-01-01T09:00:21Z",
            "10.1.0.5 shop/b 2026-01-01T09:00:21Z on");
    assertThat(inventory.conflicts()).isEmpty();
  }

  @Test
  void aLaterFileShowsThatAnEarlierOwnerHasGone() throws IOException {
    String early = list(pod("a", "10.1.0.5", started("09:00:00")));
    String late = list(pod("b", "10.1.0.5", started("09:40:00")));
    for (String[] order : new String[][] {{early, late}, {late, early}}) {
      Inventory inventory = new Written(folder).read(order);
      assertThat(Written.intervals(inventory))
          .containsExactly(
              "10.1.0.5 shop/a 2026-01-01T09:00:00Z 2026-01-01T09:40:00Z",
              "10.1.0.5 shop/b 2026-01-01T09:40:00Z on");
      assertThat(inventory.conflicts()).isEmpty();
    }
  }

  @Test
  void twoOwnersAtOnceAreToldWithBothPlaces() throws IOException {
    String both =
        list(pod("a", "10.1.0.5", started("09:00:00")), pod("b", "10.1.0.5", started("09:00:00")));
    Inventory inventory = new Written(folder).read(both);
    assertThat(inventory.addresses()).hasSize(2);
    String file = folder.resolve("file0").toString();
    assertThat(inventory.conflicts())
        .containsExactly(
            new Conflict(
                "address 10.1.0.5",
                "k8s:shop/Pod/a (shop/a) in " + file + " items[0]",
                "k8s:shop/Pod/b (shop/b) in " + file + " items[1]"));
  }

  private static String service(String version, String port) {
    return "{kind: Service, apiVersion: v1, metadata: {name: s, namespace: shop"
        + version
        + "}, spec: {clusterIP: 10.96.0.7,"
        + " selector: {app: web}, ports: [{port: "
        + port
        + "}]}}\n";
  }

  /** The same said twice is no conflict, nor is a later version. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "|80||80|0|80",
        "|80||81|1|81",
        ", resourceVersion: '5'|80|, resourceVersion: '7'|81|0|81",
        ", resourceVersion: '7'|80|, resourceVersion: '5'|81|0|80"
      })
  void filesThatDifferAboutAnObjectAreTold(
      String version,
      String port,
      String otherVersion,
      String otherPort,
      int conflicts,
      String kept)
      throws IOException {
    Inventory inventory =
        new Written(folder)
            .read(
                service(version == null ? "" : version, port),
                service(otherVersion == null ? "" : otherVersion, otherPort));
    assertThat(inventory.conflicts()).hasSize(conflicts);
    assertThat(inventory.conflicts())
        .allMatch(
            c ->
                c.about().equals("Service shop/s")
                    && c.one().contains("file0")
                    && c.other().contains("file1"));
    assertThat(Written.forwards(inventory))
        .containsExactly("service shop/s: 10.96.0.7 " + kept + "/tcp -> nowhere");
  }

  /** A container of Docker and a pod of Kubernetes with one address. */
  @Test
  void twoPlatformsThatClaimOneAddressAreTold() throws IOException {
    String docker =
        "[{\"Id\":\"a\",\"Name\":\"/web\",\"State\":{},\"NetworkSettings\":{\"Networks\":{\"n\":{\"IPAddress\":\"10.1.0.5\"}}}}]";
    Inventory inventory = new Written(folder).read(pod("a", "10.1.0.5", ""), docker);
    assertThat(inventory.conflicts().stream().map(Conflict::about))
        .containsExactly("address 10.1.0.5");
  }

  /** Files have no times; the versions of an object do. */
  @Test
  void versionsOrderFilesOfOnePod() throws IOException {
    String early = pod("a", "10.1.0.5", ", resourceVersion: '5'", started("09:00:00"));
    String late =
        pod(
            "a",
            "10.1.0.6",
            ", resourceVersion: '50'",
            started("09:00:00")
                + ", containerStatuses: [{state: {running: {startedAt: '2026-01-01T10:02:00Z'}}}]");
    for (String[] order : new String[][] {{early, late}, {late, early}}) {
      Inventory inventory = new Written(folder).read(order);
      assertThat(Written.intervals(inventory))
          .containsExactly(
              "10.1.0.5 shop/a 2026-01-01T09:00:00Z 2026-01-01T10:02:00Z",
              "10.1.0.6 shop/a 2026-01-01T10:02:00Z on");
      assertThat(inventory.conflicts()).isEmpty();
    }
  }

  /** An autoscaled cluster gives a node's address to the next one. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-01-01T08:00:00Z|2026-01-01T09:00:00Z|0|n1 2026-01-01T08:00:00Z 2026-01-01T09:00:00Z"
            + "|n2 2026-01-01T09:00:00Z on",
        "2026-01-01T08:00:00Z|2026-01-01T08:00:00Z|1|n1 2026-01-01T08:00:00Z on|n2 2026-01-01T08:00:00Z on"
      })
  void nodesHandOverTheirAddress(String one, String two, int conflicts, String first, String second)
      throws IOException {
    String node =
        "{kind: Node, apiVersion: v1, metadata: {name: %s, creationTimestamp: '%s'}, status: {addresses:"
            + " [{type: InternalIP, address: 192.168.0.9}]}}\n";
    Inventory inventory =
        new Written(folder).read(node.formatted("n2", two) + "---\n" + node.formatted("n1", one));
    assertThat(Written.intervals(inventory))
        .containsExactlyInAnyOrder("192.168.0.9 " + first, "192.168.0.9 " + second);
    assertThat(inventory.conflicts()).hasSize(conflicts);
  }
}
