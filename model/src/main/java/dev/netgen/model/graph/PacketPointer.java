package dev.netgen.model.graph;

import java.util.Comparator;

/**
 * Where a packet stands.
 *
 * @param file the capture file's path relative to its recording, or its name when given alone
 * @param digest {@code sha256:} and the hexadecimal digest of that file's bytes
 * @param frame the packet's number in the file, from 1 (as other tools count)
 */
public record PacketPointer(String file, String digest, long frame)
    implements Comparable<PacketPointer> {
  private static final Comparator<PacketPointer> ORDER =
      Comparator.comparing(PacketPointer::file)
          .thenComparingLong(PacketPointer::frame)
          .thenComparing(PacketPointer::digest);

  @Override
  public boolean equals(Object other) {
    return other instanceof PacketPointer that
        && frame == that.frame
        && file.equals(that.file)
        && digest.equals(that.digest);
  }

  @Override
  public int hashCode() {
    return 31 * file.hashCode() + Long.hashCode(frame);
  }

  @Override
  public int compareTo(PacketPointer other) {
    return ORDER.compare(this, other);
  }
}
