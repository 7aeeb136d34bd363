package dev.netgen.model.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of objects that are being read, those of inner objects above those of the outer one,
 * so that an object is made when the number of its fields is known.
 */
final class FieldStack {
  private static final int FIRST = 64;

  /** A power of two. */
  private static final int SHAPES = 32;

  private String[] names = new String[FIRST];
  private JsonNode[] values = new JsonNode[FIRST];
  private int top;

  /** Names of objects that were read lately, which others of their kind share. */
  private final String[] @Nullable [] shapes = new String[SHAPES][];

  /** The names of an object's fields, each of which may stand there once. */
  final class Names {
    private final int base = top;
    private int size;

    /** The names of another object, as long as those of this one are the same. */
    private String @Nullable [] like;

    private @Nullable Set<String> many;

    /** Whether the name is new to the object; it counts from now on. */
    @SuppressWarnings({"ReferenceEquality", "StringEquality"}) // equal ones are looked for below
    boolean add(String name) {
      if (size == 0) {
        like = shapes[shape(name)];
      }
      if (like != null && size < like.length && like[size] == name) {
        size++;
        return true;
      }
      like = null;
      size++;
      return size <= FewFields.MOST ? isNew(name, base + size - 1) : isNewToMany(name);
    }

    private boolean isNew(String name, int end) {
      for (int i = base; i < end; i++) {
        if (names[i].equals(name)) {
          return false;
        }
      }
      return true;
    }

    private boolean isNewToMany(String name) {
      if (many == null) {
        many = new HashSet<>(Arrays.asList(names).subList(base, base + size - 1));
      }
      return many.add(name);
    }

    /** Keeps the value of the name that was added last. */
    void keep(String name, JsonNode value) {
      if (top == names.length) {
        names = Arrays.copyOf(names, 2 * top);
        values = Arrays.copyOf(values, 2 * top);
      }
      names[top] = name;
      values[top++] = value;
    }

    /** The object of these fields, which leave the stack. */
    ObjectNode object() {
      int from = base;
      int to = top;
      top = from;
      if (to - from > FewFields.MOST) {
        return large(from, to);
      }
      String[] known = like;
      if (known == null || known.length != to - from) {
        known = Arrays.copyOfRange(names, from, to);
        if (to > from) {
          shapes[shape(known[0])] = known;
        }
      }
      return new ObjectNode(
          JsonNodeFactory.instance, new FewFields(known, Arrays.copyOfRange(values, from, to)));
    }
  }

  private static int shape(String first) {
    return first.hashCode() & (SHAPES - 1);
  }

  private ObjectNode large(int from, int to) {
    Map<String, JsonNode> fields = new LinkedHashMap<>();
    for (int i = from; i < to; i++) {
      fields.put(names[i], values[i]);
    }
    return new ObjectNode(JsonNodeFactory.instance, fields);
  }
}
