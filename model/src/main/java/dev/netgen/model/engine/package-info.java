/** What is known of a Docker engine that decides whether its isolation holds. */
@NullMarked
package dev.netgen.model.engine;

import org.jspecify.annotations.NullMarked;
