package dev.netgen.generator.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.netgen.generator.verify.IsolationRule.BlockTerm;
import dev.netgen.generator.verify.IsolationRule.PodTerm;
import dev.netgen.generator.verify.LabelQuery.Operator;
import dev.netgen.generator.verify.LabelQuery.Requirement;
import dev.netgen.model.graph.Direction;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.IpAddress;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What terms of rules pick, and when one is at least as wide as another. */
class TermsTest {
  private static final LabelQuery WEB = labelled("app", "web");

  private static LabelQuery labelled(String key, String value) {
    return new LabelQuery(ImmutableMap.of(key, value), ImmutableList.of());
  }

  private static LabelQuery required(String key, Operator operator, String... values) {
    return new LabelQuery(
        ImmutableMap.of(),
        ImmutableList.of(new Requirement(key, operator, ImmutableSet.copyOf(values))));
  }

  /** Each row: a wide query, a narrow one, and whether all of the second is of the first. */
  @ParameterizedTest
  @CsvSource({
    "IN web, IN web, true",
    "IN web api, label web, true",
    "IN web api, label job, false",
    "IN web, IN web api, false",
    "NOT_IN job, label web, true",
    "NOT_IN web, label web, false",
    "EXISTS, label web, true",
    "DOES_NOT_EXIST, label web, false",
    "EXISTS, other web, false",
    "NOT_IN job, other web, false",
    "label web, label web, true",
    "label web, IN web, false",
    "label web, other web, false"
  })
  void queriesCoverOthers(String wide, String narrow, boolean covers) {
    assertThat(query(wide).covers(query(narrow))).isEqualTo(covers);
  }

  private static LabelQuery query(String text) {
    List<String> words = Arrays.asList(text.split(" ", -1));
    return switch (words.get(0)) {
      case "label" -> labelled("app", words.get(1));
      case "other" -> labelled("tier", words.get(1));
      default ->
          required(
              "app",
              Operator.valueOf(words.get(0)),
              words.subList(1, words.size()).toArray(new String[0]));
    };
  }

  /** Namespaces by query ("any", a label's value) or the policy's own. */
  @ParameterizedTest
  @CsvSource({
    "any, prod, true",
    "any, own:shop, true",
    "prod, prod, true",
    "prod, test, false",
    "prod, any, false",
    "prod, own:shop, false",
    "own:shop, own:shop, true",
    "own:shop, own:data, false",
    "own:shop, prod, false"
  })
  void podTermsCoverOthers(String wide, String narrow, boolean covers) {
    assertThat(term(wide, LabelQuery.ANY).covers(term(narrow, WEB))).isEqualTo(covers);
    assertThat(term(wide, labelled("app", "job")).covers(term(narrow, WEB))).isFalse();
  }

