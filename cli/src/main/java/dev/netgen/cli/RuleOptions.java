package dev.netgen.cli;

import dev.netgen.generator.target.GenerationRequest;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Options that say how rules beside Docker networks are made. */
final class RuleOptions {
  @Option(
      names = "--resolver",
      split = ",",
      paramLabel = "ADDRESS",
      description =
          "The upstream resolver of services that use outside names and were not seen asking one"
              + " (-t nftables); repeatable. None is guessed.")
  private List<String> resolvers = new ArrayList<>();

  @Option(
      names = "--fixed-addresses",
      description =
          "Give each service one address for good on each Docker network, and name it in the rules"
              + " of -t nftables, which then need no netgen enforce. Refused with several"
              + " containers of a service.")
  private boolean fixed;

  /** The request with these resolvers and addresses. */
  GenerationRequest applied(GenerationRequest request) {
    List<Cidr> addresses = resolvers.stream().map(RuleOptions::address).toList();
    return request.withDocker(request.docker().withResolvers(addresses).withFixedAddresses(fixed));
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
