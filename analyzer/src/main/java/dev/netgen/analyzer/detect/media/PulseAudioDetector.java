package dev.netgen.analyzer.detect.media;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;

/**
 * PulseAudio's native protocol (its PROTOCOL file): a client's first packet authenticates by a
 * cookie, an answer has the same form.
 *
 * <pre>
 * length 32 | FFFFFFFF | 0 64 | 0 32 | 'L' command 32 | 'L' number 32 | ...
 * </pre>
 */
public final class PulseAudioDetector implements Detector {
  private static final int HEADER = 20;
  private static final int COMMAND = HEADER + 5;
  private static final long NO_CHANNEL = 0xFFFFFFFFL;
  private static final int AUTHENTICATE = 8;

  @Override
  public Card card() {
    return Card.of("pulseaudio", "PulseAudio's native protocol", "PulseAudio, PROTOCOL")
        .tells(Ability.ROLES);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client == 0 && server <= 0;
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    Bytes server = exchange.server().bytes();
    boolean may = !exchange.midStream() && mayBegin(client.first(), server.first());
    if (!may || !isPacket(client) || !isPacket(server)) {
      return Outcome.no("no packet of PulseAudio");
    }
    if (!client.has(0, COMMAND)) {
      return Outcome.needMore("packet cut");
    }
    return client.u8(HEADER) == 'L' && client.u32(HEADER + 1) == AUTHENTICATE
        ? Finding.plaintext("pulseaudio", "PulseAudio in clear").match()
        : Outcome.no("no packet of PulseAudio");
  }

  private static boolean isPacket(Bytes bytes) {
    return !bytes.has(0, HEADER)
        || (bytes.u32(4) == NO_CHANNEL
            && bytes.u32(8) == 0
            && bytes.u32(12) == 0
            && bytes.u32(16) == 0);
  }
}
