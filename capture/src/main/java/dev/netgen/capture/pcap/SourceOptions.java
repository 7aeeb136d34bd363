package dev.netgen.capture.pcap;

/**
 * How frames are taken from an interface.
 *
 * @param snapLength bytes kept of each frame at most
 * @param filter a capture filter (pcap-filter(7)), or empty
 * @param rotateBytes a file that reached this size is followed by a new one
 */
public record SourceOptions(int snapLength, String filter, long rotateBytes) {}
