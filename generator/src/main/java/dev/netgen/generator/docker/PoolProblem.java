package dev.netgen.generator.docker;

import com.google.common.collect.ImmutableList;
import dev.netgen.generator.target.DockerSettings;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Why a pool has no more subnets, and which other one would have. */
final class PoolProblem {
  private static final int MOST_NAMED = 3;

  /** Pools that might do instead, widest first, those that engines give out themselves last. */
  private static final ImmutableList<Cidr> OTHERS =
      Stream.concat(
              IntStream.rangeClosed(208, 223).mapToObj(second -> "10." + second + ".0.0/16"),
              Stream.of("100.96.0.0/16", "192.168.208.0/20", "172.31.0.0/16", "172.30.0.0/16"))
          .map(Cidr::parse)
          .collect(ImmutableList.toImmutableList());

  private PoolProblem() {}

  static ProblemException of(DockerSettings settings, int wanted, int prefix) {
    Cidr pool = settings.subnetPool();
    List<String> inTheWay =
        settings.taken().entrySet().stream()
            .filter(each -> overlap(each.getKey(), pool))
            .map(each -> each.getKey() + " (" + each.getValue() + ")")
            .toList();
    String what = (wanted == 1 ? "a network" : wanted + " networks") + " of /" + prefix;
    if (inTheWay.isEmpty()) {
      return ProblemException.input(
          "too small for " + what, "subnet pool " + pool, "give a wider one (--subnet-pool)");
    }
    int more = inTheWay.size() - MOST_NAMED;
    return ProblemException.input(
        "no room for "
            + what
            + " beside what is taken: "
            + String.join("; ", inTheWay.subList(0, Math.min(MOST_NAMED, inTheWay.size())))
            + (more > 0 ? "; and " + more + " more" : ""),
        "subnet pool " + pool,
        "give another one (--subnet-pool)" + free(settings).map(f -> ", such as " + f).orElse(""));
  }

  private static Optional<Cidr> free(DockerSettings settings) {
    return OTHERS.stream()
        .filter(each -> settings.taken().keySet().stream().noneMatch(t -> overlap(t, each)))
        .findFirst();
  }

  private static boolean overlap(Cidr one, Cidr other) {
    return one.base().v6() == other.base().v6() && (one.contains(other) || other.contains(one));
  }
}
