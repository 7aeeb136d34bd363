/** An address at an instant, in the scope of its capture point, to the peer that held it. */
@NullMarked
package dev.netgen.analyzer.resolve;

import org.jspecify.annotations.NullMarked;
