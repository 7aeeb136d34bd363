package dev.netgen.analyzer.fold;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.analyzer.detect.Verdict;
import dev.netgen.analyzer.flow.Flow;
import dev.netgen.analyzer.flow.FlowState;
import dev.netgen.analyzer.flow.Half;
import dev.netgen.model.graph.Encryption;
import dev.netgen.model.graph.LinkNote;
import dev.netgen.model.net.IpAddress;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes flows and their verdicts by hand: a client, a server, and how it went. */
final class FlowMaker {
  static final long START = 1_760_000_000_000_000_000L;
  private static final long SECOND = 1_000_000_000L;

  private final IpAddress client;
  private final int clientPort;
  private final IpAddress server;
  private final int serverPort;
  private final int protocol;
  private int observer;
  private double at = 1;
  private double lasts = 0.2;
  private FlowState state = FlowState.ESTABLISHED;
  private Flow.Initiator initiator = Flow.Initiator.A_BY_HANDSHAKE;
  private boolean closed = true;
  private boolean fromStart = true;
  private long sequence = -1;
  private long bytes = 100;
  private int[] marks = new int[0];
  private String speaks = "";
  private Encryption encryption = Encryption.OPAQUE;
  private Verdict.Side roles = Verdict.Side.UNKNOWN;
  private final TreeSet<LinkNote> notes = new TreeSet<>();
  private final TreeMap<String, String> facts = new TreeMap<>();

  private FlowMaker(int protocol, String client, String server) {
    this.protocol = protocol;
    this.client = address(client);
    this.clientPort = port(client);
    this.server = address(server);
    this.serverPort = port(server);
  }

  /** A TCP flow of {@code address port} ends. */
  static FlowMaker tcp(String client, String server) {
    return new FlowMaker(6, client, server);
  }

  static FlowMaker udp(String client, String server) {
    return new FlowMaker(17, client, server).by(Flow.Initiator.A_BY_FIRST_PACKET);
  }

  private static IpAddress address(String end) {
    return IpAddress.parse(end.split(" ", -1)[0]);
  }

  private static int port(String end) {
    String[] parts = end.split(" ", -1);
    return parts.length > 1 ? Integer.parseInt(parts[1]) : 40_000;
  }

  FlowMaker seenBy(int index) {
    observer = index;
    return this;
  }

  FlowMaker at(double seconds) {
    at = seconds;
    return this;
  }

  /** Seconds from the first packet to the last. */
  FlowMaker lasting(double seconds) {
    lasts = seconds;
    return this;
  }

  FlowMaker state(FlowState newState) {
    state = newState;
    boolean silent = newState != FlowState.ESTABLISHED && newState != FlowState.MID_STREAM;
    if (silent) {
      bytes = 0;
      encryption = Encryption.NONE;
    }
    return this;
  }

  FlowMaker midStream() {
    fromStart = false;
    initiator = Flow.Initiator.UNKNOWN;
    return state(FlowState.MID_STREAM);
  }

  FlowMaker by(Flow.Initiator newInitiator) {
    initiator = newInitiator;
    return this;
  }

  FlowMaker open() {
    closed = false;
    return this;
  }

  FlowMaker sequence(long number) {
    sequence = number;
    return this;
  }

  /** Fingerprints of its packets, of both directions. */
  FlowMaker marks(int... ascending) {
    marks = ascending;
    return this;
  }

  FlowMaker bytes(long count) {
    bytes = count;
    return this;
  }

  FlowMaker speaks(String protocolName, Encryption verdict) {
    speaks = protocolName;
    encryption = verdict;
    return this;
  }

  FlowMaker roles(Verdict.Side side) {
    roles = side;
    return this;
  }

  FlowMaker note(LinkNote note) {
    notes.add(note);
    return this;
  }

  FlowMaker fact(String name, String value) {
    facts.put(name, value);
    return this;
  }

  Verdict verdict() {
    return new Verdict(
        speaks,
        encryption,
        "by hand",
        roles,
        ImmutableSortedSet.copyOf(notes),
        ImmutableSortedMap.copyOf(facts));
  }

  Flow flow(long frame) {
    long first = START + (long) (at * SECOND);
    long last = first + (long) (lasts * SECOND);
    return new Flow(
        observer,
        observer,
        frame,
        protocol,
        0,
        "",
        "",
        client,
        clientPort,
        server,
        serverPort,
        half(sequence, last),
        half(sequence < 0 ? -1 : sequence + 7_000, last),
        first,
        last,
        state,
        initiator);
  }

  private Half half(long initial, long last) {
    int flags = protocol == 6 && closed ? Half.FIN | Half.ACK : 0;
    return new Half(
        3, bytes, new byte[0], fromStart, true, flags, initial, last, marks, new int[0]);
  }
}
