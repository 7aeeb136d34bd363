/** Databases and caches. */
@NullMarked
package dev.netgen.analyzer.detect.store;

import org.jspecify.annotations.NullMarked;
