package dev.netgen.analyzer.input;

import com.google.common.collect.ImmutableSortedMap;
import dev.netgen.analyzer.decode.Account;
import dev.netgen.analyzer.decode.DecodedPacket;
import dev.netgen.analyzer.decode.IcmpError;
import dev.netgen.analyzer.decode.LinkTypes;
import dev.netgen.analyzer.decode.PacketDecoder;
import dev.netgen.analyzer.decode.Reason;
import dev.netgen.analyzer.flow.DatagramTap;
import dev.netgen.analyzer.flow.FlowSink;
import dev.netgen.analyzer.flow.FlowTable;
import dev.netgen.model.problem.ProblemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Captures in, flows out: reading, merging by time, decoding and the flow table in one pass. */
public final class PacketPipeline {
  /** So small that what the kernel copied is still near when it is decoded. */
  private static final int BUFFER = 1 << 16;

  private static final int ALL_BUFFERS = 1 << 25;
  private static final int SMALLEST_BUFFER = 1 << 13;

  private final PipelineOptions options;
  private final DnsStreams dns;
  private final Account account = new Account();
  private final Ledger ledger;
  private final FlowTable table;
  private final PacketDecoder decoder;
  private final SeenAgain seenAgain = new SeenAgain();
  private final DecodedPacket decoded = new DecodedPacket();
  private final InputPlan plan;
  private long packets;
  private boolean knownLinkType;

  private PacketPipeline(
      InputPlan plan,
      PipelineOptions options,
      FlowSink sink,
      DatagramTap tap,
      Consumer<Observer> begins) {
    this.plan = plan;
    this.ledger = new Ledger(begins);
    this.options = options;
    this.dns = new DnsStreams(tap);
    decoder = new PacketDecoder(options.tunnelPorts());
    long seed = new SplittableRandom().nextLong();
    table =
        new FlowTable(
            sink,
            account,
            options.maxFlows(),
            options.prefixBudget(),
            seed,
            decoder.encapsulations());
  }

  /**
   * Reads all inputs to their end.
   *
   * @param inputs recordings, directories of capture files, capture files, or {@code -}
   * @param sink takes every flow
   * @param tap sees DNS messages as they pass
   * @return observers, files, account and notes
   * @throws ProblemException when an input cannot be used at all; a damaged or cut capture gives
   *     what it holds and a note
   */
  public static PipelineResult run(
      List<Path> inputs, PipelineOptions options, FlowSink sink, DatagramTap tap) {
    return run(InputPlanner.plan(inputs), options, sink, tap);
  }

  /**
   * The same, telling of each observer before the first of its packets is read; its counts and
   * times are still 0 then.
   */
  public static PipelineResult run(
      List<Path> inputs,
      PipelineOptions options,
      FlowSink sink,
      DatagramTap tap,
      Consumer<Observer> begins) {
    return new PacketPipeline(InputPlanner.plan(inputs), options, sink, tap, begins).run();
  }

  static PipelineResult run(
      InputPlan plan, PipelineOptions options, FlowSink sink, DatagramTap tap) {
    return new PacketPipeline(plan, options, sink, tap, observer -> {}).run();
  }

  private PipelineResult run() {
    plan.notes().forEach(n -> ledger.note(n.kind(), n.where(), n.offset(), n.count(), n.text()));
    try (PacketMerge merge = new PacketMerge(open())) {
      for (SourceReader source = merge.next(); source != null; source = merge.next()) {
        packet(source, source.packet());
      }
    }
    while (decoder.holds()) {
      take(decoder.expire(decoded));
    }
    table.finish();
    if (!knownLinkType && !ledger.undecoded().isEmpty()) {
      throw ledger.undecoded().problem();
    }
    ledger.undecoded().tell(ledger);
    reportedLoss();
    limits();
    ImmutableSortedMap<String, Long> unused = account.toMap();
    return new PipelineResult(
        ledger.observers(),
        ledger.files(),
        plan.recordings(),
        packets,
        table.flows(),
        table.flowPackets(),
        unused,
        ledger.notes(),
        ledger.hints());
  }

