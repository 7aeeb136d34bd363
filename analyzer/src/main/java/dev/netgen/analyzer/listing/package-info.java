/** Every conversation of a run as a row, in the order of first packet, however many there are. */
@NullMarked
package dev.netgen.analyzer.listing;

import org.jspecify.annotations.NullMarked;
