package dev.netgen.generator.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.generator.GraphSketch;
import dev.netgen.generator.target.DecisionNeeded;
import dev.netgen.generator.target.DockerSettings;
import dev.netgen.generator.target.Note;
import dev.netgen.model.decision.SharedNetwork;
import dev.netgen.model.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class NetworkBudgetTest {
  private static final Pattern LINE = Pattern.compile("  - \\{services: \\[(.*)], reason: }");

  @Test
  void theShopNeedsNineAndTheCheapestMergersAreTold() {
    assertThat(plan(ComposeSamples.shop(), DockerSettings.DEFAULT.withMost(9))).hasSize(9);
    DecisionNeeded choice = choice(ComposeSamples.shop(), 7);
    assertThat(choice).hasMessage("9 networks are needed and 7 are allowed: nothing was generated");
    assertThat(choice.lines())
        .startsWith(
            "7 keep apart what does not talk, 2 lead outside, one for each service that publishes"
                + " or calls it",
            "allow 9 (--networks 9), or fewer at a price:")
        .anyMatch(line -> line.startsWith("one network for backend, "))
        .contains("kind: NetgenDecisions", "networks:");
  }

  @Test
  void whatIsToldFitsWhenItIsDecided() {
    Random random = new Random(272);
    for (int run = 0; run < 150; run++) {
      GraphSketch sketch = sketch(random);
      int needed = plan(sketch, DockerSettings.DEFAULT).size();
      int most = 1 + random.nextInt(Math.max(1, needed));
      if (most >= needed) {
        continue;
      }
      DecisionNeeded choice = choice(sketch, most);
      List<SharedNetwork> decided = decided(choice);
      if (decided.isEmpty()) {
        assertThat(choice.lines().toString()).contains("however many are shared, at least");
      } else {
        DockerSettings settings = DockerSettings.DEFAULT.withMost(most).withShared(decided);
        assertThat(plan(sketch, settings).size()).isLessThanOrEqualTo(most);
      }
    }
  }

  @Test
  void aDecisionIsNotedAndWrittenAboveItsNetwork() {
    GraphSketch sketch = ComposeSamples.shop();
    DockerSettings settings =
        DockerSettings.DEFAULT.withShared(
            List.of(shared("gateway", "monitor"), shared("redis", "backend")));
    List<Note> notes = new ArrayList<>();
    DockerPlan plan = DockerPlan.of(sketch.request().withDocker(settings), notes);
    String granted =
        "gateway and monitor reach each other by decision, not observed (netgen.yaml: few)";
    assertThat(notes).filteredOn(Note::attention).containsExactly(Note.attention(granted));
    assertThat(plan.networks().networks())
        .anySatisfy(
            network -> {
              assertThat(network.members()).containsExactly("backend", "gateway", "monitor");
              assertThat(network.reasons()).contains(granted);
            });
  }

  @Test
  void aDecisionAboutNobodyIsRefused() {
    DockerSettings settings = DockerSettings.DEFAULT.withShared(List.of(shared("redis", "nobody")));
    assertThatThrownBy(() -> plan(ComposeSamples.shop(), settings))
        .isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("service nobody has no network of its own to share");
  }

  /** A ring of many: those next to each other cost least together, whatever their names. */
  @Test
  void ofVeryManyNetworksThoseThatCostLeastAreMerged() {
    int services = 300;
    GraphSketch ring = new GraphSketch();
    for (int at = 0; at < services; at++) {
      ring.service("docker:p/s" + at * 7 % services, "p_default")
          .link("docker:p/s" + at * 7 % services, "docker:p/s" + (at + 1) * 7 % services, "80/tcp");
    }
    List<SharedNetwork> decided = decided(choice(ring, 150));
    assertThat(decided).isNotEmpty().allMatch(group -> group.services().size() <= 4);
    DockerSettings settings = DockerSettings.DEFAULT.withMost(150).withShared(decided);
    assertThat(plan(ring, settings).size()).isLessThanOrEqualTo(150);
  }

  private static DecisionNeeded choice(GraphSketch sketch, int most) {
    return catchThrowableOfType(
        DecisionNeeded.class, () -> plan(sketch, DockerSettings.DEFAULT.withMost(most)));
  }

  private static List<NetworkPlan.Network> plan(GraphSketch sketch, DockerSettings settings) {
    return DockerPlan.of(sketch.request().withDocker(settings), new ArrayList<>())
        .networks()
        .networks();
  }

  private static List<SharedNetwork> decided(DecisionNeeded choice) {
    List<SharedNetwork> decided = new ArrayList<>();
    for (String line : choice.lines()) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        decided.add(shared(matcher.group(1).split(", ", -1)));
      }
    }
    return decided;
  }

  private static SharedNetwork shared(String... services) {
    return new SharedNetwork(ImmutableSortedSet.copyOf(services), "netgen.yaml: few");
  }

  private static GraphSketch sketch(Random random) {
    GraphSketch sketch = new GraphSketch();
    int services = 2 + random.nextInt(9);
    double density = random.nextDouble() * 0.6;
    for (int a = 0; a < services; a++) {
      sketch.service("docker:p/s" + a, "p_default");
      for (int b = 0; b < a; b++) {
        if (random.nextDouble() < density) {
          sketch.link("docker:p/s" + a, "docker:p/s" + b, "80/tcp");
        }
      }
      if (random.nextInt(6) == 0) {
        sketch.link("docker:p/s" + a, "outside:x.example", "443/tcp");
      }
    }
    return sketch;
  }
}
