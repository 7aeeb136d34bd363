package dev.netgen.analyzer.accuracy;

import com.google.common.collect.ImmutableList;

/** All metamorphoses. */
final class Metamorphoses {
  static final Metamorphosis NO_HANDSHAKES =
      new Metamorphosis("handshakes stripped", "no segment with SYN", true, Losses::handshakes);

  static final Metamorphosis MID_STREAM =
      new Metamorphosis(
          "mid-stream",
          "nor the first 3 segments with payload of each direction",
          true,
          Losses::handshakesAndHeads);

  static final Metamorphosis SEGMENTS =
      new Metamorphosis(
          "split segments",
          "TCP payload in up to 12 pieces of up to 24 bytes, and the rest",
          false,
          Segments::split);

  static final ImmutableList<Metamorphosis> ALL =
      ImmutableList.of(
          NO_HANDSHAKES,
          MID_STREAM,
          new Metamorphosis(
              "one direction",
              "only what one end, chosen by lot, sent",
              true,
              Losses::oneDirection),
          new Metamorphosis(
              "begun late", "only what follows a packet chosen by lot", true, Losses::head),
          new Metamorphosis(
              "ended early", "only what precedes a packet chosen by lot", true, Losses::tail),
          new Metamorphosis("snapped", "128 bytes of each packet", false, Losses::snapped),
          new Metamorphosis(
              "interleaved",
              "with another capture, packet by packet in time",
              false,
              Orders::interleaved),
          new Metamorphosis(
              "reordered",
              "packets up to 3 places and 10 ms from where they were, with their times",
              false,
              Orders::reordered),
          SEGMENTS,
          new Metamorphosis(
              "second observer",
              "a copy with a clock 4 ms off and 2 % of the packets lost, beside the first",
              false,
              Observers::second),
          new Metamorphosis(
              "DNAT",
              "in front of it an observer that sees servers under another address and port",
              false,
              Observers::destinationTranslated),
          new Metamorphosis(
              "SNAT",
              "behind it an observer that sees clients under one address and other ports",
              false,
              Observers::sourceTranslated),
          new Metamorphosis("VXLAN", "each frame between two nodes", false, Wrappings::vxlan),
          new Metamorphosis(
              "Geneve", "each frame between two nodes, with an option", false, Wrappings::geneve),
          new Metamorphosis(
              "fragmented",
              "IP packets in pieces of at most 512 bytes",
              false,
              Wrappings::fragmented));

  private Metamorphoses() {}
}
