/** Members of one cluster among themselves. */
@NullMarked
package dev.netgen.analyzer.detect.cluster;

import org.jspecify.annotations.NullMarked;
