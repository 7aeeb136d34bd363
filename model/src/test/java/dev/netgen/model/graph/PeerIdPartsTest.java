package dev.netgen.model.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeerIdPartsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "k8s:a/b/c",
        "k8s:x:a/b/c",
        "docker:a",
        "docker:a/b",
        "outside:a.example",
        "outside:10.0.0.0/8",
        "unresolved:10.0.0.1",
        "node:a/b"
      })
  void isAPeer(String text) {
    assertThat(PeerId.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "k8s:a/b",
        "k8s:a/b/c/d",
        "k8s:/b/c",
        "k8s:a//c",
        "k8s:a/b/",
        "k8s:/",
        "docker:",
        "docker:/",
        "docker:/a",
        "docker:a/",
        "docker:a/b/c",
        "outside:a/b",
        "unresolved:a",
        "docker:a b",
        "docker:a\"b",
        "docker:a#b",
        "docker:a\u007f",
        "docker:\u00e9"
      })
  void isNone(String text) {
    assertThatThrownBy(() -> PeerId.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
