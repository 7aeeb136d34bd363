package dev.netgen.analyzer.detect.operations;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Frames;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.model.graph.Encryption;

/**
 * libvirt's remote calls over TCP (its docs, "RPC protocol and APIs"). SASL may put a layer of its
 * own around what follows, which its headers then no longer stand in.
 *
 * <pre>
 * length 32 | program 32 | version 32 | procedure 32 | 0 asks, 1 answers 32 | serial 32 | status 32 | ...
 * </pre>
 */
public final class LibvirtDetector implements Detector {
  private static final String NAME = "libvirt";
  private static final int HEADER = 28;
  private static final long FIRST_PROGRAM = 0x20008086L;
  private static final long LAST_PROGRAM = 0x20008089L;
  private static final long KEEP_ALIVE = 0x6B656570L;
  private static final int PROGRAM = 4;
  private static final int TYPE = 16;
  private static final int MOST = 32 << 20;

  @Override
  public Card card() {
    return Card.of(NAME, "libvirt's remote calls", "libvirt, RPC protocol and APIs")
        .tells(Ability.ROLES, Ability.MID_STREAM);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client >= 0 && client <= 2 && server <= 2;
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    if (!mayBegin(client.first(), server.first())) {
      return Outcome.no("no call of libvirt");
    }
    if (!client.has(0, HEADER)) {
      return client.has(0, HEADER / 2) && !isProgram(client, 0)
          ? Outcome.no("no call of libvirt")
          : Outcome.needMore("call cut");
    }
    boolean told = !server.has(0, HEADER) || (end(server, 0) > 0 && server.u32(TYPE) > 0);
    if (end(client, 0) < 0 || client.u32(TYPE) != 0 || !told) {
      return Outcome.no("no call of libvirt");
    }
    boolean chains = chains(client) && chains(server);
    if (exchange.midStream() && (!chains || server.isEmpty())) {
      return Outcome.no("no calls of libvirt");
    }
    return chains
        ? Finding.plaintext(NAME, "calls of libvirt in clear").match()
        : Finding.of(NAME, Encryption.OPAQUE, "calls of libvirt, then something else").match();
  }

  private static boolean chains(Bytes bytes) {
    long end = bytes.has(0, HEADER) ? end(bytes, 0) : 0;
    return bytes.isEmpty()
        || end > bytes.length()
        || Frames.count(bytes, 0, LibvirtDetector::end) > 0;
  }

  private static boolean isProgram(Bytes bytes, int at) {
    long program = bytes.u32(at + PROGRAM);
    boolean known = program >= FIRST_PROGRAM && program <= LAST_PROGRAM;
    return (known || program == KEEP_ALIVE) && bytes.u32(at + 8) == 1;
  }

  private static long end(Bytes bytes, int at) {
    if (!bytes.has(at, HEADER)) {
      return bytes.length() + 1L;
    }
    long length = bytes.u32(at);
    boolean fits = length >= HEADER && length <= MOST && bytes.u32(at + TYPE) <= 5;
    return fits && isProgram(bytes, at) ? at + length : -1;
  }
}
