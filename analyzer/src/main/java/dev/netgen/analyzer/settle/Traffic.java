package dev.netgen.analyzer.settle;

/**
 * Packets and transport payload bytes of a flow, by role.
 *
 * @param packetsUp packets from client to server
 * @param packetsDown packets from server to client
 * @param bytesUp payload bytes from client to server
 * @param bytesDown payload bytes from server to client
 */
public record Traffic(long packetsUp, long packetsDown, long bytesUp, long bytesDown) {
  /** No traffic. */
  public static final Traffic NONE = new Traffic(0, 0, 0, 0);

  /** Both together. */
  public Traffic plus(Traffic other) {
    return new Traffic(
        packetsUp + other.packetsUp,
        packetsDown + other.packetsDown,
        bytesUp + other.bytesUp,
        bytesDown + other.bytesDown);
  }

  /** The greater of each number: of views that saw one direction each, both. */
  public Traffic greatest(Traffic other) {
    return new Traffic(
        Math.max(packetsUp, other.packetsUp),
        Math.max(packetsDown, other.packetsDown),
        Math.max(bytesUp, other.bytesUp),
        Math.max(bytesDown, other.bytesDown));
  }

  /** The same with the roles exchanged. */
  public Traffic swapped() {
    return new Traffic(packetsDown, packetsUp, bytesDown, bytesUp);
  }

  /** Packets of both directions. */
  public long packets() {
    return packetsUp + packetsDown;
  }

  /** Payload bytes of both directions. */
  public long bytes() {
    return bytesUp + bytesDown;
  }
}
