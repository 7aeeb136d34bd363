/** Networks for containers without Compose: from what runs now to what the graph asks for. */
@NullMarked
package dev.netgen.generator.docker.plan;

import org.jspecify.annotations.NullMarked;
