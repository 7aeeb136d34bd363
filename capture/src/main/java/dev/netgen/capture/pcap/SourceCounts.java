package dev.netgen.capture.pcap;

/**
 * What became of an interface's frames so far.
 *
 * @param received frames in the files
 * @param droppedByKernel frames lost for want of buffer space
 * @param droppedByInterface frames lost by the interface or its driver
 * @param truncated frames in the files that were longer than the snap length
 * @param bytes size of the files
 */
public record SourceCounts(
    long received, long droppedByKernel, long droppedByInterface, long truncated, long bytes) {}
