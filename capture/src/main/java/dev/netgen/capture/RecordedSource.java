package dev.netgen.capture;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.capture.pcap.PacketSource;
import dev.netgen.capture.pcap.SourceCounts;
import dev.netgen.capture.recording.RecordingDirectory;
import dev.netgen.model.net.Cidr;
import dev.netgen.model.recording.CaptureSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A source being recorded, with what {@code recording.yaml} says about it besides its counts. */
record RecordedSource(
    PacketSource packets, String scope, String network, ImmutableSortedSet<Cidr> onlink) {

  CaptureSource describe(CaptureOptions options) {
    SourceCounts counts = packets.counts();
    return new CaptureSource(
        packets.device(),
        scope,
        network,
        packets.linkType(),
        options.snapLength(),
        packets.filter(),
        onlink,
        counts.received(),
        counts.droppedByKernel(),
        counts.droppedByInterface(),
        counts.truncated(),
        packets.files().stream()
            .map(RecordingDirectory::packetFile)
            .collect(ImmutableList.toImmutableList()));
  }

  /**
   * Sources sorted by name; an interface that went away and came back for the same network is one.
   */
  static ImmutableList<CaptureSource> describeAll(
      List<RecordedSource> sources, CaptureOptions options) {
    Map<List<Object>, CaptureSource> merged = new LinkedHashMap<>();
    for (RecordedSource source : sources) {
      CaptureSource next = source.describe(options);
      merged.merge(
          List.of(next.name(), next.network(), next.linkType()), next, RecordedSource::join);
    }
    List<CaptureSource> sorted = new ArrayList<>(merged.values());
    sorted.sort(Comparator.comparing(CaptureSource::name).thenComparing(CaptureSource::network));
    return ImmutableList.copyOf(sorted);
  }

  private static CaptureSource join(CaptureSource a, CaptureSource b) {
    return new CaptureSource(
        a.name(),
        a.scope(),
        a.network(),
        a.linkType(),
        a.snapLength(),
        a.filter(),
        ImmutableSortedSet.<Cidr>naturalOrder().addAll(a.onlink()).addAll(b.onlink()).build(),
        a.received() + b.received(),
        a.droppedByKernel() + b.droppedByKernel(),
        a.droppedByInterface() + b.droppedByInterface(),
        a.truncated() + b.truncated(),
        ImmutableList.<String>builder().addAll(a.files()).addAll(b.files()).build());
  }
}
