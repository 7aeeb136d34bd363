/** Message brokers. */
@NullMarked
package dev.netgen.analyzer.detect.message;

import org.jspecify.annotations.NullMarked;
