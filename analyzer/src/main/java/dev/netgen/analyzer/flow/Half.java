package dev.netgen.analyzer.flow;

import java.util.Arrays;

/**
 * One direction of a flow.
 *
 * @param packets packets
 * @param bytes transport payload bytes on the wire (retransmissions counted, TCP keep-alive bytes
 *     and texts of resets not)
 * @param data the first payload bytes kept, in stream order (TCP) or of the first datagrams one
 *     after the other (UDP), and perhaps more behind them; not to be modified, and not to be read
 *     after the flow was given back ({@link SpentPrefixes})
 * @param kept how many bytes of it are kept: the prefix
 * @param prefixFromStart whether the prefix begins with the first byte of the stream (after SYN) or
 *     the first datagram; false when the connection began before the capture
 * @param prefixComplete whether all payload of this direction is in the prefix
 * @param tcpFlags all TCP flags seen, or-ed (RFC 9293 bit positions, FIN is 1), but for resets
 *     whose sequence number is out of place; of SCTP what corresponds (INIT is SYN, SHUTDOWN is
 *     FIN, ABORT is RST); 0 for others
 * @param initialSequence the SYN's sequence number, SCTP's initiate tag, or -1
 * @param lastFrameNanos time of the last packet, nanoseconds since 1970; 0 when none
 * @param marks fingerprints of packets of this direction, made of what address translation and
 *     tunnels leave alone: the smallest distinct ones, ascending, so that two observers of one
 *     conversation keep the same; empty where initial sequence numbers tell; owned by this value
 * @param messageEnds of datagrams: where each of those kept ends in the prefix, ascending, the last
 *     at its length; empty of a stream; owned by this value
 * @param nextSequence TCP: the sequence number after the highest payload byte seen, or without
 *     payload that of the first segment; -1 where none is known
 * @param span TCP: bytes of the stream from its first byte seen to {@code nextSequence}
 * @param payloadAt where its first packet with payload stands, as {@link PacketPlace} packs it; 0
 *     where none had payload
 */
@SuppressWarnings("ArrayRecordComponent") // a view for detectors, never compared
public record Half(
    long packets,
    long bytes,
    byte[] data,
    int kept,
    boolean prefixFromStart,
    boolean prefixComplete,
    int tcpFlags,
    long initialSequence,
    long lastFrameNanos,
    int[] marks,
    int[] messageEnds,
    long nextSequence,
    long span,
    long payloadAt) {
  /** TCP flag bits. */
  public static final int FIN = 1;

  public static final int SYN = 2;
  public static final int RST = 4;
  public static final int PSH = 8;
  public static final int ACK = 16;

  /** A direction of which no place in a stream is known. */
  public Half(
      long packets,
      long bytes,
      byte[] prefix,
      boolean prefixFromStart,
      boolean prefixComplete,
      int tcpFlags,
      long initialSequence,
      long lastFrameNanos,
      int[] marks,
      int[] messageEnds) {
    this(
        packets,
        bytes,
        prefix,
        prefix.length,
        prefixFromStart,
        prefixComplete,
        tcpFlags,
        initialSequence,
        lastFrameNanos,
        marks,
        messageEnds,
        -1,
        0,
        0);
  }

  /** The bytes kept, no more; a copy where others lie behind them. */
  public byte[] prefix() {
    return kept == data.length ? data : Arrays.copyOf(data, kept);
  }

  /** The same with a copy of so many of its first bytes, or of all where there are fewer. */
  public Half withFirst(int most, int[] ends) {
    return new Half(
        packets,
        bytes,
        Arrays.copyOf(data, Math.min(kept, most)),
        Math.min(kept, most),
        prefixFromStart,
        prefixComplete,
        tcpFlags,
        initialSequence,
        lastFrameNanos,
        marks,
        ends,
        nextSequence,
        span,
        payloadAt);
  }

  /** Whether all these flags were seen. */
  public boolean saw(int flags) {
    return (tcpFlags & flags) == flags;
  }
}
