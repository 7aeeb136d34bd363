package dev.netgen.analyzer.detect.media;

import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.api.Speech;
import dev.netgen.model.graph.Encryption;

/**
 * MPEG's transport stream in datagrams (ISO 13818-1): packets of 188 bytes that begin with 47, of
 * which two bits tell whether they are scrambled. Who sends is the client; nobody answers.
 */
public final class TransportStreamDetector implements Detector {
  private static final String NAME = "mpeg-ts";
  private static final int PACKET = 188;
  private static final int SYNC = 0x47;
  private static final int LEAST_PACKETS = 3;

  @Override
  public Card card() {
    return Card.of(NAME, "MPEG transport stream", "ISO 13818-1").tells(Ability.ROLES);
  }

  @Override
  public boolean mayBegin(int client, int server) {
    return client == SYNC && server < 0;
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Speech client = exchange.client();
    boolean alone = client.messages() > 0 && exchange.server().isEmpty();
    if (!alone || !client.everyMessage(TransportStreamDetector::isPackets)) {
      return Outcome.no("no packets of a transport stream");
    }
    int packets = 0;
    boolean scrambled = false;
    for (int i = 0; i < client.messages(); i++) {
      Bytes message = client.message(i);
      packets += message.length() / PACKET;
      for (int at = 0; at < message.length(); at += PACKET) {
        scrambled |= message.u8(at + 3) >> 6 != 0;
      }
    }
    if (packets < LEAST_PACKETS) {
      return Outcome.needMore("too few packets");
    }
    return (scrambled
            ? Finding.of(NAME, Encryption.OPAQUE, "transport stream, scrambled packets in it")
            : Finding.plaintext(NAME, "transport stream in clear"))
        .match();
  }

  private static boolean isPackets(Bytes message) {
    boolean fits = !message.isEmpty() && message.length() % PACKET == 0;
    for (int at = 0; fits && at < message.length(); at += PACKET) {
      fits = message.u8(at) == SYNC;
    }
    return fits;
  }
}
