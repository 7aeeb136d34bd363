/** Firewall rules beside Docker networks, as far as those who load and fill them must know them. */
@NullMarked
package dev.netgen.model.firewall;

import org.jspecify.annotations.NullMarked;
