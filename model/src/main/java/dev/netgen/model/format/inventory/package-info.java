/**
 * Reads inventories in the platforms' own formats as a stream: what a file is shows in its content,
 * one object at a time is in memory, and fields that no format asks for are never built.
 */
@NullMarked
package dev.netgen.model.format.inventory;

import org.jspecify.annotations.NullMarked;
