package dev.netgen.generator.kubernetes;

import dev.netgen.model.net.Port;
import java.util.Comparator;
import java.util.Optional;

/**
 * A port of a rule.
 *
 * @param port the server's port
 * @param name the name all pods of the rule's server have for it; empty where a number is written
 */
public record RulePort(Port port, Optional<String> name) implements Comparable<RulePort> {
  private static final Comparator<RulePort> ORDER =
      Comparator.comparing(RulePort::port).thenComparing(each -> each.name().orElse(""));

  static RulePort numbered(Port port) {
    return new RulePort(port, Optional.empty());
  }

  @Override
  public int compareTo(RulePort other) {
    return ORDER.compare(this, other);
  }
}
