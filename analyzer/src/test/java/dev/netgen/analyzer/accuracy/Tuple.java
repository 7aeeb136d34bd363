package dev.netgen.analyzer.accuracy;

import dev.netgen.model.net.IpAddress;
import java.util.Comparator;

/** Who sent a packet to whom. */
record Tuple(
    int protocol, IpAddress source, int sourcePort, IpAddress destination, int destinationPort) {
  private static final Comparator<Tuple> BY_SOURCE =
      Comparator.comparing(Tuple::source).thenComparing(Tuple::sourcePort);

  static Tuple of(Headers headers, byte[] frame) {
    return new Tuple(
        headers.protocol(),
        headers.source(frame),
        headers.sourcePort(frame),
        headers.destination(frame),
        headers.destinationPort(frame));
  }

  Tuple reverse() {
    return new Tuple(protocol, destination, destinationPort, source, sourcePort);
  }

  boolean fromGreater() {
    return BY_SOURCE.compare(this, reverse()) > 0;
  }

  /** The same for both directions. */
  Tuple conversation() {
    return fromGreater() ? reverse() : this;
  }

  /** Whether it never left its host. */
  boolean withinHost() {
    return source.equals(destination) || loopback(source) || loopback(destination);
  }

  private static boolean loopback(IpAddress address) {
    return address.v6() ? address.high() == 0 && address.low() == 1 : address.low() >>> 24 == 127;
  }

  /** Whether the label's client sent it. */
  boolean isRequestOf(Label label) {
    return label.fits(protocol, source, sourcePort, destination, destinationPort);
  }

  /** Whether the label's server sent it. */
  boolean isAnswerOf(Label label) {
    return reverse().isRequestOf(label);
  }
}
