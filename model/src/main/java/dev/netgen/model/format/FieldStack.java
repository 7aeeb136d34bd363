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

  private String[] names = new String[FIRST];
  private JsonNode[] values = new JsonNode[FIRST];
  private int top;

  /** The names of one object's fields, each of which may stand there once. */
  final class Names {
    private final int base = top;
    private int size;
    private @Nullable Set<String> many;

    /** Whether the name is new to the object; it counts from now on. */
    boolean add(String name) {
      if (many == null && size < FewFields.MOST) {
        for (int i = base; i < base + size; i++) {
          if (names[i].equals(name)) {
            return false;
          }
        }
        size++;
        return true;
      }
      if (many == null) {
        many = new HashSet<>(Arrays.asList(names).subList(base, base + size));
      }
      size++;
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
      if (to - from <= FewFields.MOST) {
        FewFields few =
            new FewFields(
                Arrays.copyOfRange(names, from, to), Arrays.copyOfRange(values, from, to));
        return new ObjectNode(JsonNodeFactory.instance, few);
      }
      Map<String, JsonNode> fields = new LinkedHashMap<>();
      for (int i = from; i < to; i++) {
        fields.put(names[i], values[i]);
      }
      return new ObjectNode(JsonNodeFactory.instance, fields);
    }
  }
}
