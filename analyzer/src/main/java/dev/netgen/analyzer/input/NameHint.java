package dev.netgen.analyzer.input;

import dev.netgen.model.net.IpAddress;
import java.util.Comparator;

/**
 * A name that a capture file gives to an address (pcapng name resolution block): what somebody's
 * resolver or hosts file said when the file was written. It proves nothing.
 *
 * @param address the address
 * @param name 1 to 255 printable ASCII characters; others are written {@code ?}
 */
public record NameHint(IpAddress address, String name) implements Comparable<NameHint> {
  private static final Comparator<NameHint> ORDER =
      Comparator.comparing(NameHint::address).thenComparing(NameHint::name);

  @Override
  public int compareTo(NameHint other) {
    return ORDER.compare(this, other);
  }
}
