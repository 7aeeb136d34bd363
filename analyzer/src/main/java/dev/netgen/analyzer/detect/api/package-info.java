/** What a protocol detector is given and what it answers. */
@NullMarked
package dev.netgen.analyzer.detect.api;

import org.jspecify.annotations.NullMarked;
