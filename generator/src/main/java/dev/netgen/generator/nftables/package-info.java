/** Firewall rules of nftables that close what Docker networks cannot. */
@NullMarked
package dev.netgen.generator.nftables;

import org.jspecify.annotations.NullMarked;
