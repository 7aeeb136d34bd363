/** Frames from interfaces to pcap files: the only place that knows pcap4j. */
@NullMarked
package dev.netgen.capture.pcap;

import org.jspecify.annotations.NullMarked;
