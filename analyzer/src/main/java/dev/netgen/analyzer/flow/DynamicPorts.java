package dev.netgen.analyzer.flow;

import dev.netgen.analyzer.decode.DecodedPacket;
import dev.netgen.model.net.IpAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Ports that flows announce in their payload: FTP's data connections, TFTP's transfers, RTP.
 *
 * <p>Implementation note: a flow's first payload of each side is looked at for a few bytes; only
 * flows that begin as these protocols do are looked into further, {@link #LOOK} bytes a packet.
 */
final class DynamicPorts {
  private static final int LOOK = 2048;

  /** First bytes of a side that tell whether it announces others. */
  static final int ENOUGH = 8;

  private static final IpAddress ANYBODY_V4 = new IpAddress(0, 0, false);
  private static final IpAddress ANYBODY_V6 = new IpAddress(0, 0, true);

  private final Expectations expectations = new Expectations();

  /** A flow has begun: was it announced? */
  void begun(FlowEntry e, long nanos) {
    if (!expectations.isEmpty()) {
      expectations.announced(e, nanos);
    }
  }

  /** Looks at a payload: with the first bytes of its side, or of a flow that announces others. */
  void look(FlowEntry e, Stream from, boolean fromA, DecodedPacket p, long nanos) {
    if (!e.announces) {
      begin(e, from, fromA, p, nanos);
    }
    FlowExtra extra = e.extra();
    if (e.announces && extra != null) {
      String text = e.tcp() ? said(extra, fromA).lines(p, text(p)) : text(p);
      boolean fromServer = extra.serverIsA == fromA;
      if (extra.ftp) {
        ftp(e, fromServer, text, nanos);
      } else {
        media(e, fromServer, text, nanos);
      }
    }
  }

  private static UnfinishedLine said(FlowExtra extra, boolean fromA) {
    UnfinishedLine known = fromA ? extra.aSaid : extra.bSaid;
    if (known == null) {
      known = new UnfinishedLine(extra.ftp ? 0 : LOOK);
      extra.aSaid = fromA ? known : extra.aSaid;
      extra.bSaid = fromA ? extra.bSaid : known;
    }
    return known;
  }

  private static String text(DecodedPacket p) {
    int length = Math.min(LOOK, p.payloadCaptured);
    return new String(p.buffer, p.payload, length, StandardCharsets.ISO_8859_1);
  }

  private void begin(FlowEntry e, Stream from, boolean fromA, DecodedPacket p, long nanos) {
    Prefix pieces = from.prefix;
    if (p.payloadCaptured >= ENOUGH && from.bytes == p.payloadWire) {
      begin(e, fromA, p, nanos, p.buffer, p.payload, p.payloadCaptured);
    } else if (e.tcp() && pieces != null && pieces.length() >= ENOUGH) {
      begin(e, fromA, p, nanos, pieces.data(), 0, pieces.length());
    }
  }

  private void begin(
      FlowEntry e, boolean fromA, DecodedPacket p, long nanos, byte[] b, int at, int length) {
    switch (b[at]) {
      case '1', '2', '3', '4', '5' -> {
        boolean reply =
            isDigit(b[at + 1]) && isDigit(b[at + 2]) && (b[at + 3] == ' ' || b[at + 3] == '-');
        boolean ready = b[at] == '2' && b[at + 1] == '2' && b[at + 2] == '0';
        if (reply && e.tcp() && (ready || !e.complete)) { // any where it was joined later
          announce(e, fromA, true);
        }
      }
      case 'S', 'I', 'R', 'A', 'U' -> {
        if (SdpText.isResponse(b, at)) {
          announce(e, fromA, false);
        } else if (SdpText.isRequest(b, at, length)) {
          announce(e, !fromA, false);
        }
      }
      case 0 -> {
        if (e.protocolNumber() == FlowEntry.UDP && TftpGlance.isRequest(p)) {
          tftp(e, fromA, nanos);
        }
      }
      default -> {}
    }
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static void announce(FlowEntry e, boolean serverIsA, boolean ftp) {
    e.announces = true;
    FlowExtra extra = e.writeExtra();
    extra.serverIsA = serverIsA;
    extra.ftp = ftp;
  }

  private void tftp(FlowEntry e, boolean clientIsA, long nanos) {
    IpAddress client = clientIsA ? e.addressA() : e.addressB();
    IpAddress server = clientIsA ? e.addressB() : e.addressA();
    int port = clientIsA ? e.bPort : e.aPort;
    Expectation.Kind kind = Expectation.Kind.TFTP;
    expectations.expect(
        e,
        FlowEntry.UDP,
        client,
        clientIsA ? e.aPort : e.bPort,
        new Expectation(
            kind, server, port, FlowEntry.UDP, client, server, nanos + kind.lifeNanos()));
  }

  private void ftp(FlowEntry e, boolean fromServer, String text, long nanos) {
    IpAddress speaker = e.address(fromServer == serverIsA(e));
    for (String line : text.split("\n", 64)) {
      FtpLine said = fromServer ? FtpLine.reply(line, speaker) : FtpLine.command(line, speaker);
      if (said != null) {
        expect(e, Expectation.Kind.FTP_DATA, FlowEntry.TCP, said.address(), said.port(), nanos);
        if (!said.address().equals(speaker) && fromServer) { // told as it is behind a translator
          expect(e, Expectation.Kind.FTP_DATA, FlowEntry.TCP, speaker, said.port(), nanos);
        }
      }
    }
  }

  private void media(FlowEntry e, boolean fromServer, String text, long nanos) {
    IpAddress client = e.address(!serverIsA(e));
    IpAddress server = e.address(serverIsA(e));
    SdpText.endpoints(
        text,
        client,
        server,
        fromServer ? server : client,
        (kind, address, port) -> expect(e, kind, FlowEntry.UDP, address, port, nanos));
  }

  private static boolean serverIsA(FlowEntry e) {
    FlowExtra extra = e.extra();
    return extra != null && extra.serverIsA;
  }

  private void expect(
      FlowEntry e,
      Expectation.Kind kind,
      int protocol,
      @Nullable IpAddress address,
      int port,
      long nanos) {
    if (address != null && port > 0 && port <= 65_535) {
      boolean a = serverIsA(e);
      IpAddress anybody = address.v6() ? ANYBODY_V6 : ANYBODY_V4;
      expectations.expect(
          e,
          protocol,
          address,
          port,
          new Expectation(
              kind,
              e.address(a),
              a ? e.aPort : e.bPort,
              e.protocolNumber(),
              e.address(!a),
              anybody,
              nanos + kind.lifeNanos()));
    }
  }

  /** Announcements forgotten because there were too many. */
  long forgotten() {
    return expectations.forgotten();
  }
}
