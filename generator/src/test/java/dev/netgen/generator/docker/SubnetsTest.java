package dev.netgen.generator.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import dev.netgen.generator.docker.Subnets.Wish;
import dev.netgen.generator.target.DockerSettings;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.problem.ProblemException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubnetsTest {
  private static final DockerSettings SETTINGS = DockerSettings.DEFAULT;

  @Test
  void randomWishesGetDisjointSubnetsOfThePoolWhateverTheOrder() {
    Random random = new Random(270);
    for (int run = 0; run < 300; run++) {
      Cidr pool = new Cidr(Cidr.parse("10.0.0.0/8").base(), 15 + random.nextInt(3));
      List<Cidr> taken = new ArrayList<>();
      for (int t = 0; t < 5; t++) {
        taken.add(Cidr.parse("10.0." + random.nextInt(32) + ".16/" + (20 + random.nextInt(13))));
      }
      DockerSettings settings = SETTINGS.withSubnetPool(pool).withTaken(taken(taken));
      List<Wish> wishes = wishes(random.nextInt(100), random);

      ImmutableMap<Wish, Cidr> given = Subnets.assign(settings, wishes);
      List<Wish> shuffled = new ArrayList<>(wishes);
      Collections.shuffle(shuffled, random);
      assertThat(Subnets.assign(settings, shuffled)).containsExactlyInAnyOrderEntriesOf(given);
      assertThat(given.keySet()).containsExactlyInAnyOrderElementsOf(wishes);
      given.forEach((wish, subnet) -> assertThat(subnet.prefix()).isEqualTo(wish.prefix()));
      assertThat(given.values()).allMatch(pool::contains);
      checkDisjoint(given.values(), taken);
    }
  }

  @Test
  void anotherNetworkMovesAtMostOneOfTheOthers() {
    Random random = new Random(271);
    int moved = 0;
    for (int run = 0; run < 200; run++) {
      List<Wish> wishes = wishes(40, random).stream().map(w -> new Wish(w.key(), 28)).toList();
      ImmutableMap<Wish, Cidr> before = Subnets.assign(SETTINGS, wishes.subList(1, 40));
      ImmutableMap<Wish, Cidr> after = Subnets.assign(SETTINGS, wishes);
      long changed =
          before.keySet().stream().filter(w -> !before.get(w).equals(after.get(w))).count();
      assertThat(changed).isLessThanOrEqualTo(2);
      moved += changed > 0 ? 1 : 0;
    }
    assertThat(moved).isLessThan(10);
  }

  @Test
  void aFullPoolIsUsedToTheLastAndThenRefused() {
    DockerSettings small = SETTINGS.withSubnetPool(Cidr.parse("192.168.7.0/24"));
    List<Wish> wishes = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      wishes.add(new Wish("p/" + i, 28));
    }
    assertThat(Subnets.assign(small, wishes).values()).doesNotHaveDuplicates().hasSize(16);
    wishes.add(new Wish("p/more", 28));
    assertThatThrownBy(() -> Subnets.assign(small, wishes))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("subnet pool 192.168.7.0/24");
    assertThatThrownBy(() -> Subnets.assign(small, List.of(new Wish("wide", 23))))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("too small for a network of /23");
    DockerSettings barred = SETTINGS.withTaken(taken(List.of(Cidr.parse("10.0.0.0/8"))));
    assertThatThrownBy(() -> Subnets.assign(barred, wishes))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(
            "no room for 17 networks of /28 beside what is taken: 10.0.0.0/8 (vpn)")
        .hasMessageContaining("give another one (--subnet-pool), such as 100.96.0.0/16");
  }

  /** What is told is bounded, and where no pool is known to be free none is named. */
  @Test
  void whatIsInTheWayIsNamed() {
    List<Cidr> all = new ArrayList<>();
    for (String range : List.of("10.213.0.0/17", "10.213.128.0/18", "10.213.192.0/19")) {
      all.add(Cidr.parse(range));
    }
    all.addAll(List.of(Cidr.parse("10.213.224.0/19"), Cidr.parse("172.20.0.0/16")));
    assertThatThrownBy(
            () -> Subnets.assign(SETTINGS.withTaken(taken(all)), List.of(new Wish("p/n", 28))))
        .hasMessageContaining("10.213.192.0/19 (vpn); and 1 more")
        .hasMessageContaining(", such as 10.208.0.0/16")
        .hasMessageContaining("no room for a network of /28 beside");
    List<Cidr> whole = new ArrayList<>(all);
    whole.addAll(List.of(Cidr.parse("0.0.0.0/1"), Cidr.parse("128.0.0.0/1")));
    assertThatThrownBy(
            () -> Subnets.assign(SETTINGS.withTaken(taken(whole)), List.of(new Wish("p/n", 28))))
        .hasMessageEndingWith("give another one (--subnet-pool)");
  }

  private static Map<Cidr, String> taken(Collection<Cidr> ranges) {
    return Maps.toMap(ImmutableSet.copyOf(ranges), range -> "vpn");
  }

  @ParameterizedTest
  @CsvSource({"1,28", "4,28", "5,27", "12,27", "13,26", "500,22"})
  void asManyAgainFitAsThereAre(long containers, int prefix) {
    assertThat(Subnets.prefixFor(containers)).isEqualTo(prefix);
  }

  private static List<Wish> wishes(int count, Random random) {
    List<Wish> wishes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      wishes.add(new Wish("p/" + random.nextLong(), 28 - random.nextInt(3)));
    }
    return wishes;
  }

  private static void checkDisjoint(Collection<Cidr> given, Collection<Cidr> taken) {
    List<Cidr> all = new ArrayList<>(given);
    for (int a = 0; a < all.size(); a++) {
      for (int b = a + 1; b < all.size(); b++) {
        assertThat(meet(all.get(a), all.get(b))).isFalse();
      }
      int at = a;
      assertThat(taken).noneMatch(range -> meet(range, all.get(at)));
    }
  }

  private static boolean meet(Cidr one, Cidr other) {
    return one.contains(other) || other.contains(one);
  }
}
