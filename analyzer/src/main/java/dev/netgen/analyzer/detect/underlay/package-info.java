/** What encrypts or tests the network below the conversations. */
@NullMarked
package dev.netgen.analyzer.detect.underlay;

import org.jspecify.annotations.NullMarked;
