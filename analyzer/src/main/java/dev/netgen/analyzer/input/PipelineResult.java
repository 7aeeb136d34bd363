package dev.netgen.analyzer.input;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;

/**
 * What a run read, besides the flows.
 *
 * <p>The account is exact: {@code packets == flowPackets + sum of account}.
 *
 * @param observers the capture points; a flow's observer is an index into them
 * @param files the files; a flow's file is an index into them
 * @param recordings the recordings among the inputs
 * @param packets packets read
 * @param flows flows handed to the sink
 * @param flowPackets packets that are part of those flows
 * @param account packets not part of a flow, by reason
 * @param notes cuts, damage, drops, limits: in the order of files, then of the run
 * @param hints names that pcapng files give to addresses; no evidence of anything: whoever wrote
 *     the file chose them
 */
public record PipelineResult(
    ImmutableList<Observer> observers,
    ImmutableList<PacketFile> files,
    ImmutableList<RecordingInput> recordings,
    long packets,
    long flows,
    long flowPackets,
    ImmutableSortedMap<String, Long> account,
    ImmutableList<InputNote> notes,
    ImmutableList<NameHint> hints) {

  /** Packets of the account: read, and not part of a flow. */
  public long unused() {
    return account.values().stream().mapToLong(Long::longValue).sum();
  }
}
