/** Who may connect to whom by a set of manifests, as a value that reports can print. */
@NullMarked
package dev.netgen.model.connectivity;

import org.jspecify.annotations.NullMarked;
