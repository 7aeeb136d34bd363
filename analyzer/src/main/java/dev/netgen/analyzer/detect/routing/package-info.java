/** What routers say to each other, and hosts to routers, right over IP. */
@NullMarked
package dev.netgen.analyzer.detect.routing;

import org.jspecify.annotations.NullMarked;
