package dev.netgen.generator.target;

import com.google.common.collect.ImmutableMap;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Names of generated objects: the wanted one where it is short enough and nobody else wants it
 * (whatever the case of its letters), else its beginning and a hash of what it stands for. So a
 * name depends on what it names and on its rivals, never on order.
 */
public final class ShortName {
  private static final int HASH_LENGTH = 8;
  private static final int MAX_HASH_LENGTH = 32;

  private ShortName() {}

  /**
   * A name for each thing.
   *
   * @param things what needs a name; their text form identifies them
   * @param wanted the name a thing would have if it were alone
   * @param taken names nobody may have, in lower case
   * @param longest most characters of a name, at least 48
   */
  public static <T> ImmutableMap<T, String> assign(
      Iterable<T> things, Function<T, String> wanted, Set<String> taken, int longest) {
    Map<String, Integer> claims = new HashMap<>();
    for (T thing : things) {
      claims.merge(wanted.apply(thing).toLowerCase(Locale.ROOT), 1, Integer::sum);
    }
    for (int hash = HASH_LENGTH; ; hash *= 2) {
      ImmutableMap.Builder<T, String> names = ImmutableMap.builder();
      Set<String> used = new HashSet<>(taken);
      boolean distinct = true;
      for (T thing : things) {
        String name = wanted.apply(thing);
        String lower = name.toLowerCase(Locale.ROOT);
        boolean free = claims.getOrDefault(lower, 0) == 1 && !taken.contains(lower);
        String given = free && name.length() <= longest ? name : hashed(name, thing, longest, hash);
        distinct &= used.add(given.toLowerCase(Locale.ROOT));
        names.put(thing, given);
      }
      if (distinct || hash >= MAX_HASH_LENGTH) {
        return names.buildOrThrow();
      }
    }
  }

  private static <T> String hashed(String name, T thing, int longest, int length) {
    String hash =
        Hashing.sha256()
            .hashString(thing.toString(), StandardCharsets.UTF_8)
            .toString()
            .substring(0, length);
    int keep = Math.min(name.length(), longest - length - 1);
    String head = name.substring(0, keep).replaceAll("[^A-Za-z0-9]+$", "");
    return head + "-" + hash;
  }
}
