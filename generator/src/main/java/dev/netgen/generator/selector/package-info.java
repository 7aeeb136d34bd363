/** Chooses label selectors that pick exactly the intended workload among all that are known. */
@NullMarked
package dev.netgen.generator.selector;

import org.jspecify.annotations.NullMarked;
