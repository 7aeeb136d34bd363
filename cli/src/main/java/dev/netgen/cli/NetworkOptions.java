package dev.netgen.cli;

import dev.netgen.generator.target.DockerSettings;
import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.model.decision.Decisions;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.problem.ProblemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say how Docker networks are made. */
final class NetworkOptions {
  private static final int SMALLEST = 28;
  private static final int WIDEST = 8;

  @Option(
      names = "--subnet-pool",
      paramLabel = "RANGE",
      description =
          "Where Docker networks get their subnets from, IPv4, /8 to /28; default: 10.213.0.0/16.")
  private @Nullable String pool;

  @Option(
      names = "--avoid",
      split = ",",
      paramLabel = "RANGE|FILE",
      description =
          "Ranges no Docker network may overlap: a range, a recording, or a file with the output of"
              + " ip route or docker network inspect; repeatable. Recordings given as input or with"
              + " --engine are used besides.")
  private List<String> avoided = new ArrayList<>();

  @Option(
      names = "--networks",
      paramLabel = "N",
      description =
          "Make at most N Docker networks; where more are needed, tell the choice and exit with 1.")
  private @Nullable Integer most;

  @Option(
      names = "--keep-bindings",
      description =
          "Leave published ports bound as the Compose file says, and not to the addresses of the"
              + " host that were called.")
  private boolean keepBindings;

  /** The request with these settings, and with decisions about networks. */
  GenerationRequest applied(GenerationRequest request, List<Path> inputs, Decisions decided) {
    DockerSettings settings =
        request.docker().withShared(decided.networks()).withBind(!keepBindings);
    if (pool != null) {
      settings = settings.withSubnetPool(range(pool));
    }
    if (most != null) {
      settings = settings.withMost(positive(most));
    }
    TakenRanges taken = new TakenRanges(request.graph());
    inputs.forEach(taken::recording);
    avoided.forEach(taken::given);
    return request.withDocker(settings.withTaken(taken.ranges()));
  }

  private static int positive(int networks) {
    if (networks < 1) {
      throw ProblemException.usage("not a number of networks", "--networks", "give 1 or more");
    }
    return networks;
  }

  private static Cidr range(String text) {
    Cidr range;
    try {
      range = Cidr.parse(text);
    } catch (IllegalArgumentException e) {
      throw ProblemException.usage(
          String.valueOf(e.getMessage()), "--subnet-pool", "give a range like 10.213.0.0/16");
    }
    boolean fits = range.prefix() >= WIDEST && range.prefix() <= SMALLEST;
    if (range.base().v6() || !fits || !range.base().isPrivate()) {
      throw ProblemException.usage(
          range + " is no private IPv4 range of /8 to /28",
          "--subnet-pool",
          "give one that nothing around the host uses, like 10.213.0.0/16");
    }
    return range;
  }
}
