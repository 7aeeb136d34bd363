/** What single flows cannot tell: who is server, who scans, which flows are one conversation. */
@NullMarked
package dev.netgen.analyzer.settle;

import org.jspecify.annotations.NullMarked;
