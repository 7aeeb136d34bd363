/** Who owned which address when, and where translated connections end, as the platforms tell it. */
@NullMarked
package dev.netgen.model.inventory;

import org.jspecify.annotations.NullMarked;
