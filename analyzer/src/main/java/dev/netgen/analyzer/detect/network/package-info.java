/** What runs a network: time, addresses, discovery, management. */
@NullMarked
package dev.netgen.analyzer.detect.network;

import org.jspecify.annotations.NullMarked;
