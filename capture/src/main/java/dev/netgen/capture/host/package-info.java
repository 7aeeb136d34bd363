/** What the kernel of this machine says about interfaces, routes and processes. */
@NullMarked
package dev.netgen.capture.host;

import org.jspecify.annotations.NullMarked;
