package dev.netgen.generator.docker;

import com.google.common.collect.ImmutableMap;
import com.google.common.hash.Hashing;
import dev.netgen.generator.target.DockerSettings;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.net.IpAddress;
import dev.netgen.model.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Subnets out of a pool, disjoint from one another and from what is taken.
 *
 * <p>Implementation note: where a subnet lies follows from its network's name, so that a network
 * keeps it when others come and go. Of those that want one place the smallest hash has it; the
 * others look further, each on a way of its own, once all first wishes are settled.
 */
final class Subnets {
  /** The smallest subnet: 13 containers and a gateway. */
  static final int SMALLEST = 28;

  private static final int OWN_TRIES = 16;

  private final DockerSettings settings;
  private final Cidr pool;
  private final BitSet used = new BitSet();

  /**
   * What a network asks for.
   *
   * @param key its name and its project's
   * @param prefix how wide
   */
  record Wish(String key, int prefix) {
    long hash(int attempt) {
      return Hashing.sha256()
              .hashString("subnet " + attempt + " " + key, StandardCharsets.UTF_8)
              .asLong()
          >>> 1;
    }
  }

  private Subnets(DockerSettings settings) {
    this.settings = settings;
    this.pool = settings.subnetPool();
    settings.taken().keySet().stream().filter(range -> !range.base().v6()).forEach(this::bar);
  }

  /** A wide enough prefix for so many containers, a gateway, and as many again while they start. */
  static int prefixFor(long containers) {
    int prefix = SMALLEST;
    while (prefix > 1 && (1L << (32 - prefix)) - 2 < 2 * containers + 5) {
      prefix--;
    }
    return prefix;
  }

  /**
   * A subnet for each wish.
   *
   * @throws ProblemException when the pool does not hold them
   */
  static ImmutableMap<Wish, Cidr> assign(DockerSettings settings, List<Wish> wishes) {
    Subnets subnets = new Subnets(settings);
    Map<Wish, Cidr> given = new LinkedHashMap<>();
    wishes.stream()
        .map(Wish::prefix)
        .distinct()
        .sorted()
        .forEach(
            prefix ->
                subnets.assign(wishes.stream().filter(w -> w.prefix() == prefix).toList(), given));
    return ImmutableMap.copyOf(given);
  }

  /**
   * The IPv6 subnet beside one of IPv4: {@code fd}, 24 bits of the project's hash and the IPv4
   * subnet's address (RFC 4193 in form), so that the subnets of a project are disjoint. Where that
   * overlaps what is taken, another hash.
   */
  static Cidr ipv6(DockerSettings settings, String project, Cidr subnet) {
    for (int attempt = 0; attempt < OWN_TRIES; attempt++) {
      String key = attempt == 0 ? project : project + " " + attempt;
      long hash = Hashing.sha256().hashString(key, StandardCharsets.UTF_8).asInt() & 0xFF_FFFFL;
      long high = 0xFDL << 56 | hash << 32 | subnet.base().low();
      Cidr range = new Cidr(IpAddress.ofV6(high, 0), 64);
      if (settings.taken().keySet().stream().noneMatch(taken -> overlap(taken, range))) {
        return range;
      }
    }
    throw ProblemException.input(
        "no IPv6 subnet is free beside " + subnet,
        "fd00::/8",
        "what --avoid names, or networks that are there, take all of it: leave IPv6 out, or name"
            + " less");
  }

  private static boolean overlap(Cidr one, Cidr other) {
    return one.base().v6() == other.base().v6() && (one.contains(other) || other.contains(one));
  }

  private void assign(List<Wish> wishes, Map<Wish, Cidr> given) {
    Map<Wish, Long> first = new HashMap<>();
    wishes.forEach(wish -> first.put(wish, wish.hash(0)));
    List<Wish> order =
        wishes.stream()
            .sorted(Comparator.<Wish, Long>comparing(first::get).thenComparing(Wish::key))
            .toList();
    Map<Wish, Long> slots = new HashMap<>();
    for (Wish wish : order) {
      long slot = wish.hash(0) % slots(wish);
      if (take(slot, wish.prefix())) {
        slots.put(wish, slot);
      }
    }
    for (Wish wish : order) {
      long slot = slots.containsKey(wish) ? slots.get(wish) : elsewhere(wish, wishes.size());
      given.put(wish, subnet(slot, wish.prefix()));
    }
  }

  private long elsewhere(Wish wish, int wanted) {
    for (int attempt = 1; attempt <= OWN_TRIES; attempt++) {
      long slot = wish.hash(attempt) % slots(wish);
      if (take(slot, wish.prefix())) {
        return slot;
      }
    }
    for (long slot = 0; slot < slots(wish); slot++) {
      if (take(slot, wish.prefix())) {
        return slot;
      }
    }
    throw PoolProblem.of(settings, wanted, wish.prefix());
  }

  private long slots(Wish wish) {
    if (wish.prefix() < pool.prefix()) {
      throw ProblemException.input(
          "too small for a network of /" + wish.prefix(),
          "subnet pool " + pool,
          "give a wider one (--subnet-pool)");
    }
    return 1L << (wish.prefix() - pool.prefix());
  }

  private boolean take(long slot, int prefix) {
    int units = 1 << (SMALLEST - prefix);
    int first = Math.toIntExact(slot * units);
    int next = used.nextSetBit(first);
    if (next >= 0 && next < first + units) {
      return false;
    }
    used.set(first, first + units);
    return true;
  }

  private void bar(Cidr range) {
    if (range.contains(pool)) {
      used.set(0, 1 << (SMALLEST - pool.prefix()));
    } else if (pool.contains(range)) {
      long offset = range.base().low() - pool.base().low();
      int first = Math.toIntExact(offset >> (32 - SMALLEST));
      used.set(first, first + (1 << Math.max(0, SMALLEST - range.prefix())));
    }
  }

  private Cidr subnet(long slot, int prefix) {
    long base = pool.base().low() + (slot << (32 - prefix));
    return new Cidr(new IpAddress(0, base, false), prefix);
  }
}
