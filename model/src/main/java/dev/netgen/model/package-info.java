/** The values two modules or more share, and the formats of the files that cross module borders. */
@NullMarked
package dev.netgen.model;

import org.jspecify.annotations.NullMarked;
