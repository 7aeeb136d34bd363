package dev.netgen.model.enforcer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netgen.model.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The page that gives each fact's source says what the program says. */
final class EnforcersTest {
  private static final Path PAGE = Path.of("../docs/ENFORCERS.md");

  @Test
  void theDefaultComesFirstAndNamesAreFound() {
    assertThat(Enforcers.names())
        .containsExactly("generic", "calico", "cilium", "ovn", "aws", "kube-router");
    for (Enforcer enforcer : Enforcers.all()) {
      assertThat(Enforcers.named(enforcer.name())).isSameAs(enforcer);
    }
  }

  @Test
  void anUnknownNameIsRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> Enforcers.named("Cilium"))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("unknown enforcer \"Cilium\"")
        .hasMessageContaining("kube-router");
  }

  @Test
  void thePageHasEveryFactOfEveryEnforcer() throws IOException {
    List<String> rows = new ArrayList<>();
    for (String line : Files.readAllLines(PAGE)) {
      if (line.startsWith("| `")) {
        List<String> cells = Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
        rows.add(String.join(" ", cells.subList(1, 2 + Enforcers.all().size())));
      }
    }
    assertThat(rows)
        .containsExactly(
            row("services", enforcer -> enforcer.seesServices() ? "service" : "pod"),
            row("nodes", enforcer -> enforcer.nodesByRange() ? "range" : "own kind"),
            row("apiServer", e -> e.apiServer() == Naming.RANGE ? "range" : "own kind"),
            row("podsByRange", enforcer -> yes(enforcer.podsByRange())),
            row("endPort", enforcer -> yes(enforcer.endPort())),
            row("namedPorts", EnforcersTest::namedPorts),
            row("ownerlessPods", enforcer -> yes(enforcer.ownerlessPods())),
            row("allLabels", enforcer -> yes(enforcer.allLabels())));
  }

  private static String row(String fact, Function<Enforcer, String> of) {
    return "`" + fact + "` " + String.join(" ", Enforcers.all().stream().map(of).toList());
  }

  private static String namedPorts(Enforcer enforcer) {
    return switch (enforcer.namedPorts()) {
      case PER_POD -> "per pod";
      case PER_CLUSTER -> "per cluster";
      case ALL_PORTS -> "all ports";
    };
  }

  private static String yes(boolean fact) {
    return fact ? "yes" : "no";
  }
}
