package dev.netgen.model.format.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.model.inventory.Inventory;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that would be another peer's if they were believed. */
final class ObjectNameTest {
  private static final String GOOD_POD =
      "{kind: Pod, apiVersion: v1, metadata: {name: good, namespace: shop},"
          + " status: {podIP: 10.1.0.9}}\n---\n";

  private static final String GOOD_CONTAINER =
      "{\"Id\": \"g\", \"Name\": \"/good\", \"NetworkSettings\":"
          + " {\"Networks\": {\"n\": {\"IPAddress\": \"172.18.0.9\"}}}}";

  @TempDir private Path folder;

  private static void isOnly(Inventory inventory, String peer) {
    assertThat(inventory.workloads().keySet()).extracting(Object::toString).containsExactly(peer);
    assertThat(inventory.addresses()).hasSize(1);
    assertThat(inventory.unused()).hasSize(1);
    assertThat(inventory.unused().firstKey()).contains("that the platform allows");
    assertThat(inventory.unused().values()).containsExactly(1L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name: 'a:b', namespace: shop",
        "name: a, namespace: 'other:shop'",
        "name: a/b, namespace: shop",
        "name: ../a, namespace: shop",
        "name: \"a\\nb\", namespace: shop",
        "name: \"a\\u202Eb\", namespace: shop",
        "name: 'a b', namespace: shop",
        "name: '', namespace: shop",
        "name: a, namespace: ''",
        "name: a, namespace: shop, ownerReferences: [{kind: 'A/b', name: x}]",
        "name: a, namespace: shop, ownerReferences: [{kind: Ab, name: 'x:y'}]"
      })
  void ofPods(String metadata) throws IOException {
    String pod = "{kind: Pod, apiVersion: v1, metadata: {%s}, status: {podIP: 10.1.0.5}}\n";
    isOnly(new Written(folder).read(GOOD_POD + pod.formatted(metadata)), "k8s:shop/Pod/good");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{kind: Node, apiVersion: v1, metadata: {name: 'a:b'},"
            + " status: {addresses: [{type: InternalIP, address: 10.9.0.1}]}}",
        "{kind: Service, apiVersion: v1, metadata: {name: 'a/b', namespace: shop},"
            + " spec: {clusterIP: 10.96.0.7, ports: [{port: 80}]}}",
        "{kind: 'Web App', apiVersion: a/v1, metadata: {name: a, namespace: shop},"
            + " spec: {template: {spec: {containers: [{name: c}]}}}}",
        "{kind: Pod, apiVersion: v1, metadata: {name: a, namespace: shop},"
            + " spec: {nodeName: 'n:1'}, status: {podIP: 10.1.0.5}}"
      })
  void ofOtherObjects(String object) throws IOException {
    isOnly(new Written(folder).read(GOOD_POD + object + "\n"), "k8s:shop/Pod/good");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"Name\": \"/a/b\"",
        "\"Name\": \"/a:b\"",
        "\"Name\": \"/\"",
        "\"Name\": \"/a\\u0007b\"",
        "\"Name\": \"/a\", \"Config\": {\"Labels\": {\"com.docker.compose.project\": \"p/q\","
            + " \"com.docker.compose.service\": \"s\"}}",
        "\"Name\": \"/a\", \"Config\": {\"Labels\": {\"com.docker.compose.project\": \"p\","
            + " \"com.docker.compose.service\": \"s s\"}}"
      })
  void ofContainers(String members) throws IOException {
    String bad =
        "{\"Id\": \"b\", "
            + members
            + ", \"NetworkSettings\": {\"Networks\": {\"n\": {\"IPAddress\": \"172.18.0.5\"}}}}";
    isOnly(new Written(folder).read("[" + GOOD_CONTAINER + "," + bad + "]"), "docker:good");
  }

  @Test
  void ofComposeServices() throws IOException {
    Path file =
        new Written(folder)
            .file(
                "shop/compose.yaml",
                """
                services:
                  good: {networks: {n: {ipv4_address: 172.18.0.9}}}
                  "a/b": {networks: {n: {ipv4_address: 172.18.0.5}}}
                networks: {n: {}}
                """);
    isOnly(
        InventoryReader.read(com.google.common.collect.ImmutableList.of(file)), "docker:shop/good");
  }
}
