/** Conditions of tests that need a privileged machine. */
@NullMarked
package dev.netgen.capture.testing;

import org.jspecify.annotations.NullMarked;
