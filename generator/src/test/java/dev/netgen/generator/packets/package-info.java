/**
 * Policies proved a second time, by packets: pods are network namespaces, an independent reading of
 * the policies becomes nftables rules, and every connection is tried. Tests alone; no CNI.
 */
@NullMarked
package dev.netgen.generator.packets;

import org.jspecify.annotations.NullMarked;
