/** Logs, metrics and time. */
@NullMarked
package dev.netgen.analyzer.detect.telemetry;

import org.jspecify.annotations.NullMarked;