  private static PodTerm term(String namespaces, LabelQuery pods) {
    if (namespaces.startsWith("own:")) {
      return new PodTerm(Optional.empty(), pods, namespaces.substring(4));
    }
    LabelQuery query = namespaces.equals("any") ? LabelQuery.ANY : labelled("env", namespaces);
    return new PodTerm(Optional.of(query), pods, "");
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, , 10.1.0.0/16, true",
    "10.0.0.0/8, , 11.0.0.0/8, false",
    "10.0.0.0/8, 10.1.0.0/16, 10.2.0.0/16, true",
    "10.0.0.0/8, 10.1.0.0/16, 10.1.0.0/16, false",
    "10.0.0.0/8, 10.1.0.0/16, 10.1.2.0/24, false",
    "10.0.0.0/8, 10.1.0.0/16, 10.0.0.0/8, false"
  })
  void wholeRangesAreNamed(String cidr, String except, String range, boolean named) {
    assertThat(block(cidr, except).names(Cidr.parse(range))).isEqualTo(named);
  }

  /** A hole of the wide one has to be in one of the narrow one, or outside of it. */
  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.1.0.0/16, 10.0.0.0/8, 10.1.0.0/16, true",
    "10.0.0.0/8, 10.1.0.0/16, 10.0.0.0/8, 10.0.0.0/15, true",
    "10.0.0.0/8, 10.1.0.0/16, 10.0.0.0/8, 10.1.1.0/24, false",
    "10.0.0.0/8, 10.1.0.0/16, 10.0.0.0/8, , false",
    "10.0.0.0/8, 10.1.0.0/16, 10.2.0.0/16, , true",
    "10.0.0.0/8, 10.1.0.0/16, 10.1.2.0/24, , false",
    "10.0.0.0/8, , 11.0.0.0/8, , false"
  })
  void blocksCoverOthers(String wide, String hole, String narrow, String itsHole, boolean covers) {
    assertThat(block(wide, hole).covers(block(narrow, itsHole))).isEqualTo(covers);
  }

  private static BlockTerm block(String cidr, String except) {
    return new BlockTerm(
        Cidr.parse(cidr),
        except == null ? ImmutableList.of() : ImmutableList.of(Cidr.parse(except)));
  }

  /** Behind the last address of all there is none, in either family and at any length. */
  @ParameterizedTest
  @CsvSource({
    "0.0.0.0/0, 255.255.255.0/24, 0.0.0.0 255.255.255.0",
    "0.0.0.0/0, 10.0.0.0/8, 0.0.0.0 10.0.0.0 11.0.0.0",
    "::/0, ffff:ffff:ffff:ffff:ffff:ffff:ffff:fff0/124, :: ffff:ffff:ffff:ffff:ffff:ffff:ffff:fff0",
    "::/0, ffff::/16, :: ffff::",
    "::/0, 2001:db8:0:0:ffff:ffff:ffff:ffff/128,"
        + " :: 2001:db8:0:0:ffff:ffff:ffff:ffff 2001:db8:0:1::",
    "::/0, 2001:db8::/64, :: 2001:db8:: 2001:db8:0:1::",
    "10.0.0.0/8, 11.0.0.0/8, 10.0.0.0"
  })
  void partsBeginWhereABlockBeginsAndEnds(String range, String cidr, String begins) {
    assertThat(AddressSplit.parts(Cidr.parse(range), List.of(block(cidr, null))))
        .containsExactlyElementsOf(
            Arrays.stream(begins.split(" ", -1)).map(IpAddress::parse).sorted().toList());
  }

  @Test
  void rulesNamePodsOfNamespacesByTheirLabels() {
    Population population =
        new Population(
            List.of(
                pod("shop", "prod", "web"),
                pod("shop", "prod", "api"),
                pod("data", "prod", "web"),
                pod("play", "test", "web")));
    assertThat(named(population, term("prod", WEB))).containsExactly(0, 2);
    assertThat(named(population, term("test", WEB))).containsExactly(3);
    assertThat(named(population, term("none", WEB))).isEmpty();
    assertThat(named(population, term("any", LabelQuery.ANY))).containsExactly(0, 1, 2, 3);
    assertThat(named(population, term("own:shop", LabelQuery.ANY))).containsExactly(0, 1);
    assertThat(named(population, term("own:gone", LabelQuery.ANY))).isEmpty();
  }

  private static Endpoint.Pod pod(String namespace, String env, String app) {
    return new Endpoint.Pod(
        namespace, ImmutableMap.of("env", env), ImmutableMap.of("app", app), ImmutableSet.of());
  }

  private static int[] named(Population population, PodTerm term) {
    BitSet named =
        population.named(
            new IsolationRule(
                new IsolationRule.Name("shop/p", Direction.INGRESS, 1),
                ImmutableList.of(term),
                ImmutableList.of(),
                ImmutableList.of(),
                false));
    return named.stream().toArray();
  }

  /** Each range of an outside peer is judged by itself. */
  @Test
  void rangesAreJudgedSingly() {
    Cidr one = Cidr.parse("10.0.0.0/8");
    Cidr two = Cidr.parse("2001:db8::/32");
    assertThat(Endpoint.outside(ImmutableSet.of(one, two)).singly())
        .containsExactlyInAnyOrder(
            Endpoint.outside(ImmutableSet.of(one)), Endpoint.outside(ImmutableSet.of(two)));
    assertThat(Endpoint.outside(ImmutableSet.of(one)).singly())
        .containsExactly(Endpoint.outside(ImmutableSet.of(one)));
    assertThat(Endpoint.outside(ImmutableSet.of()).singly())
        .containsExactly(Endpoint.outside(ImmutableSet.of()));
  }

  @Test
  void whatCiliumCallsPeersThatAreNoPods() {
    assertThat(CiliumIdentities.name("API.Example.com."))
        .isEqualTo(CiliumIdentities.name("api.example.com"))
        .endsWith("api.example.com");
    String name = CiliumIdentities.name("api.example.com");
    assertThat(CiliumIdentities.labelOf(CiliumIdentities.term(name))).contains(name);
    assertThat(CiliumIdentities.labelOf(CiliumIdentities.term(CiliumIdentities.NODES)))
        .contains(CiliumIdentities.NODES);
    assertThat(CiliumIdentities.labelOf(term("any", WEB))).isEmpty();
    assertThat(CiliumLabels.names(WEB, "app")).isTrue();
    assertThat(CiliumLabels.names(WEB, "tier")).isFalse();
    assertThat(CiliumLabels.names(required("tier", Operator.EXISTS), "tier")).isTrue();
    assertThat(CiliumLabels.names(required("tier", Operator.EXISTS), "app")).isFalse();
  }
}
