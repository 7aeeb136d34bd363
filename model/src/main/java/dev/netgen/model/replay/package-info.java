/** What was recorded, flow by flow, as policies are put before it. */
@NullMarked
package dev.netgen.model.replay;

import org.jspecify.annotations.NullMarked;
