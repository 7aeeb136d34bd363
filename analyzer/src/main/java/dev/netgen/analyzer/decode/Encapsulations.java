package dev.netgen.analyzer.decode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers for the stacks of layers met in a run, so that a packet can carry its stack as an int.
 * Number 0 is the empty stack. Beyond {@link #MOST} distinct ones all further share the last
 * number.
 *
 * <p>Implementation note: known stacks are found in an open-addressing table without allocating.
 */
public final class Encapsulations {
  /** Most distinct stacks. */
  static final int MOST = 1 << 16;

  private static final Layer[] LAYERS = Layer.values();
  private static final int LARGEST_TABLE = 2 * MOST;

  private final List<long[]> stacks = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();
  private final List<Integer> segments = new ArrayList<>();
  private final Map<String, Integer> segmentNumbers = new HashMap<>();
  private int[] slots = new int[64];

  /** Knows the empty stack. */
  public Encapsulations() {
    stacks.add(new long[0]);
    texts.add("");
    segments.add(0);
    segmentNumbers.put("", 0);
  }

  /** The number of this stack: the first {@code depth} of the layers, outermost first. */
  int number(long[] layers, int depth) {
    if (depth == 0) {
      return 0;
    }
    int mask = slots.length - 1;
    int i = hash(layers, depth) & mask;
    while (slots[i] != 0) {
      long[] known = stacks.get(slots[i]);
      if (Arrays.equals(known, 0, known.length, layers, 0, depth)) {
        return slots[i];
      }
      i = (i + 1) & mask;
    }
    return stacks.size() > MOST ? MOST : add(Arrays.copyOf(layers, depth), i);
  }

  private int add(long[] stack, int slot) {
    int number = stacks.size();
    boolean last = number == MOST;
    String text = last ? "(others)" : text(stack, false);
    stacks.add(stack);
    texts.add(text);
    segments.add(
        segmentNumbers.computeIfAbsent(
            last ? text : text(stack, true), key -> segmentNumbers.size()));
    slots[slot] = number;
    if (2 * stacks.size() > slots.length && slots.length < LARGEST_TABLE) {
      grow();
    }
    return number;
  }

  private void grow() {
    slots = new int[2 * slots.length];
    for (int number = 1; number < stacks.size(); number++) {
      long[] stack = stacks.get(number);
      int i = hash(stack, stack.length) & (slots.length - 1);
      while (slots[i] != 0) {
        i = (i + 1) & (slots.length - 1);
      }
      slots[i] = number;
    }
  }

  private static int hash(long[] layers, int depth) {
    long hash = depth;
    for (int i = 0; i < depth; i++) {
      hash = (hash ^ layers[i]) * 0x9E37_79B9_7F4A_7C15L;
      hash ^= hash >>> 29;
    }
    return (int) (hash >>> 16);
  }

  private static String text(long[] stack, boolean segmentsOnly) {
    StringBuilder text = new StringBuilder();
    for (long entry : stack) {
      Layer layer = LAYERS[(int) (entry >>> 32)];
      if (!segmentsOnly || layer.segments()) {
        text.append(text.isEmpty() ? "" : "/").append(layer.text((int) entry));
      }
    }
    return text.toString();
  }

  /** The stack in words, outermost first: {@code vlan:5/vxlan:42}; empty for the empty stack. */
  public String text(int number) {
    return texts.get(number);
  }

  /** The number of the network in which addresses inside are meant: equal ids, equal network. */
  public int segment(int number) {
    return segments.get(number);
  }
}
