/** Who reaches whom under a Docker engine, read from files alone. */
@NullMarked
package dev.netgen.generator.verify.docker;

import org.jspecify.annotations.NullMarked;
