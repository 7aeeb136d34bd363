/** Records the live world: packets by libpcap, inventories from the platforms' own interfaces. */
@NullMarked
package dev.netgen.capture;

import org.jspecify.annotations.NullMarked;
