/** What a target is, what it is given and what it returns. */
@NullMarked
package dev.netgen.generator.target;

import org.jspecify.annotations.NullMarked;
