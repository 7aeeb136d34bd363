package dev.netgen.analyzer.detect.store;

import dev.netgen.analyzer.detect.api.Authentication;
import dev.netgen.analyzer.detect.api.Bytes;
import dev.netgen.analyzer.detect.api.Card;
import dev.netgen.analyzer.detect.api.Card.Ability;
import dev.netgen.analyzer.detect.api.Detector;
import dev.netgen.analyzer.detect.api.Exchange;
import dev.netgen.analyzer.detect.api.Finding;
import dev.netgen.analyzer.detect.api.Outcome;
import dev.netgen.analyzer.detect.store.MemcachedText.Answer;

/**
 * Memcached over UDP ({@code protocol.txt}, "UDP protocol"): the text behind eight bytes.
 *
 * <pre>request 16 | number 16 | datagrams 16 | 0</pre>
 */
public final class MemcachedDatagramDetector implements Detector {
  private static final int HEADER = 8;

  @Override
  public Card card() {
    return Card.of("memcached", "Memcached over UDP", "memcached protocol.txt")
        .tells(Ability.ROLES, Ability.NO_AUTHENTICATION);
  }

  @Override
  public Outcome detect(Exchange exchange) {
    Bytes client = exchange.client().bytes();
    if (!client.has(0, HEADER + 3) || client.u32(2) != 1 || client.u16(6) != 0) {
      return Outcome.no("no header of one datagram");
    }
    Bytes text = client.from(HEADER);
    if (!MemcachedText.mayBegin(text) || MemcachedText.command(text).name().isEmpty()) {
      return Outcome.no("no command behind the header");
    }
    Bytes server = exchange.server().bytes();
    if (server.isEmpty()) {
      return Finding.plaintext("memcached", "command, no answer seen")
          .withAuthentication(Authentication.NOT_LOOKED)
          .match();
    }
    boolean header =
        server.has(0, HEADER)
            && server.u16(0) == client.u16(0)
            && server.u16(4) > server.u16(2)
            && server.u16(6) == 0;
    Answer answer = header ? MemcachedText.answer(server.from(HEADER)) : Answer.NONE;
    if (answer == Answer.NONE) {
      return Outcome.no("command not answered as memcached does");
    }
    Finding finding = Finding.plaintext("memcached", "command and answer");
    return (answer == Answer.SERVED
            ? finding.withAuthentication(Authentication.NONE_SEEN)
            : finding)
        .match();
  }
}
