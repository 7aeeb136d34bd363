package dev.netgen.analyzer.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netgen.analyzer.decode.DecodedPacket;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Entries are found until they are removed, and left alone as long as they said. */
class FlowSlotsTest {
  /** A few hashes only, so that entries stand in each other's way. */
  private static DecodedPacket packet(int number) {
    DecodedPacket p = new DecodedPacket();
    p.protocol = FlowEntry.UDP;
    p.sourceLow = number;
    p.destinationLow = 1L << 40;
    return p;
  }

  private static int hash(int number) {
    return Integer.MIN_VALUE | (number % 97) << 2;
  }

  @Test
  void likeAMapWhateverIsAddedReplacedAndRemoved() {
    for (int seed = 0; seed < 5; seed++) {
      Random random = new Random(seed);
      FlowSlots slots = new FlowSlots();
      Map<Integer, FlowEntry> known = new HashMap<>();
      for (int step = 0; step < 20_000; step++) {
        int number = random.nextInt(6000);
        FlowEntry there = slots.find(hash(number), 0, packet(number));
        assertThat(there).isSameAs(known.get(number));
        if (there == null) {
          known.put(number, entry(number));
          slots.add(known.get(number), FlowSlots.NEVER);
        } else if (random.nextBoolean()) {
          slots.remove(there);
          known.remove(number);
        } else {
          known.put(number, entry(number));
          slots.replace(there, known.get(number));
        }
        assertThat(slots.size()).isEqualTo(known.size());
      }
    }
  }

  private static FlowEntry entry(int number) {
    FlowEntry entry = new FlowEntry(new Stream());
    entry.begin(hash(number), 0, packet(number), 0);
    entry.ordinal = number;
    return entry;
  }

  @Test
  void entriesAreLookedAtWhenTheyAreNotToBeLeftAlone() {
    Random random = new Random(1);
    FlowSlots slots = new FlowSlots();
    Map<Long, Long> quiet = new HashMap<>();
    for (long now = 0; now < 300; now++) {
      for (int i = 0; i < 20; i++) {
        int number = random.nextInt(1500);
        FlowEntry there = slots.find(hash(number), 0, packet(number));
        if (there == null) {
          slots.add(entry(number), FlowSlots.NEVER);
          quiet.put((long) number, FlowSlots.NEVER);
        } else if (random.nextBoolean()) {
          slots.replace(there, there);
          quiet.put((long) number, FlowSlots.NEVER);
        } else {
          slots.remove(there);
          quiet.remove((long) number);
        }
      }
      Set<Long> expected = new HashSet<>();
      long time = now;
      quiet.forEach((number, until) -> expected.addAll(until < time ? Set.of(number) : Set.of()));
      Set<Long> looked = new HashSet<>();
      slots.sweep(
          now,
          entry -> {
            assertThat(looked.add(entry.ordinal)).isTrue();
            long until = time + random.nextInt(50);
            quiet.put(entry.ordinal, until);
            return until;
          });
      assertThat(looked).isEqualTo(expected);
    }
  }
}
