/** Loads generated rules and keeps their sets of addresses as the engine's containers are. */
@NullMarked
package dev.netgen.capture.firewall;

import org.jspecify.annotations.NullMarked;
