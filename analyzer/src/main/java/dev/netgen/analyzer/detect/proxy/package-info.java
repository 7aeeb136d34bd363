/** What stands in front of another conversation: the PROXY protocol, SOCKS. */
@NullMarked
package dev.netgen.analyzer.detect.proxy;

import org.jspecify.annotations.NullMarked;
