package dev.netgen.model.format;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a small object in their order, which are looked through one by one: a table of
 * hashes takes four times the memory. They are not changed.
 */
final class FewFields extends AbstractMap<String, JsonNode> {
  /** As many are looked through in the time that a table takes. */
  static final int MOST = 16;

  private final String[] names;
  private final JsonNode[] values;

  /** As many values as names, each name once. */
  FewFields(String[] names, JsonNode[] values) {
    this.names = names;
    this.values = values;
  }

  @Override
  public int size() {
    return names.length;
  }

  @Override
  public @Nullable JsonNode get(@Nullable Object name) {
    int place = place(name);
    return place < 0 ? null : values[place];
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return place(name) >= 0;
  }

  @SuppressWarnings({"ReferenceEquality", "StringEquality"}) // equal ones are looked for below
  private int place(@Nullable Object name) {
    for (int i = 0; i < names.length; i++) {
      if (names[i] == name) {
        return i;
      }
    }
    return name instanceof String text ? equal(text) : -1;
  }

  private int equal(String name) {
    for (int i = 0; i < names.length; i++) {
      if (names[i].length() == name.length() && names[i].equals(name)) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public Collection<JsonNode> values() {
    return Collections.unmodifiableList(Arrays.asList(values));
  }

  @Override
  public Set<Map.Entry<String, JsonNode>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return names.length;
      }

      @Override
      public Iterator<Map.Entry<String, JsonNode>> iterator() {
        return new Entries();
      }
    };
  }

  private final class Entries implements Iterator<Map.Entry<String, JsonNode>> {
    private int next;

    @Override
    public boolean hasNext() {
      return next < names.length;
    }

    @Override
    public Map.Entry<String, JsonNode> next() {
      if (next >= names.length) {
        throw new NoSuchElementException();
      }
      return new SimpleImmutableEntry<>(names[next], values[next++]);
    }
  }
}