  private List<SourceReader> open() {
    int count = Math.max(1, plan.sources().size());
    int buffer = Math.max(SMALLEST_BUFFER, Math.min(BUFFER, ALL_BUFFERS / count));
    List<SourceReader> sources = new ArrayList<>();
    for (SourcePlan source : plan.sources()) {
      sources.add(new SourceReader(source, options, ledger, buffer));
    }
    return sources;
  }

  private void packet(SourceReader source, CaptureReader p) {
    packets++;
    int observer = source.observer();
    Ledger.Watch watch = ledger.watch(observer);
    if (watch.packets++ == 0) {
      watch.firstNanos = p.nanos;
      table.observerBegins(observer, p.nanos);
    }
    watch.lastNanos = Math.max(watch.lastNanos, p.nanos);
    while (decoder.due(p.nanos)) {
      take(decoder.expire(decoded));
    }
    decoded.capturedAt(observer, source.file(), source.frame(), p.nanos);
    Reason reason = decode(p);
    take(reason);
    if (reason == Reason.UNKNOWN_LINK_TYPE) {
      ledger.undecoded().packet(source.where(), p.linkType);
    }
  }

  private void take(Reason reason) {
    DecodedPacket d = decoded;
    if (reason != Reason.NONE) {
      takeNot(reason, d);
    } else if (d.way >= 0 && seenAgain.isAgain(d)) {
      account.count(Reason.SEEN_AGAIN, 0, d.packets);
    } else {
      table.packet(d.observer, d.file, d.frame, d.nanos, d);
      dns.packet(d);
    }
  }

  private void takeNot(Reason reason, DecodedPacket d) {
    if (reason != Reason.HELD) {
      account.count(reason, d.detail, d.packets);
      table.tunnels(d.observer, d.file, d.frame, d.nanos, d);
      if (d.icmpError != IcmpError.NONE) {
        table.icmpError(d.observer, d);
      }
    }
  }

  private Reason decode(CaptureReader p) {
    if (p.linkType < 0) {
      decoded.icmpError = IcmpError.NONE;
      decoded.packets = 1;
      return Reason.UNKNOWN_INTERFACE;
    }
    if (!knownLinkType) {
      knownLinkType = LinkTypes.known(p.linkType);
    }
    return decoder.decode(p.linkType, p.in.buffer(), p.start, p.captured, p.wire, decoded);
  }

  private void reportedLoss() {
    for (RecordingInput recording : plan.recordings()) {
      recording
          .manifest()
          .sources()
          .forEach(
              s -> {
                String where = recording.directory() + ": " + s.name();
                loss(where, s.droppedByKernel(), "frames dropped by the kernel");
                loss(where, s.droppedByInterface(), "frames dropped by the interface");
                loss(where, s.truncated(), "frames longer than the snap length");
              });
    }
  }

  private void loss(String where, long count, String text) {
    if (count > 0) {
      ledger.note(InputNote.Kind.DROPS, where, -1, count, count + " " + text);
    }
  }

  private void limits() {
    long overlaps = decoder.overlappingFragments();
    if (overlaps > 0) {
      String text = overlaps + " IP fragments contradicted others of their datagram";
      ledger.note(InputNote.Kind.IGNORED, "", -1, overlaps, text);
    }
    limit(
        table.endedEarly(),
        "flows ended early: more than " + options.maxFlows() + " flows at once");
    limit(
        table.prefixesRefused(),
        "times a payload prefix could not grow: more than "
            + options.prefixBudget()
            + " bytes of prefixes at once");
    limit(table.tunnelPacketsNotKept(), "packets of tunnels that are not listed, beyond the limit");
    limit(table.announcementsForgotten(), "announced ports forgotten, beyond the limit of one run");
  }

  private void limit(long count, String text) {
    if (count > 0) {
      ledger.note(InputNote.Kind.LIMIT, "", -1, count, count + " " + text);
    }
  }
}
