package dev.netgen.analyzer.detect.web;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;

/** HTTP/2 joined later: frames that chain in both directions to the end of what is kept. */
final class Http2Framing {
  private static final int LEAST_FRAMES = 3;
  private static final int LEAST_SEARCHED = 3;
  private static final int MAX_SEARCH = 17_000;
  private static final int MESSAGE = 5;

  private Http2Framing() {}

  static Outcome detect(Exchange exchange) {
    Http2Frames client = chain(exchange.client().bytes());
    if (client.frames().isEmpty()) {
      return Outcome.no("no frames that chain");
    }
    Http2Frames server = chain(exchange.server().bytes());
    if (server.frames().isEmpty()
        || client.frames().size() + server.frames().size() < LEAST_FRAMES) {
      return Outcome.no("no frames that chain in both directions");
    }
    int roles = asks(client) - asks(server);
    if (roles < 0) {
      return Outcome.no("requests the other way round");
    }
    boolean grpc = messages(client) + messages(server) >= 2;
    return Finding.plaintext(grpc ? "grpc" : "http2", "HTTP/2 frames both ways, mid-stream")
        .withRolesShown(roles > 0)
        .match();
  }

  /** The frames from the start, or from the first place from which several chain to the end. */
  private static Http2Frames chain(Bytes bytes) {
    if (bytes.has(0, Http2Frames.HEADER) && Http2Frames.isFrame(bytes, 0)) {
      Http2Frames frames = Http2Frames.read(bytes, 0);
      if (frames.clean() && frames.frames().get(0).whole()) {
        return frames;
      }
    }
    int last = Math.min(bytes.length() - Http2Frames.HEADER, MAX_SEARCH);
    for (int at = 1; at <= last; at++) {
      if (bytes.u8(at) == 0 && Http2Frames.isFrame(bytes, at)) {
        Http2Frames frames = Http2Frames.read(bytes, at);
        if (frames.clean() && frames.frames().size() >= LEAST_SEARCHED) {
          return frames;
        }
      }
    }
    return new Http2Frames(com.google.common.collect.ImmutableList.of(), false);
  }

  /**
   * 1 where a header block begins with what requests begin with (:method, :scheme, :path,
   * :authority of HPACK's table), -1 where it begins with a status, else 0.
   */
  private static int asks(Http2Frames frames) {
    for (Http2Frames.Frame frame : frames.frames()) {
      Bytes block = frame.type() == Http2Frames.HEADERS ? Http2Headers.block(frame) : Bytes.EMPTY;
      if (!block.isEmpty()) {
        int first = block.u8(0);
        int index = first >= 0x80 ? first & 0x7F : first & 0xF;
        if (index >= 1 && index <= 7) {
          return 1;
        }
        if (index >= 8 && index <= 14) {
          return -1;
        }
      }
    }
    return 0;
  }

  /** DATA frames that are each one message of gRPC: a flag, and the length of the rest. */
  private static int messages(Http2Frames frames) {
    int count = 0;
    for (Http2Frames.Frame frame : frames.frames()) {
      if (frame.type() != Http2Frames.DATA || frame.length() == 0) {
        continue;
      }
      Bytes data = frame.payload();
      boolean message =
          data.has(0, MESSAGE) && data.u8(0) <= 1 && data.u32(1) == frame.length() - (long) MESSAGE;
      if (!message && frame.whole()) {
        return 0;
      }
      count += message ? 1 : 0;
    }
    return count;
  }
}
