package dev.netgen.model.format.inventory;

import java.time.Instant;
import java.util.Optional;

/**
 * What one source said of an object.
 *
 * @param source the source, by number
 * @param time when it was true; empty where unknown
 * @param number its resource version; empty where unknown
 * @param uid tells objects of one name apart; empty where unknown
 * @param essentials what two descriptions of one version have to agree about
 * @param origin where it is written
 */
record ToldVersion(
    int source,
    Optional<Instant> time,
    String number,
    String uid,
    String essentials,
    String origin) {

  String told() {
    return essentials + " in " + origin;
  }

  /** Whether both are known to be of two objects that had one name after one another. */
  boolean isOfAnother(ToldVersion other) {
    return !uid.isEmpty() && !other.uid.isEmpty() && !uid.equals(other.uid);
  }

  /** Whether the order of reading, or the times of the sources, tell which one came first. */
  boolean isOrdered(ToldVersion before) {
    return time.isPresent() || before.source == source;
  }
}
