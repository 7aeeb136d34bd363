/** Evaluators that prove generated sets from their text, independent of the emitters. */
@NullMarked
package dev.netgen.generator.verify;

import org.jspecify.annotations.NullMarked;
