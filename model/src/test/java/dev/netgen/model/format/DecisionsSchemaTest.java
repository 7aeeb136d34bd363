package dev.netgen.model.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.netgen.model.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * docs/netgen.schema.json says what the reader does: what it takes is valid, and what it refuses is
 * not, but for what no schema can tell.
 */
class DecisionsSchemaTest {
  private static final String HEAD = "apiVersion: netgen/v1\nkind: NetgenDecisions\n";
  private static final Schema SCHEMA = schema();

  private enum Verdict {
    BOTH_TAKE,
    BOTH_REFUSE,
    /** Two entries that meet, bits beyond a prefix, the whole grammar of IPv6. */
    ONLY_THE_READER_REFUSES
  }

  private static Schema schema() {
    try {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(Files.readString(Path.of("..", "docs", "netgen.schema.json")));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Verdict verdict(String text) throws IOException {
    String json = new ObjectMapper().writeValueAsString(new YAMLMapper().readTree(text));
    boolean valid = SCHEMA.validate(json, InputFormat.JSON).isEmpty();
    boolean taken;
    try {
      DecisionsYaml.read(Documents.yaml("netgen.yaml", text), "netgen.yaml");
      taken = true;
    } catch (ProblemException e) {
      taken = false;
    }
    assertThat(valid || !taken).as("the reader takes what its schema refuses: " + text).isTrue();
    return taken
        ? Verdict.BOTH_TAKE
        : valid ? Verdict.ONLY_THE_READER_REFUSES : Verdict.BOTH_REFUSE;
  }

  static Stream<Arguments> documents() {
    String machine = "machines: [{name: %s, addresses: [%s], reason: r}]";
    String node = "machines: [{name: n, kind: node, addresses: [%s], reason: r}]";
    String reason = "machines: [{name: a, addresses: [192.0.2.1], reason: %s}]";
    String name = machine.formatted("%s", "192.0.2.1");
    String address = machine.formatted("a", "%s");
    String namespace = "namespaces: [{from: %s, to: shop, reason: r}]";
    String from = "peers: [{from: %s, to: 'node:n', reason: r}]";
    String to = "resolvers: [{from: 'node:n', to: %s, reason: r}]";
    String silent = "silent: [{%s}]";
    return Stream.of(
            rows(
                Verdict.BOTH_TAKE,
                all("%s", "", "machines: []", "silent: []", "peers: []\nnamespaces: []"),
                all(name, "a", "Billing-DB", "a.b_c-d", "x".repeat(253), "true", "a7"),
                all(address, "192.0.2.0/24", "10.0.0.0/8", "'2001:db8::1'", "'2001:db8::/32'"),
                all(
                    address,
                    "192.0.2.1, 192.0.2.2",
                    "192.0.2.1, 192.0.2.1/32",
                    "'fd00::1/128'",
                    "'2001::/16'",
                    "0.1.0.0/16"),
                all(node, "192.0.2.1", "192.0.2.1/32", "'fd00::1/128'", "'fd00::1'"),
                all(reason, "r", "5", "true", "' r '", "\"r\\n\"", "é", "x".repeat(500), "'a  b'"),
                all(namespace, "a", "2026", "true", "a-b", "x".repeat(63)),
                all(from, "'docker:a'", "'docker:a/b'", "'k8s:a/b/c'", "'k8s:c:a/b/c'"),
                all(from, "'unresolved:10.0.0.1'", "'unresolved:fd00::1'", "'outside:a.example'"),
                all(to, "'outside:10.0.0.0/8'", "'outside:fd00::/8'", "'node:a/b'", "'docker:a!b'"),
                all("networks: [{services: [%s], reason: r}]", "a, b", "a_b, c.d", "a, b, c"),
                all(silent, "namespace: a, reason: r", "peer: 'k8s:a/b/c', reason: r"),
                all(silent, "namespace: a, direction: egress, reason: r"),
                all(silent, "namespace: a, direction: [egress, ingress], reason: r")),
            rows(
                Verdict.BOTH_REFUSE,
                all(
                    "%s",
                    "others: []", "machines: {}", "machines: a", "machines: [a]", "peers: [[]]"),
                all(name, "''", "-a", "a-", "a/b", "'a b'", "internet", "InterNet", "1.2", "7"),
                all(name, "x".repeat(254), "[a]", "{a: b}", "~", "é"),
                all("machines: [{%s}]", "name: a, addresses: [192.0.2.1]", "name: a, reason: r"),
                all("machines: [{%s}]", "addresses: [192.0.2.1], reason: r"),
                all("machines: [{name: a, addresses: %s, reason: r}]", "[]", "192.0.2.1", "~"),
                all("machines: [{name: a, addresses: [192.0.2.1], reason: r, %s}]", "b: c"),
                all(
                    "machines: [{name: a, kind: %s, addresses: [192.0.2.1], reason: r}]",
                    "host", "~", ""),
                all(
                    "networks: [{services: %s, reason: r}]",
                    "[a]", "[]", "a", "[a, 'b c']", "[a, a]"),
                all("networks: [{services: [a, b]%s}]", "", ", reason: ", ", reason: r, b: c"),
                all("%s", "machines:", "machines: ~", "silent:", "peers: ''"),
                all(address, "192.0.2.300", "192.0.2", "192.0.2.1/33", "0.0.0.0/0", "128.0.0.0/1"),
                all(address, "'2000::/3'", "'fd00::/129'", "192.0.2.01", "a", "~", "[a]", "10"),
                all(address, "127.0.0.1", "127.0.0.1/32", "127.0.0.0/8", "224.0.0.251", "'::1'"),
                all(address, "239.0.0.0/8", "255.255.255.255", "0.0.0.0", "0.0.0.0/8", "'::'"),
                all(
                    address,
                    "'ff02::1'",
                    "'1:2:3:4:5:6:7:8::'",
                    "'ff02::/16'",
                    "'::1/128'",
                    "'::/16'",
                    "'fe80::1%eth0'"),
                all(node, "192.0.2.0/24", "'2001:db8::/32'"),
                all(reason, "''", "'  '", "\"a\\nb\"", "\"a\\u202eb\"", "\"a\\e[1mb\"", "~", "[r]"),
                all(reason, "x".repeat(501), "\"a\\u2028b\"", "\"\\u00a0\"", "\"\\u3000\""),
                all(namespace, "A", "''", "a.b", "-a", "a-", "x".repeat(64), "-5", "~", "1.5"),
                all(
                    from,
                    "a",
                    "'docker:'",
                    "'docker:a/b/c'",
                    "'k8s:a/b'",
                    "'k8s:a//b'",
                    "'swarm:a'"),
                all(
                    from,
                    "'unresolved:nobody'",
                    "'outside:a/b'",
                    "'outside:10.0.0.1/x'",
                    "'node:'"),
                all(
                    from,
                    "'docker:a b'",
                    "'docker:a\"b'",
                    "'docker:a#b'",
                    "'docker:é'",
                    "'node:a`b'"),
                all(to, "'unresolved:10.0.0.1'", "~"),
                all(silent, "reason: r", "namespace: a", "namespace: 'A', reason: r"),
                all(
                    silent,
                    "namespace: a, peer: ~, reason: r",
                    "namespace: a, direction: ~, reason: r"),
                all(silent, "namespace: a, peer: 'k8s:a/b/c', reason: r"),
                all(silent, "peer: 'docker:a/b', reason: r", "peer: 'k8s:a/b', reason: r"),
                all(silent, "namespace: a, direction: both, reason: r"),
                all(silent, "namespace: a, direction: [], reason: r", "namespace: a, way: x")),
            rows(
                Verdict.ONLY_THE_READER_REFUSES,
                all(address, "192.0.2.1/24", "'1::2::3'", "'1:2:3'"),
                all(from, "'unresolved:10.0.0.300'", "'outside:10.0.0.1/99'"),
                all("namespaces: [{from: a, to: b, reason: r}, {from: a, to: %s, reason: r}]", "c"),
                all("silent: [{namespace: a, reason: r}, {namespace: %s, reason: r}]", "a")))
        .flatMap(rows -> rows);
  }

  /** The template with each value in its place. */
  private static Stream<String> all(String template, String... values) {
    return Stream.of(values).map(template::formatted);
  }

  @SafeVarargs
  private static Stream<Arguments> rows(Verdict verdict, Stream<String>... texts) {
    List<Arguments> rows = new ArrayList<>();
    for (Stream<String> each : texts) {
      each.forEach(text -> rows.add(Arguments.of(verdict, text)));
    }
    return rows.stream();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void theSchemaSaysWhatTheReaderDoes(Verdict verdict, String text) throws IOException {
    assertThat(verdict(HEAD + text + "\n")).as(text).isEqualTo(verdict);
  }

  @Test
  void theHeadIsAskedForByBoth() throws IOException {
    List<String> heads =
        List.of(
            "kind: NetgenDecisions\n",
            "apiVersion: netgen/v1\n",
            "apiVersion: netgen/v2\nkind: NetgenDecisions\n",
            "apiVersion: netgen/v1\nkind: CommunicationGraph\n",
            "[]\n");
    for (String head : heads) {
      assertThat(verdict(head)).as(head).isEqualTo(Verdict.BOTH_REFUSE);
    }
  }
}
