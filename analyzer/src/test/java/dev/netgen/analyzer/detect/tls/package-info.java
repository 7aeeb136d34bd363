/** Tests of TLS below the verdict. */
@NullMarked
package dev.netgen.analyzer.detect.tls;

import org.jspecify.annotations.NullMarked;
