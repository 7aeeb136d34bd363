/** Remote access. */
@NullMarked
package dev.netgen.analyzer.detect.remote;

import org.jspecify.annotations.NullMarked;
