/** QUIC: its Initial packets are opened with keys that anybody can derive. */
@NullMarked
package dev.netgen.analyzer.detect.quic;

import org.jspecify.annotations.NullMarked;
