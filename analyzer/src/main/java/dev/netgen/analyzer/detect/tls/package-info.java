/** TLS, and what upgrades to it share. */
@NullMarked
package dev.netgen.analyzer.detect.tls;

import org.jspecify.annotations.NullMarked;
