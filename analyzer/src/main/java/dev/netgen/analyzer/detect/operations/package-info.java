/** What keeps servers running: monitoring, filters of mail and content, compilers shared. */
@NullMarked
package dev.netgen.analyzer.detect.operations;

import org.jspecify.annotations.NullMarked;
