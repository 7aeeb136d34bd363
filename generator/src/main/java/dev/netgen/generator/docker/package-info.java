/** Emits Docker Compose networks. */
@NullMarked
package dev.netgen.generator.docker;

import org.jspecify.annotations.NullMarked;
