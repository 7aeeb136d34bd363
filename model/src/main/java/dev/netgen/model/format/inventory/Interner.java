package dev.netgen.model.format.inventory;

import java.util.HashMap;
import java.util.Map;

/** Keeps one of equal values, so that what a hundred thousand pods repeat is in memory once. */
final class Interner {
  private final Map<Object, Object> known = new HashMap<>();

  /** The first value equal to this one. */
  @SuppressWarnings("unchecked") // equal values of records and strings are of one class
  <T> T of(T value) {
    return (T) known.computeIfAbsent(value, same -> same);
  }
}
