package dev.netgen.model.format;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.decision.SharedNetwork;
import dev.netgen.model.problem.ProblemException;
import java.util.List;
import java.util.regex.Pattern;

/** One entry of the section {@code networks}: {@code services}, {@code reason}. */
final class SharedNetworkEntry {
  private static final ImmutableSet<String> FIELDS = ImmutableSet.of("services", "reason");
  private static final Pattern SERVICE = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,127}");

  private SharedNetworkEntry() {}

  static SharedNetwork read(Fields entry, String why) {
    entry.only(FIELDS);
    List<String> texts = entry.texts("services");
    ImmutableSortedSet.Builder<String> services = ImmutableSortedSet.naturalOrder();
    for (String text : texts) {
      services.add(entry.<String>convert("services", text, SharedNetworkEntry::service));
    }
    SharedNetwork shared = new SharedNetwork(services.build(), why);
    if (shared.services().size() < 2 || shared.services().size() < texts.size()) {
      throw ProblemException.input(
          "\"services\" should be two or more, each once",
          entry.where(),
          "name the services that share the network, like services: [cart, stock]");
    }
    return shared;
  }

  private static String service(String text) {
    if (!SERVICE.matcher(text).matches()) {
      throw new IllegalArgumentException("\"" + text + "\" is not a service's name");
    }
    return text;
  }
}
