package dev.netgen.analyzer.detect.rpc;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.api.Speech;
import dev.netgen.analyzer.detect.tls.Upgrade;
import dev.netgen.model.graph.Encryption;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;

/**
 * ONC RPC version 2 (RFC 5531) over UDP and, behind record marks, over TCP; NFS by its program
 * number. TLS is asked for by an empty call of flavor 7 (RFC 9289).
 *
 * <pre>
 * call   xid 0 2 program version procedure  flavor length ...  flavor length ...
 * reply  xid 1 0|1 ...
 * </pre>
 */
public final class OncRpcDetector implements Detector {
  private static final int CALL = 24;
  private static final int REPLY = 12;
  private static final int NFS = 100_003;
  private static final int GSS = 6;
  private static final int TLS = 7;
  private static final long PRIVACY = 3;
  private static final long LONGEST_FRAGMENT = (1 << 24) - 1;
  private static final long LONGEST_RECORD = 0x7FFF_FFFFL;
  private static final int MOST_RECORDS = 32;

  /** 4 over TCP, 0 over datagrams. */
  private final int mark;

  private OncRpcDetector(int mark) {
    this.mark = mark;
  }

  /** Over TCP. */
  public static OncRpcDetector stream() {
    return new OncRpcDetector(4);
  }

  /** Over UDP. */
  public static OncRpcDetector datagram() {
    return new OncRpcDetector(0);
  }

  @Override
  public Card card() {
    String over = mark == 0 ? "UDP" : "TCP";
    return Card.of("onc-rpc", "ONC RPC over " + over + ", NFS (named nfs)", "RFC 5531, RFC 9289")
        .tells(Ability.ROLES, Ability.MID_STREAM, Ability.UPGRADE, Ability.KINDS);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (client.isEmpty() || (mark > 0 && (client.u8(0) & 0x7F) != 0)) {
      return Outcome.no("no call first");
    }
    if (!client.has(mark, CALL)) {
      return client.has(mark + 4, 4) && client.u32(mark + 4) != 0
          ? Outcome.no("no call first")
          : Outcome.needMore("call cut");
    }
    if (!call(client)) {
      return Outcome.no("no call of version 2");
    }
    if (!server.isEmpty() && !server.has(mark, REPLY)) {
      return Outcome.needMore("reply cut");
    }
    if (!server.isEmpty() && !reply(client, server)) {
      return exchange.midStream() && mark > 0 && answersLater(client, server)
          ? found(exchange, client, server)
          : Outcome.no("no reply to the call");
    }
    return found(exchange, client, server);
  }

  private boolean call(Bytes bytes) {
    long program = bytes.u32(mark + 12);
    boolean assigned = program >= 100_000 && program < 0x6000_0000L;
    return record(bytes)
        && bytes.u32(mark + 4) == 0
        && bytes.u32(mark + 8) == 2
        && assigned
        && bytes.u32(mark + 16) < 256
        && bytes.u32(mark + 20) < 1024
        && (!bytes.has(mark + 24, 8) || credential(bytes));
  }

  private boolean credential(Bytes bytes) {
    long flavor = bytes.u32(mark + 24);
    return (flavor <= TLS || (flavor >= 390_000 && flavor < 391_000))
        && bytes.u32(mark + 28) <= 400;
  }

  private boolean record(Bytes bytes) {
    if (mark == 0) {
      return true;
    }
    long length = bytes.u32(0) & LONGEST_RECORD;
    return length >= CALL && length <= LONGEST_FRAGMENT;
  }

  private boolean reply(Bytes client, Bytes server) {
    return server.u32(mark) == client.u32(mark)
        && server.u32(mark + 4) == 1
        && server.u32(mark + 8) <= 1;
  }

  /** Records chain on both sides, and one of the first replies answers one of the first calls. */
  private boolean answersLater(Bytes client, Bytes server) {
    Set<Long> called = transactions(client, 0);
    called.retainAll(transactions(server, 1));
    return !called.isEmpty();
  }

  /** Numbers of the first messages, all of them calls (0) or replies (1); none where one is not. */
  private Set<Long> transactions(Bytes bytes, int type) {
    Set<Long> numbers = new HashSet<>();
    long at = 0;
    for (int i = 0; i < MOST_RECORDS && bytes.has(at, mark + REPLY); i++) {
      int record = (int) at;
      if (bytes.u32(record + mark + 4) != type || !record(bytes.from(record))) {
        return new HashSet<>();
      }
      numbers.add(bytes.u32(record + mark));
      at += mark + (bytes.u32(record) & LONGEST_RECORD);
    }
    return numbers;
  }

  private Outcome found(Exchange exchange, Bytes client, Bytes server) {
    long program = client.u32(mark + 12);
    String name = program == NFS ? "nfs" : "onc-rpc";
    Finding finding = finding(name, exchange, client, server);
    TreeMap<String, String> facts = new TreeMap<>(finding.facts());
    facts.put("rpc.program", Long.toString(program));
    return finding.withFacts(facts).match();
  }

  private Finding finding(String name, Exchange exchange, Bytes client, Bytes server) {
    boolean flavored = client.has(mark + 24, 8);
    long flavor = flavored ? client.u32(mark + 24) : 0;
    if (mark > 0
        && flavor == TLS
        && server.find("STARTTLS", 0, Math.min(64, server.length())) > 0) {
      return Upgrade.toTls(
          name, "RPC STARTTLS agreed", new Exchange(rest(exchange, true), rest(exchange, false)));
    }
    boolean gss = flavor == GSS && client.has(mark + 32, 16);
    return gss && client.u32(mark + 44) == PRIVACY
        ? Finding.of(name, Encryption.OPAQUE, "RPCSEC_GSS with privacy, not looked into")
        : Finding.plaintext(name, "RPC calls in clear");
  }

  private static Speech rest(Exchange exchange, boolean client) {
    Speech speech = client ? exchange.client() : exchange.server();
    long end = 4 + (speech.bytes().u32(0) & 0x7FFF_FFFFL);
    return speech.from((int) Math.min(end, speech.bytes().length()));
  }
}
