/** The netgen command: the only module that prints, exits and knows all others. */
@NullMarked
package dev.netgen.cli;

import org.jspecify.annotations.NullMarked;
