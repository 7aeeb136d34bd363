package dev.netgen.capture.firewall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.firewall.RuleSet;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.IpAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FillingTest {
  private static final RuleSet RULES = rules("ng-a");

  private static RuleSet rules(String bridge) {
    return new RuleSet(
        "shop",
        "netgen_shop",
        ImmutableSortedSet.of(bridge),
        ImmutableSortedSet.of(Cidr.parse("10.213.0.0/28")),
        ImmutableSortedMap.of("web", new RuleSet.Sets("s_web_4", "s_web_6")));
  }

  private static World world(Member... members) {
    return new World(
        ImmutableList.copyOf(members),
        ImmutableSortedSet.of("docker0"),
        ImmutableSortedSet.of(Cidr.parse("10.213.0.0/28"), Cidr.parse("10.213.0.0/29")));
  }

  private static Member member(String service, Place... places) {
    return new Member("id", service, ImmutableList.copyOf(places));
  }

  private static Place place(String address, String port) {
    return new Place("ng-a", IpAddress.parse(address), Optional.of(port).filter(p -> !p.isEmpty()));
  }

  private static String text(Filling filling) {
    return filling.after(Filling.NOTHING);
  }

  @Test
  void anAddressIsInItsServicesSetAtItsBridgeAndAtItsPort() {
    Member web = member("web", place("10.213.0.2", "veth1"), place("fd00::2", "veth1"));
    assertThat(text(Filling.of(RULES, world(web), true)))
        .isEqualTo(
            """
            flush set bridge netgen_shop known
            add element bridge netgen_shop known { "veth1" }
            flush set bridge netgen_shop ports4
            add element bridge netgen_shop ports4 { "veth1" . 10.213.0.2 }
            flush set bridge netgen_shop ports6
            add element bridge netgen_shop ports6 { "veth1" . fd00::2 }
            flush set bridge netgen_shop subnets4
            add element bridge netgen_shop subnets4 { 10.213.0.0/28 }
            flush set bridge netgen_shop subnets6
            flush set inet netgen_shop foreign
            add element inet netgen_shop foreign { "docker0" }
            flush set inet netgen_shop here4
            add element inet netgen_shop here4 { "ng-a" . 10.213.0.2 }
            flush set inet netgen_shop here6
            add element inet netgen_shop here6 { "ng-a" . fd00::2 }
            flush set inet netgen_shop s_web_4
            add element inet netgen_shop s_web_4 { 10.213.0.2 }
            flush set inet netgen_shop s_web_6
            add element inet netgen_shop s_web_6 { fd00::2 }
            flush set inet netgen_shop subnets4
            add element inet netgen_shop subnets4 { 10.213.0.0/28 }
            flush set inet netgen_shop subnets6
            """);
  }

  @Test
  void withoutTheTableOfPortsNothingIsSaidOfIt() {
    Member web = member("web", place("10.213.0.2", "veth1"));
    assertThat(text(Filling.of(RULES, world(web), false))).doesNotContain("bridge", "veth1");
  }

  @Test
  void onlyWhatChangedIsReplacedAndWhoLeftIsFlushed() {
    Filling with = Filling.of(RULES, world(member("web", place("10.213.0.2", "veth1"))), true);
    Filling without = Filling.of(RULES, world(), true);
    assertThat(with.after(with)).isEmpty();
    assertThat(without.after(with))
        .isEqualTo(
            """
            flush set bridge netgen_shop known
            flush set bridge netgen_shop ports4
            flush set inet netgen_shop here4
            flush set inet netgen_shop s_web_4
            """);
  }

  @Test
  void whatATextNamesItselfIsTakenOut() {
    assertThat(text(Filling.of(RULES, world(), true)))
        .contains("flush set inet netgen_shop here4\n", "flush set inet netgen_shop s_web_4\n");
  }

  @Test
  void aServiceTheRulesDoNotKnowIsInNoSet() {
    Member other = member("other", place("10.213.0.3", "veth2"));
    assertThat(text(Filling.of(RULES, world(other), true))).doesNotContain("10.213.0.3");
  }

  @Test
  void aPortThatIsNoNameOfAnInterfaceIsLeftOut() {
    Member web = member("web", place("10.213.0.2", "v} flush ruleset {"));
    assertThat(text(Filling.of(RULES, world(web), true)))
        .contains("s_web_4 { 10.213.0.2 }")
        .doesNotContain("ruleset", "ports4 {");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\"", "sixteen-chars-16", "a;b", "-a", "a/b"})
  void hostileInterfacesAreRefused(String bridge) {
    assertThatThrownBy(() -> rules(bridge)).isInstanceOf(IllegalArgumentException.class);
  }
}
