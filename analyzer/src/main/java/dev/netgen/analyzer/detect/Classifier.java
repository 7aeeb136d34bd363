package dev.netgen.analyzer.detect;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.api.Speech;
import dev.netgen.analyzer.detect.tls.LateTls;
import dev.netgen.analyzer.flow.Flow;
import dev.netgen.model.graph.Encryption;
import dev.netgen.model.graph.LinkNote;
import java.util.IdentityHashMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Says what a flow speaks and whether it is encrypted. A pure function of the flow: every detector
 * of the transport is asked in order, with either side as the client; the first match decides.
 * Ports are not looked at. Not for several threads.
 */
public final class Classifier {
  /** Preambles behind one another that are looked behind. */
  private static final int DEEPEST = 3;

  /** What is said of payload by how many tenths of it are printable. */
  private static final ImmutableList<String> SHARES = shares();

  private final boolean detailed;

  private final LateTls lateTls = new LateTls();

  /** Names on cards, which are made anew each time they are asked for. */
  private final IdentityHashMap<Detector, String> names = new IdentityHashMap<>();

  /** For verdicts without details, which depend on bytes alone and not on the time. */
  private final RecentVerdicts recent = new RecentVerdicts();

  /** Tells all facts and notes. */
  public Classifier() {
    this(true);
  }

  private Classifier(boolean detailed) {
    this.detailed = detailed;
  }

  private static ImmutableList<String> shares() {
    ImmutableList.Builder<String> shares = ImmutableList.builder();
    for (int tenths = 0; tenths <= 10; tenths++) {
      shares.add(
          "payload not recognised, about " + tenths * 10 + " % of its first bytes printable");
    }
    return shares.build();
  }

  /**
   * One whose verdicts are the same, but whose facts are only sure to hold what names the server
   * ({@link Speech#detailed}), for a listing: most of the time goes into facts.
   */
  public static Classifier ofVerdicts() {
    return new Classifier(false);
  }

  /** The verdict of this flow. */
  public Verdict classify(Flow flow) {
    if (flow.aToB().kept() == 0 && flow.bToA().kept() == 0) {
      return withoutBytes(flow);
    }
    boolean clientIsB = flow.initiator() == Flow.Initiator.B_BY_HANDSHAKE;
    if (detailed) {
      return classify(flow, clientIsB, flow.firstNanos());
    }
    Verdict known = recent.find(flow, clientIsB);
    if (known == null) {
      known = classify(flow, clientIsB, 0);
      recent.add(flow, clientIsB, known);
    }
    return known;
  }

  private Verdict classify(Flow flow, boolean clientIsB, long nanos) {
    Exchange exchange =
        new Exchange(
            Speech.of(flow.aToB(), nanos, detailed), Speech.of(flow.bToA(), nanos, detailed));
    Exchange first = clientIsB ? exchange.swapped() : exchange;
    SortedSet<String> pending = new TreeSet<>();
    ImmutableList<Detector> detectors = Detectors.of(flow.protocol());
    Verdict.Side server = clientIsB ? Verdict.Side.A : Verdict.Side.B;
    Verdict verdict = ask(detectors, first, server, 0, pending);
    if (verdict == null) {
      verdict = verdict("", Encryption.OPAQUE, opaqueReason(exchange, pending));
    }
    return detectors.equals(StreamDetectors.LIST) && mayHideTls(exchange, verdict)
        ? late(first, server, verdict)
        : verdict;
  }

  /** Nobody knows what it is, or only one direction of what began in clear was seen. */
  private static boolean mayHideTls(Exchange exchange, Verdict verdict) {
    boolean oneWay = exchange.client().isEmpty() || exchange.server().isEmpty();
    boolean unknown = verdict.protocol().isEmpty() || verdict.protocol().equals("tls");
    return oneWay
        ? verdict.encryption() == Encryption.PLAINTEXT
        : unknown && verdict.encryption() == Encryption.OPAQUE;
  }

