/** How right netgen is on captures whose truth is known, as they are and after transformations. */
@NullMarked
package dev.netgen.analyzer.accuracy;

import org.jspecify.annotations.NullMarked;
