/** What an evaluator found out about a generated set, as a value that reports can print. */
@NullMarked
package dev.netgen.model.proof;

import org.jspecify.annotations.NullMarked;
