package dev.netgen.capture.pcap;

import java.nio.file.Path;
import java.util.Locale;

/** One capture file and the count of its frames. */
record PacketFile(Path path, FrameTally tally) {

  /** The file {@code BASE-NNNN.pcap}, numbered from 1. */
  static PacketFile numbered(Path directory, String base, int number) {
    Path path = directory.resolve(String.format(Locale.ROOT, "%s-%04d.pcap", base, number));
    return new PacketFile(path, new FrameTally(path));
  }

  String name() {
    return String.valueOf(path.getFileName());
  }
}
