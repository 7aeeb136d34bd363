/** Builds packets, conversations and capture files for tests. */
@NullMarked
package dev.netgen.analyzer.testing;

import org.jspecify.annotations.NullMarked;
