/** The scenario suite: real packets of known conversations, judged link by link. */
@NullMarked
package dev.netgen.analyzer.scenarios;

import org.jspecify.annotations.NullMarked;
