package dev.netgen.cli;

import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The option that names resolvers for services that were not seen asking one. */
final class ResolverOption {
  @Option(
      names = "--resolver",
      split = ",",
      paramLabel = "ADDRESS",
      description =
          "The upstream resolver of services that use outside names and were not seen asking one"
              + " (-t nftables); repeatable. None is guessed.")
  private List<String> resolvers = new ArrayList<>();

  /** The request with these resolvers. */
  GenerationRequest applied(GenerationRequest request) {
    List<Cidr> addresses = resolvers.stream().map(ResolverOption::address).toList();
    return request.withDocker(request.docker().withResolvers(addresses));
  }

  private static Cidr address(String text) {
    try {
      return Cidr.of(IpAddress.parse(text));
    } catch (IllegalArgumentException e) {
      throw ProblemException.usage(
          String.valueOf(e.getMessage()), "--resolver", "give an address such as 192.0.2.53");
    }
  }
}
