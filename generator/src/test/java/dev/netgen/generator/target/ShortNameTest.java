package dev.netgen.generator.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ShortNameTest {
  @Test
  void aFreeShortNameIsKept() {
    assertThat(ShortName.assign(List.of("a", "b"), t -> t, Set.of(), 60))
        .isEqualTo(Map.of("a", "a", "b", "b"));
  }

  @Test
  void rivalsAllGetAHashWhateverTheOrderAndCase() {
    var names =
        ShortName.assign(List.of("x/A-b", "y/a-B", "c"), t -> t.replaceAll("./", ""), Set.of(), 60);
    assertThat(names.get("c")).isEqualTo("c");
    assertThat(names.get("x/A-b")).matches("A-b-[0-9a-f]{8}");
    assertThat(names.get("y/a-B")).matches("a-B-[0-9a-f]{8}");
    assertThat(
            ShortName.assign(
                List.of("c", "y/a-B", "x/A-b"), t -> t.replaceAll("./", ""), Set.of(), 60))
        .isEqualTo(names);
  }

  @Test
  void longNamesAreCutAndTakenOnesAvoided() {
    String fits = "n".repeat(60);
    String tooLong = "n".repeat(61);
    var names =
        ShortName.assign(
            List.of(fits, tooLong, "default-deny"), t -> t, Set.of("default-deny"), 60);
    assertThat(names.get(fits)).isEqualTo(fits);
    assertThat(names.get(tooLong)).hasSize(60).matches("n+-[0-9a-f]{8}");
    assertThat(names.get("default-deny")).matches("default-deny-[0-9a-f]{8}");
  }

  @Test
  void aNameThatLooksLikeARivalsHashMakesTheHashLonger() {
    String hashed =
        ShortName.assign(List.of("x/a", "y/a"), t -> t.substring(2), Set.of(), 60).get("x/a");
    var names =
        ShortName.assign(List.of("x/a", "y/a", "z/" + hashed), t -> t.substring(2), Set.of(), 60);
    assertThat(names.values()).doesNotHaveDuplicates();
    assertThat(names.get("z/" + hashed)).isEqualTo(hashed);
  }
}
