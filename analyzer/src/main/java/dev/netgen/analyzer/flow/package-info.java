/** Packets to finished flows: one value per conversation and observer. */
@NullMarked
package dev.netgen.analyzer.flow;

import org.jspecify.annotations.NullMarked;
