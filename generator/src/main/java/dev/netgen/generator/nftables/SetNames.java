package dev.netgen.generator.nftables;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.hash.Hashing;
import dev.netgen.model.firewall.RuleSet;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What services are called in rules: their own name where that is short, plain and not like a
 * hashed one, else its beginning and a hash.
 */
final class SetNames {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_]{0,23}");
  private static final Pattern HASHED = Pattern.compile(".*_[0-9a-f]{12}");
  private static final int KEPT = 20;
  private static final int HASH = 12;

  private final ImmutableSortedMap<String, String> stems;

  SetNames(Collection<String> services) {
    ImmutableSortedMap.Builder<String, String> made = ImmutableSortedMap.naturalOrder();
    services.forEach(service -> made.put(service, stem(service)));
    stems = made.buildOrThrow();
  }

  private static String stem(String service) {
    if (PLAIN.matcher(service).matches() && !HASHED.matcher(service).matches()) {
      return service;
    }
    String clean = service.replaceAll("[^A-Za-z0-9_]", "_");
    String hash = Hashing.sha256().hashString(service, StandardCharsets.UTF_8).toString();
    return clean.substring(0, Math.min(KEPT, clean.length())) + "_" + hash.substring(0, HASH);
  }

  /** The chain of a service's entries of this kind. */
  String chain(Entry.Way way, String service) {
    return way.prefix() + "_" + stem(service, stems);
  }

  /** The set of a service's addresses. */
  String set(String service, boolean v6) {
    return "s_" + stem(service, stems) + (v6 ? "_6" : "_4");
  }

  /** All services with their sets. */
  ImmutableSortedMap<String, RuleSet.Sets> sets() {
    ImmutableSortedMap.Builder<String, RuleSet.Sets> all = ImmutableSortedMap.naturalOrder();
    stems
        .keySet()
        .forEach(
            service -> all.put(service, new RuleSet.Sets(set(service, false), set(service, true))));
    return all.buildOrThrow();
  }

  private static String stem(String service, ImmutableSortedMap<String, String> stems) {
    return Objects.requireNonNull(stems.get(service), service);
  }
}
