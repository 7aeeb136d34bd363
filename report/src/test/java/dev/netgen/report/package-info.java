/** Formats against golden files, and against names that try to break out of them. */
@NullMarked
package dev.netgen.report;

import org.jspecify.annotations.NullMarked;
