package dev.netgen.model.recording;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.model.net.Cidr;

/**
 * One capture point of a recording.
 *
 * @param name the interface's name
 * @param scope where its addresses are meant: {@code host:NAME}, or {@code container:NAME} for the
 *     inside of one container
 * @param network the Docker network it is the bridge of, or empty
 * @param linkType the number of the link-layer header type (LINKTYPE_ registry)
 * @param snapLength bytes kept of each frame at most
 * @param filter the capture filter, or empty
 * @param onlink ranges whose addresses are attached to this interface: all traffic of such an
 *     address, but its own loopback, crosses this point
 * @param received frames taken
 * @param droppedByKernel frames lost for want of buffer space
 * @param droppedByInterface frames lost by the interface or its driver
 * @param truncated frames longer than the snap length
 * @param files the capture files in order, relative to the recording
 */
public record CaptureSource(
    String name,
    String scope,
    String network,
    int linkType,
    int snapLength,
    String filter,
    ImmutableSortedSet<Cidr> onlink,
    long received,
    long droppedByKernel,
    long droppedByInterface,
    long truncated,
    ImmutableList<String> files) {}
