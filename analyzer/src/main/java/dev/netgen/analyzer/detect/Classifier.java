package dev.netgen.analyzer.detect;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.analyzer.flow.Flow;
import dev.netgen.model.graph.Encryption;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Says what a flow speaks and whether it is encrypted. A pure function of the flow: every detector
 * of the transport is asked in the order below, with either side as the client; the first match
 * decides. Ports are not looked at.
 */
public final class Classifier {
  /** Detectors over byte streams. To add a protocol: one class, its test, one line here. */
  private static final ImmutableList<Detector> STREAM =
      ImmutableList.of(
          new PostgresDetector(),
          new TlsDetector(),
          new SshDetector(),
          new HttpDetector(),
          new AmqpDetector(),
          new RedisDetector(),
          new DnsStreamDetector());

  /** Detectors over datagrams. */
  private static final ImmutableList<Detector> DATAGRAM =
      ImmutableList.of(
          new DnsDetector(),
          new WireGuardDetector(),
          new IkeDetector(),
          new OpenVpnDetector(),
          new SyslogDetector(),
          new StatsdDetector());

  /** Detectors over ESP. */
  private static final ImmutableList<Detector> ESP = ImmutableList.of(new EspDetector());

  /** Detectors over ICMP and ICMPv6. */
  private static final ImmutableList<Detector> ICMP = ImmutableList.of(EchoDetector.v4());

  private static final ImmutableList<Detector> ICMPV6 = ImmutableList.of(EchoDetector.v6());

  /** The verdict of this flow. */
  public Verdict classify(Flow flow) {
    Exchange exchange = new Exchange(Speech.of(flow.aToB()), Speech.of(flow.bToA()));
    if (exchange.client().isEmpty() && exchange.server().isEmpty()) {
      return withoutBytes(flow);
    }
    boolean clientIsB = flow.initiator() == Flow.Initiator.B_BY_HANDSHAKE;
    Exchange first = clientIsB ? exchange.swapped() : exchange;
    Exchange second = first.swapped();
    Verdict.Side server = clientIsB ? Verdict.Side.A : Verdict.Side.B;
    SortedSet<String> pending = new TreeSet<>();
    ImmutableList<Detector> detectors = detectors(flow);
    for (int i = 0; i < detectors.size(); i++) {
      Detector detector = detectors.get(i);
      Verdict verdict = ask(detector, first, server, pending);
      if (verdict == null) {
        verdict = ask(detector, second, opposite(server), pending);
      }
      if (verdict != null) {
        return verdict;
      }
    }
    return verdict("", Encryption.OPAQUE, opaqueReason(exchange, pending));
  }

  private static Verdict.Side opposite(Verdict.Side side) {
    return side == Verdict.Side.A ? Verdict.Side.B : Verdict.Side.A;
  }

  private static ImmutableList<Detector> detectors(Flow flow) {
    return switch (flow.protocol()) {
      case 6 -> STREAM;
      case 17 -> DATAGRAM;
      case 50 -> ESP;
      case 1 -> ICMP;
      case 58 -> ICMPV6;
      default -> ImmutableList.of();
    };
  }

  /** Asks in one orientation; the likelier goes first. */
  private static @Nullable Verdict ask(
      Detector detector, Exchange asked, Verdict.Side server, SortedSet<String> pending) {
    Outcome outcome = detector.detect(asked);
    if (outcome instanceof Outcome.Match match) {
      return verdict(match.finding(), server);
    }
    if (outcome instanceof Outcome.NeedMore more && asked.cutShort()) {
      pending.add(detector.protocol() + ": " + more.reason());
    }
    return null;
  }

  private static Verdict verdict(Finding finding, Verdict.Side server) {
    return new Verdict(
        finding.protocol(),
        finding.encryption(),
        finding.reason(),
        finding.rolesShown() ? server : Verdict.Side.UNKNOWN,
        finding.notes(),
        finding.facts());
  }

  private static Verdict verdict(String protocol, Encryption encryption, String reason) {
    return new Verdict(
        protocol,
        encryption,
        reason,
        Verdict.Side.UNKNOWN,
        ImmutableSortedSet.of(),
        ImmutableSortedMap.of());
  }

  private static Verdict withoutBytes(Flow flow) {
    return flow.bytes() == 0
        ? verdict("", Encryption.NONE, "no payload")
        : verdict("", Encryption.OPAQUE, "payload seen, none of its bytes kept");
  }

  /** Says how readable it looks in steps of ten, never what it holds: reasons are counted. */
  private static String opaqueReason(Exchange exchange, SortedSet<String> pending) {
    long length = (long) exchange.client().bytes().length() + exchange.server().bytes().length();
    long printable =
        (long) exchange.client().bytes().printable() + exchange.server().bytes().printable();
    String share =
        "payload not recognised, about "
            + Math.round(10.0 * printable / length) * 10
            + " % of its first bytes printable";
    return pending.isEmpty() ? share : share + "; cut short for " + String.join(", ", pending);
  }
}
