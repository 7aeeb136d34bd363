package dev.netgen.analyzer.flow;

import dev.netgen.analyzer.decode.Carrier;
import dev.netgen.analyzer.decode.DecodedPacket;
import dev.netgen.analyzer.decode.Encapsulations;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outsides of tunnels: one entry for each pair of ends, protocol and port, whatever the source
 * ports (RFC 7348 section 5 varies them), from its first packet to the end of the input, since a
 * tunnel stands whether or not anybody uses it.
 *
 * <p>Implementation note: open addressing; entries are never removed, and bounded.
 */
final class TunnelTable {
  /** Most tunnels; packets of further ones are only counted. */
  static final int MOST = 1 << 16;

  private final FlowHash hasher;
  private final Encapsulations names;
  private final List<TunnelEntry> entries = new ArrayList<>();
  private @Nullable TunnelEntry[] slots = new TunnelEntry[64];
  private long packets;
  private long notKept;
  private long flows;

  TunnelTable(FlowHash hasher, Encapsulations names) {
    this.hasher = hasher;
    this.names = names;
  }

  /** Counts a packet with all tunnels around it. */
  void packet(int observer, int file, long frame, long nanos, DecodedPacket p) {
    packets += p.packets;
    for (int i = 0; i < p.carriers; i++) {
      Carrier c = p.carrier[i];
      TunnelEntry entry = entry(observer, file, frame, nanos, c);
      if (entry == null) {
        notKept += p.packets;
      } else {
        entry.count(c, p.packets, nanos);
      }
    }
  }

  private @Nullable TunnelEntry entry(int observer, int file, long frame, long nanos, Carrier c) {
    int hash = hasher.of(observer, c);
    int mask = slots.length - 1;
    int i = hash & mask;
    for (TunnelEntry entry = slots[i]; entry != null; entry = slots[i]) {
      if (entry.isFor(hash, observer, c)) {
        return entry;
      }
      i = (i + 1) & mask;
    }
    if (entries.size() == MOST) {
      return null;
    }
    TunnelEntry entry = new TunnelEntry(hash, observer, file, frame, nanos, c);
    entries.add(entry);
    slots[i] = entry;
    if (2 * entries.size() > slots.length) {
      grow();
    }
    return entry;
  }

  private void grow() {
    slots = new TunnelEntry[2 * slots.length];
    int mask = slots.length - 1;
    for (TunnelEntry entry : entries) {
      int i = entry.hash() & mask;
      while (slots[i] != null) {
        i = (i + 1) & mask;
      }
      slots[i] = entry;
    }
  }

  /** Hands all out, in the order of their first packets. */
  void finish(FlowSink sink) {
    flows += entries.size();
    entries.forEach(entry -> sink.accept(entry.toFlow(names)));
    entries.clear();
    slots = new TunnelEntry[64];
  }

  /** Tunnels handed out. */
  long flows() {
    return flows;
  }

  /** Packets with a tunnel around them. */
  long packets() {
    return packets;
  }

  /** Times a packet's tunnel was beyond the bound. */
  long notKept() {
    return notKept;
  }
}