  private Verdict late(Exchange first, Verdict.Side server, Verdict before) {
    Finding asked = lateTls.behind(first);
    Finding found = asked == null ? lateTls.behind(first.swapped()) : asked;
    if (found == null) {
      return before;
    }
    boolean named = before.encryption() == Encryption.PLAINTEXT;
    Finding clear =
        new Finding(
            named ? before.protocol() : "",
            before.encryption(),
            named ? "payload in clear" : "payload not recognised",
            true,
            before.notes(),
            before.facts());
    Verdict.Side tells = asked == null ? opposite(server) : server;
    return joined(clear, verdict(found, tells), tells);
  }

  private @Nullable Verdict ask(
      ImmutableList<Detector> detectors,
      Exchange first,
      Verdict.Side server,
      int depth,
      SortedSet<String> pending) {
    Exchange second = first.swapped();
    boolean midStream = first.midStream();
    int client = firstByte(first.client());
    int other = firstByte(first.server());
    for (int i = 0; i < detectors.size(); i++) {
      Detector detector = detectors.get(i);
      Verdict verdict = null;
      if (midStream || detector.mayBegin(client, other)) {
        verdict = ask(detector, first, server, depth, pending);
      }
      if (verdict == null && (midStream || detector.mayBegin(other, client))) {
        verdict = ask(detector, second, opposite(server), depth, pending);
      }
      if (verdict != null) {
        return verdict;
      }
    }
    return null;
  }

  private static int firstByte(Speech speech) {
    return speech.bytes().isEmpty() ? -1 : speech.bytes().u8(0);
  }

  private static Verdict.Side opposite(Verdict.Side side) {
    return side == Verdict.Side.A ? Verdict.Side.B : Verdict.Side.A;
  }

  /** Asks in one orientation; the likelier goes first. */
  private @Nullable Verdict ask(
      Detector detector,
      Exchange asked,
      Verdict.Side server,
      int depth,
      SortedSet<String> pending) {
    Outcome outcome = detector.detect(asked);
    if (outcome instanceof Outcome.Match match) {
      return verdict(match.finding(), server);
    }
    if (outcome instanceof Outcome.Inner inner) {
      return behind(inner, server, depth);
    }
    if (outcome instanceof Outcome.NeedMore more && asked.cutShort()) {
      pending.add(name(detector) + ": " + more.reason());
    }
    return null;
  }

  private String name(Detector detector) {
    String known = names.get(detector);
    if (known == null) {
      known = detector.card().protocol();
      names.put(detector, known);
    }
    return known;
  }

  /** What stands behind a preamble decides, but nothing behind clear text is encrypted alone. */
  private Verdict behind(Outcome.Inner found, Verdict.Side server, int depth) {
    Finding preamble = found.preamble();
    Exchange rest = found.rest();
    if (depth == DEEPEST || (rest.client().isEmpty() && rest.server().isEmpty())) {
      return verdict(preamble, server);
    }
    SortedSet<String> pending = new TreeSet<>();
    Verdict inner = ask(Detectors.behind(rest), rest, server, depth + 1, pending);
    if (inner == null) {
      inner = verdict("", Encryption.OPAQUE, opaqueReason(rest, pending));
    }
    return joined(preamble, inner, server);
  }

  private static Verdict joined(Finding preamble, Verdict inner, Verdict.Side server) {
    TreeMap<String, String> facts = new TreeMap<>(inner.facts());
    facts.putAll(preamble.facts());
    if (!preamble.protocol().isEmpty() && !inner.protocol().isEmpty()) {
      facts.put("inner.protocol", inner.protocol());
    }
    Finding joined =
        new Finding(
            preamble.protocol().isEmpty() ? inner.protocol() : preamble.protocol(),
            inner.encryption() == Encryption.ENCRYPTED ? Encryption.UPGRADED : inner.encryption(),
            preamble.reason() + ", then " + inner.reason(),
            true,
            ImmutableSortedSet.<LinkNote>naturalOrder()
                .addAll(preamble.notes())
                .addAll(inner.notes())
                .build(),
            ImmutableSortedMap.of());
    return verdict(joined.withFacts(facts), server);
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
    String share = SHARES.get((int) Math.round(10.0 * printable / length));
    return pending.isEmpty() ? share : share + "; cut short for " + String.join(", ", pending);
  }
}
