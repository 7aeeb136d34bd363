package dev.netgen.analyzer.flow;

import dev.netgen.model.net.IpAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a SIP (RFC 3261) or RTSP (RFC 2326) message says that media will be received: SDP's {@code
 * c=} and {@code m=} lines (RFC 8866), RTSP's Transport header.
 */
final class SdpText {
  private static final Pattern CONNECTION =
      Pattern.compile("c=IN IP[46] ([0-9a-fA-F.:]{2,45}).{0,16}");
  private static final Pattern MEDIA =
      Pattern.compile("m=(?:audio|video) (\\d{1,5})(?:/\\d+)? (?:UDP/TLS/)?RTP/.{0,120}");
  private static final Pattern PORTS =
      Pattern.compile("(client|server)_port=(\\d{1,5})(?:-(\\d{1,5}))?");
  private static final int MOST_LINES = 128;

  private SdpText() {}

  /** Takes one endpoint. */
  @FunctionalInterface
  interface Sink {
    void accept(Expectation.Kind kind, @Nullable IpAddress address, int port);
  }

  /** {@code SIP/2.0} or {@code RTSP/1.0} begins here; eight bytes are there. */
  static boolean isResponse(byte[] b, int at) {
    return starts(b, at, "SIP/2.0 ") || starts(b, at, "RTSP/1.0");
  }

  /** A request that may carry or lead to a description begins here. */
  static boolean isRequest(byte[] b, int at, int count) {
    return count > 16
        && (starts(b, at, "INVITE sip")
            || starts(b, at, "UPDATE sip")
            || starts(b, at, "ACK sip")
            || starts(b, at, "SETUP rtsp"));
  }

  private static boolean starts(byte[] b, int at, String word) {
    for (int i = 0; i < word.length(); i++) {
      if (b[at + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** All endpoints told; each RTP port comes with RTCP's, the next. */
  static void endpoints(
      String text, IpAddress client, IpAddress server, IpAddress speaker, Sink sink) {
    IpAddress session = speaker;
    IpAddress media = null;
    int port = 0;
    Expectation.Kind kind = Expectation.Kind.RTP;
    for (String raw : text.split("\n", MOST_LINES)) {
      String line = raw.strip();
      if (line.startsWith("c=")) {
        IpAddress told = connection(line);
        media = told;
        session = port == 0 && told != null ? told : session;
      } else if (line.startsWith("m=")) {
        pair(kind, media == null ? session : media, port, sink);
        port = media(line);
        kind = kind(line);
        media = null;
      } else if (line.regionMatches(true, 0, "Transport:", 0, 10)) {
        transport(line, client, server, sink);
      }
    }
    pair(kind, media == null ? session : media, port, sink);
  }

  private static void pair(Expectation.Kind kind, IpAddress address, int port, Sink sink) {
    if (port > 0) {
      sink.accept(kind, address, port);
      sink.accept(kind, address, port + 1);
    }
  }

  private static @Nullable IpAddress connection(String line) {
    Matcher matcher = CONNECTION.matcher(line);
    try {
      return matcher.matches() ? IpAddress.parse(matcher.group(1)) : null;
    } catch (IllegalArgumentException noAddress) {
      return null;
    }
  }

  /** The profiles RTP/SAVP and RTP/SAVPF are SRTP's (RFC 3711, RFC 5124). */
  private static Expectation.Kind kind(String line) {
    return line.contains("RTP/SAVP") ? Expectation.Kind.SRTP : Expectation.Kind.RTP;
  }

  private static int media(String line) {
    Matcher matcher = MEDIA.matcher(line);
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  private static void transport(String line, IpAddress client, IpAddress server, Sink sink) {
    Matcher matcher = PORTS.matcher(line);
    while (matcher.find()) {
      IpAddress address = matcher.group(1).equals("client") ? client : server;
      sink.accept(kind(line), address, Integer.parseInt(matcher.group(2)));
      if (matcher.group(3) != null) {
        sink.accept(kind(line), address, Integer.parseInt(matcher.group(3)));
      }
    }
  }
}
