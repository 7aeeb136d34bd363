package dev.netgen.analyzer.accuracy;

import com.google.common.collect.ImmutableList;

/**
 * All labels after one metamorphosis, or as recorded.
 *
 * @param name of the metamorphosis
 * @param judged one for each label of which packets are left
 * @param gone labels without any packet left, not judged
 * @param mistaken labels that the packets contradict, not judged
 * @param untouched captures to which it cannot be applied
 * @param others what other tools say of the direction; empty where they were not asked
 */
record Measured(
    String name,
    ImmutableList<Judged> judged,
    int gone,
    int mistaken,
    int untouched,
    ImmutableList<Rival.Score> others) {}
