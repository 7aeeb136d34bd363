/** Tests of QUIC's packets. */
@NullMarked
package dev.netgen.analyzer.detect.quic;

import org.jspecify.annotations.NullMarked;
