/** Reading and writing the files that cross module borders: strict, bounded, deterministic. */
@NullMarked
package dev.netgen.model.format;

import org.jspecify.annotations.NullMarked;
