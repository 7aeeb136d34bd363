package dev.netgen.model.inventory;

import com.google.common.collect.ImmutableList;

/**
 * How an address is resolved where one inventory applies, for people.
 *
 * @param where the recording, or the inventory files
 * @param steps what is asked of the inventory, one line each, in order
 * @param outcome who it is and why, or why it is nobody
 * @param names names that clients were given for it, with how long they were good
 * @param traffic what was seen of it, and as whom
 */
public record AddressStory(
    String where,
    ImmutableList<String> steps,
    String outcome,
    ImmutableList<String> names,
    ImmutableList<String> traffic) {}
