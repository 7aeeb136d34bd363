/** Name resolution. */
@NullMarked
package dev.netgen.analyzer.detect.names;

import org.jspecify.annotations.NullMarked;
