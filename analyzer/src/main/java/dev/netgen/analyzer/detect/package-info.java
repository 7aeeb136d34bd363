/** What a flow speaks and whether it is encrypted; one class per protocol. */
@NullMarked
package dev.netgen.analyzer.detect;

import org.jspecify.annotations.NullMarked;
