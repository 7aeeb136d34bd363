/** A Docker engine's answers in its own JSON, and what of them concerns one Compose project. */
@NullMarked
package dev.netgen.capture.docker;

import org.jspecify.annotations.NullMarked;
