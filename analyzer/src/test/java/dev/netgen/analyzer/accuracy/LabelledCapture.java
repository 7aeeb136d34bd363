package dev.netgen.analyzer.accuracy;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;

/**
 * What is analyzed in one run, and what is known of it.
 *
 * @param suite where it belongs
 * @param name within the suite
 * @param inputs what netgen is given
 * @param labels what is known of its conversations
 */
record LabelledCapture(
    String suite, String name, ImmutableList<Path> inputs, ImmutableList<Label> labels) {}
