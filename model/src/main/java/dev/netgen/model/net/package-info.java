/** Addresses, ranges, ports and transports as ordered values. */
@NullMarked
package dev.netgen.model.net;

import org.jspecify.annotations.NullMarked;
